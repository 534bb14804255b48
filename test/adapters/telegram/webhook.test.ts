import { describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/adapter.ts';
import { PlatformRefused } from '../../../src/ports/chat.ts';
import type { Reply } from '../../../src/ports/commands.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, secret } from './platform.ts';
import { type Started, startedTelegram } from './started.ts';

describe('Telegram’s webhook', () => {
  const here = startedTelegram('webhook');
  const post = (body: string, given?: string, method?: string) => postTo(here, body, given, method);

  it('is set with its secret and with what is listened to', async () => {
    expect(here.telegram.fake.updates.webhook).toEqual({ url: expect.stringContaining('/telegram/webhook'), secret });
    expect(here.telegram.fake.updates.allowed).toEqual(['message', 'callback_query']);
    expect(here.telegram.fake.updates.polls).toBe(0);
  });

  it('takes nothing from strangers, and no rubbish', async () => {
    for (const wrong of ['', 'wrong', `${secret}x`, secret.slice(1)]) expect(await post(update(1), wrong)).toBe(401);
    expect(await post('{', secret)).toBe(400);
    expect(await post('"x"', secret)).toBe(400);
    expect(await post(JSON.stringify({ update_id: 1, text: 'x'.repeat(1_100_000) }))).toBe(400);
    expect(await post('', secret, 'GET')).toBe(405);
    expect(here.commands.invocations).toEqual([]);
  });

  it('runs an update once, however often it comes', async () => {
    expect(await Promise.all([post(update(1)), post(update(1))])).toEqual([200, 200]);
    expect(await post(update(1))).toBe(200);
    expect(here.commands.invocations).toHaveLength(1);
  });

  it('takes an update again whose handling failed, and lets it go in the end', async () => {
    here.commands.answer = () => Promise.reject(new Error('the database is away'));
    expect([await post(update(1)), await post(update(1))]).toEqual([500, 500]);
    here.commands.answer = () => ({ message: { text: 'done' } });
    expect(await post(update(1))).toBe(200);
    expect(new Set(here.commands.invocations.map(({ id }) => id)).size).toBe(1);
    here.commands.answer = () => Promise.reject(new Error('a fault'));
    expect([await post(update(2)), await post(update(2)), await post(update(2))]).toEqual([500, 500, 200]);
  });

  it('leaves everything with Telegram while it is stopped', async () => {
    await here.telegram.chat.close();
    expect(await post(update(1))).toBe(503);
    here.telegram.fake.writes(alice, alice, 'ack 42');
    await eventually('Telegram tried', () => here.telegram.fake.updates.webhookAnswers.includes(503));
    await here.telegram.chat.start(here.commands, () => undefined);
    await eventually('it ran', () => here.commands.invocations.length === 1);
  });

  it('refuses a secret that Telegram cannot send', async () => {
    const { settings, log, dialogs } = here.telegram;
    const adapter = createTelegram(
      { ...settings, webhookSecret: 'not so good!' },
      { log, clock: systemClock, dialogs },
    );
    const failure = await adapter.connect(() => undefined).catch((err: unknown) => err);
    expect(failure).toBeInstanceOf(PlatformRefused);
    expect((failure as Error).message).toContain('TELEGRAM_WEBHOOK_SECRET');
    expect((failure as Error).message).not.toContain('not so good');
  });
});

describe('Telegram’s webhook, while a command takes its time', () => {
  const here = startedTelegram('webhook', { timing: { webhookMs: 50 } });

  it('answers in time while a command goes on, and the repeat waits for the same', async () => {
    let release: (reply: Reply) => void = () => undefined;
    here.commands.answer = () => new Promise((resolve) => (release = resolve));
    expect(await postTo(here, update(1))).toBe(503);
    const repeat = postTo(here, update(1));
    release({ message: { text: 'done' } });
    expect(await repeat).toBe(200);
    expect(here.commands.invocations).toHaveLength(1);
    await eventually('alice was answered', () => here.telegram.toldTo(here.telegram.alice)?.text === 'done');
  });
});

async function postTo({ telegram }: Started, body: string, given: string | undefined = secret, method = 'POST') {
  const request = new Request('http://127.0.0.1/telegram/webhook', {
    method,
    headers: { 'x-telegram-bot-api-secret-token': given },
    ...(method === 'POST' && { body }),
  });
  return (await telegram.adapter.routes!.handle(request, { address: '127.0.0.1' })).status;
}

function update(id: number): string {
  const chat = { id: alice, type: 'private', first_name: 'Alice' };
  const from = { id: alice, is_bot: false, first_name: 'Alice' };
  return JSON.stringify({ update_id: id, message: { message_id: id, date: 1, chat, from, text: 'ack 42' } });
}
