import type { Tocsin } from '../../src/app/compose.ts';
import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { MaintenanceWindow } from '../../src/domain/maintenance/window.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

export const ops = 'C0OPS';
export let slack: ChatDouble;
export let stage: Stage;

/** Monday 9 March 2026, 12:00 UTC is 13:00 in Berlin, and Alice is on call. */
export async function openStaffed(): Promise<void> {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], sampleDirectory({ rooms: { announce: { slack: ops }, open: {} } }));
}

export const pages = () => slack.pagesTo('U0ALICE').map(({ message }) => message.text);
export const room = () => slack.inChannel(ops).map(({ message }) => message.text);
export const notices = () => room().filter((text) => /aintenance/.test(text) && !text.startsWith('#'));
export const kept = async (number = 1) => (await stage.store.byNumber(number))!;
export const types = async (number = 1) =>
  (await stage.store.timeline((await kept(number)).id)).map(({ event }) => event.type);

export async function alert(status: Alert['status'] = 'firing', more: Partial<Alert> = {}, by: Tocsin = stage.tocsin) {
  const one = {
    source: 'alertmanager',
    fingerprint: 'checkout-down',
    status,
    title: 'Checkout is down',
    service: 'checkout',
    labels: [],
    ...more,
  } as Alert;
  await by.alerts.receive([one]);
  await by.idle();
}

export async function sweeps(by: Tocsin = stage.tocsin): Promise<void> {
  for (let left = 20; left > 0 && (await by.sweep()) > 0; left -= 1) await by.idle();
  await by.idle();
}

export function inFile(...windows: readonly MaintenanceWindow[]): void {
  stage.directory = { ...stage.directory, maintenance: new Map(windows.map((one) => [one.id, one])) };
}

export const start = (line = 'checkout 2h') => stage.says('bob', `maintenance start ${line}`);
