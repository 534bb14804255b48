import { expect } from 'vitest';
import { createHeartbeatMonitor, type HeartbeatMonitor } from '../../src/application/monitors/heartbeat-monitor.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { accepted, fileWith } from '../config/reading.ts';
import { AlertDeskDouble } from '../harness/alert-desk-double.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestClock, TestScheduler } from '../harness/time.ts';

export const start = new Date('2026-03-09T12:00:00Z');
export const backup = 'heartbeats: { backup: { every: 1d, grace: 30m, service: checkout, severity: sev2 } }';
export const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);

export let opened: Opened;
export let clock: TestClock;
export let scheduler: TestScheduler;
export let desk: AlertDeskDouble;
export let log: KeptLog;
let file: Directory;
export let watch: HeartbeatMonitor;

export async function openWatch(): Promise<void> {
  opened = await openFresh();
  clock = new TestClock(start);
  scheduler = new TestScheduler();
  desk = new AlertDeskDouble();
  log = new KeptLog();
  says(backup);
  watch = started();
}

export async function closeWatch(): Promise<void> {
  await watch.idle();
  await opened.close();
}

export function says(more: string): void {
  file = accepted(fileWith(more)).directory;
}

/** A process of its own on the same database. */
export function started(stores = opened.stores): HeartbeatMonitor {
  return createHeartbeatMonitor({
    store: stores.heartbeats,
    intake: desk,
    clock,
    scheduler,
    log,
    directory: () => file,
  });
}

export async function looks(...watches: readonly HeartbeatMonitor[]): Promise<void> {
  for (const one of watches.length > 0 ? watches : [watch]) await one.look();
}

/** It becomes this hour, and each of these processes looks. */
export async function until(hour: number, ...watches: readonly HeartbeatMonitor[]): Promise<void> {
  clock.set(hours(hour));
  await looks(...watches);
}

export async function beats(by = watch): Promise<void> {
  expect(await by.beat('backup')).toMatchObject({ name: 'backup', status: 'ok' });
  await by.idle();
}

/** Another process goes on with the work of the first. */
export function goOnWith(heir: HeartbeatMonitor): void {
  watch = heir;
}
