import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Answer, Replica } from './stage.ts';

/** A title that nothing else has. */
export const titled = (what = 'Trouble') => `${what} ${randomUUID().slice(0, 8)}`;

/** The same key is the same request. */
export function alert(replica: Replica, title: string, service: string, key: string): Promise<Answer> {
  return replica.posts('/v1/alerts', { title, service, key: title }, key);
}

const longestMs = 120_000;

/** Sends it until it is kept, as whoever gets no 202 has to; to the next one each time, as a balancer would. */
export async function kept(
  by: Replica | (() => readonly Replica[]),
  title: string,
  service: string,
  { key = randomUUID() as string, turn = 0, everyMs = 500 } = {},
): Promise<void> {
  const end = performance.now() + longestMs;
  for (let attempt = turn; ; attempt += 1) {
    const all = typeof by === 'function' ? by() : [by];
    const { status, body } = await alert(all[attempt % all.length]!, title, service, key);
    if (status === 202) return;
    const refused = status >= 400 && status < 500 && status !== 429;
    if (refused || performance.now() > end) throw new Error(`Not kept: ${status} ${JSON.stringify(body)}`);
    await pause(everyMs);
  }
}
