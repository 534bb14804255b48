import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { AlertRules } from '../../src/domain/alerts/rules.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

export const minute = 60_000;
export let slack: ChatDouble;
export let stage: Stage;

export function directory(rules?: AlertRules, changes: Partial<Directory> = {}): Directory {
  const base = sampleDirectory({ rooms: { announce: { slack: 'C1' }, open: {} }, ...changes });
  const checkout = { ...base.services.get('checkout')!, ...(rules && { alerts: rules }) };
  return { ...base, services: new Map([...base.services, ['checkout', checkout]]) };
}

export async function opens(given = directory(), parts: Parameters<typeof openStage>[2] = {}) {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], given, parts);
}

export async function reopens(...how: Parameters<typeof opens>) {
  await stage.close();
  await opens(...how);
}

export function alert(changes: Partial<Alert> = {}): Alert {
  return {
    source: 'alertmanager',
    status: 'firing',
    title: 'High latency',
    fingerprint: 'latency',
    service: 'checkout',
    labels: [{ name: 'alertname', value: 'HighLatency' }],
    ...changes,
  };
}

export async function receive(...alerts: Alert[]) {
  const receipts = await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
  return receipts.map(({ incident }) => incident);
}
export const resolved = { status: 'resolved' } as const;
export const pages = () => slack.posted.filter(({ ref }) => ref.at.kind === 'person').length;
export const card = (number: number) =>
  slack.inChannel('C1').find(({ message }) => message.title?.startsWith(`#${number} `))?.message;
export const field = (number: number, label: string) => card(number)?.fields?.find((one) => one.label === label)?.value;
export const timeline = async (number: number) => {
  const incident = await stage.store.byNumber(number);
  return (await stage.store.timeline(incident!.id)).map(({ event }) => event.type);
};
