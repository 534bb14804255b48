import type { Alert } from '../../src/domain/alerts/alert.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { Message } from '../../src/ports/message.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

export let stage: Stage;
export let slack: ChatDouble;
let answers = 0;

export async function open(rooms: Directory['rooms']['open'] = { slack: 'channel' }) {
  slack = new ChatDouble('slack');
  const directory = sampleDirectory();
  stage = await openStage([slack], {
    ...directory,
    rooms: { announce: { slack: 'C0OPS' }, open: rooms },
  });
}

export function alert(key: string, more: Partial<Alert> = {}): Alert {
  return { source: 'api', status: 'firing', title: `${key} is down`, fingerprint: key, labels: [], ...more };
}

export async function come(...alerts: Alert[]) {
  const receipts = await stage.tocsin.alerts.receive(alerts);
  await stage.tocsin.idle();
  return receipts.map(({ incident }) => incident);
}

export async function incident(number: number) {
  return (await stage.store.byNumber(number))!;
}

/** Says a line and agrees to the question. */
export async function agreed(person: string, line: string, where = {}): Promise<Message> {
  const asked = await stage.says(person, line, where);
  const [yes] = asked.buttons ?? [];
  if (!yes) return asked;
  answers += 1;
  const { message } = await stage.tocsin.commands.run({
    ...yes.invokes,
    id: `agreed-${answers}`,
    from: { platform: 'slack', id: `U0${person.toUpperCase()}` },
    where: { address: { platform: 'slack', kind: 'channel', id: 'C0NOWHERE' }, private: false, places: [] },
  });
  await stage.tocsin.idle();
  return message;
}

export async function eventsOf(number: number) {
  return (await stage.store.timeline((await incident(number)).id)).map(({ event }) => event);
}

export const merging = (incidentNumber: string, other: string, key = `${incidentNumber}-${other}`) =>
  stage.tocsin.programs.run({
    command: 'merge',
    args: { incident: incidentNumber, other },
    by: 'alice',
    via: 'api',
    client: 'ci',
    idempotencyKey: key,
  });
