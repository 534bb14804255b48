import { expect } from 'vitest';
import { type Api, openApi } from '../adapters/api/ask.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

export const announce = 'C0ANNOUNCE';
const directory = sampleDirectory({ rooms: { announce: { slack: announce }, open: { slack: 'channel' } } });

export let slack: ChatDouble;
export let stage: Stage;
export let api: Api;

/** Opens the core with a chat, and its API. */
export async function openBoth(): Promise<void> {
  slack = new ChatDouble('slack');
  stage = await openStage([slack], directory);
  api = await openApi(stage.tocsin.api);
}

export async function closeBoth(): Promise<void> {
  await api.close();
  await stage.close();
}

export async function declare(title = 'Checkout is down', more: object = {}): Promise<number> {
  const { status, body, text } = await api.ask('/v1/incidents', { body: { by: 'bob', title, ...more } });
  expect(status, text).toBe(201);
  return body.number;
}

/** What was said there, the cards as they stand now. */
export function shownIn(posts: readonly { message: object }[]): string {
  return posts.map(({ message }) => JSON.stringify(message)).join('\n');
}
