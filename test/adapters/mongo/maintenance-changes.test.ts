import { afterEach, beforeEach, expect, it } from 'vitest';
import type { MaintenanceChanges } from '../../../src/domain/runtime-changes.ts';
import { StaleRuntimeChanges } from '../../../src/ports/runtime-changes.ts';
import { type Opened, openFresh } from './opened.ts';

const now = new Date('2026-03-09T12:00:00Z');
const later = new Date('2026-03-09T14:00:00Z');
let opened: Opened;

beforeEach(async () => {
  opened = await openFresh();
});

afterEach(() => opened.close());

function amendment(version = 1): MaintenanceChanges {
  const once = { id: 'w1', services: ['checkout'], time: { from: now, until: later }, reason: 'move', by: 'bob' };
  const time = { every: { rrule: 'FREQ=DAILY;BYHOUR=2' }, forMs: 3_600_000, timezone: 'Europe/Berlin' };
  const cuts = [{ window: 'w1', from: now, until: new Date('2026-03-09T13:00:00Z'), by: 'alice' }];
  return { windows: [once, { id: 'w2', time, by: 'bob' }], cuts, version };
}

it('maintenance windows are kept as they were given, and read by every process', async () => {
  const store = opened.stores.runtimeChanges;
  expect(await store.ofMaintenance()).toEqual({ windows: [], cuts: [], version: 0 });
  expect(await store.all()).not.toHaveProperty('maintenance');
  const notification = {
    id: 'l1',
    to: { platform: 'slack', kind: 'channel', id: 'C0OPS' },
    message: { text: 'Hi' },
  } as const;
  const untold = await store.keepMaintenance(amendment(), [notification], now);
  expect(untold).toMatchObject({ version: 1, notifications: [notification] });
  const other = opened.other.runtimeChanges;
  expect(await other.ofMaintenance()).toStrictEqual(amendment());
  expect((await other.all()).maintenance).toStrictEqual(amendment());
  expect(await other.all()).toMatchObject({ schedules: [], people: [] });
  expect(await other.untold(now, 10)).toMatchObject([{ notifications: [{ id: 'l1' }] }]);
  await other.told(untold);
  expect(await store.untold(now, 10)).toEqual([]);
});

it('of two decisions on one version one is kept', async () => {
  const { stores, other } = opened;
  for (const version of [1, 2]) {
    const tries = [stores, other].map((one) => one.runtimeChanges.keepMaintenance(amendment(version), [], now));
    const results = await Promise.allSettled(tries);
    const lost = results.filter((one) => one.status === 'rejected');
    expect(lost).toHaveLength(1);
    expect(lost[0]?.reason).toBeInstanceOf(StaleRuntimeChanges);
  }
  expect(await stores.runtimeChanges.ofMaintenance()).toMatchObject({ version: 2 });
});
