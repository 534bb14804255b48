import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';

let slack: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  slack = new ChatDouble('slack');
  stage = await openStage([slack]);
});
afterEach(() => stage.close());

const send = (to: string, by = 'alice', more: { text?: string; idempotencyKey?: string } = {}) =>
  stage.tocsin.api.notify({ to, text: 'The disk is full', ...more }, { by, client: 'cron' });

it('sends a text to a person and into a room, once under one key, and begins no incident', async () => {
  const first = await send('Bob', 'alice', { idempotencyKey: 'disk-1' });
  expect(await send('bob', 'alice', { idempotencyKey: 'disk-1' })).toEqual(first);
  await send('slack:C1');
  await stage.tocsin.idle();
  const direct = slack.posted.filter(({ ref }) => ref.at.kind === 'person');
  expect(direct.map(({ ref, message }) => [ref.at, message.text])).toEqual([
    [first.to[0], 'Alice Chen: The disk is full'],
  ]);
  expect(slack.inChannel('C1').map(({ message }) => message.text)).toEqual(['Alice Chen: The disk is full']);
  expect((await stage.tocsin.api.list({ state: 'all', limit: 10 })).items).toEqual([]);
});

it('refuses who may not page, an address of anybody and a platform that is not connected, and audits what was sent', async () => {
  await expect(send('bob', 'victor')).rejects.toMatchObject({ rule: 'not-allowed' });
  await expect(send('bob', 'nobody')).rejects.toMatchObject({ field: 'by' });
  await expect(send('email:me@example.org')).rejects.toMatchObject({ field: 'to' });
  await expect(send('discord:1')).rejects.toMatchObject({
    field: 'to',
    message: expect.stringMatching(/not connected/),
  });
  await expect(send('bob', 'alice', { text: 'x'.repeat(4001) })).rejects.toMatchObject({ field: 'text' });
  await send('bob');
  await stage.tocsin.idle();
  expect(slack.posted).toHaveLength(1);
  const { items } = await stage.tocsin.api.audit({ limit: 10 }, { by: 'alice' });
  const sent = items.filter(({ act }) => act === 'send').map(({ by, outcome, args }) => [by, outcome, args.to]);
  expect(sent).toContainEqual(['alice', 'done', 'bob']);
  expect(sent).toContainEqual(['victor', 'refused:not-allowed', 'bob']);
});
