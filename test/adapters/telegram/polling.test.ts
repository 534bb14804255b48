import { describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/adapter.ts';
import { PlatformRefused } from '../../../src/ports/chat.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { MemoryDialogs } from '../../harness/fake-telegram/memory-dialogs.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, bob, quick, type TelegramUnderTest, token } from './platform.ts';
import { startedTelegram } from './started.ts';

describe('Listening to Telegram by long polling', () => {
  const here = startedTelegram('polling', { timing: { pollSeconds: 1 } });
  const polled = () => eventually('it polls', () => here.telegram.fake.updates.isPolled);
  const bounded = async (work: Promise<unknown>) => {
    const before = performance.now();
    await work;
    expect(performance.now() - before).toBeLessThan(5_000);
  };

  it('gives way to another poller, and listens again when it is gone', async () => {
    const { telegram } = here;
    await polled();
    const other = await fetch(`${telegram.fake.url}/bot${token}/getUpdates`, {
      method: 'POST',
      body: JSON.stringify({ timeout: 20 }),
      headers: { 'content-type': 'application/json' },
    });
    // Ours came back and ended the other's, as Telegram does.
    expect(other.status).toBe(409);
    await eventually('it hears again', () => telegram.chat.listening());
    telegram.fake.writes(alice, alice, 'ack 42');
    await eventually('it ran', () => here.commands.invocations.length === 1);
    expect(telegram.log.text()).toContain('Another program takes this Telegram bot’s messages');
    expect(here.lost).toEqual([]);
  });

  it('says once that the token is good no longer', async () => {
    const { telegram } = here;
    await polled();
    telegram.becomes('revoked');
    await eventually('it is told', () => here.lost.length > 0);
    expect(telegram.chat.listening()).toBe(false);
    await telegram.chat.send(telegram.channel, { text: 'x' }, 'x').catch(() => undefined);
    expect(here.lost).toHaveLength(1);
    expect(here.lost[0]).toBeInstanceOf(PlatformRefused);
    telegram.becomes('well');
    await telegram.chat.start(here.commands, (why) => here.lost.push(why));
    expect(telegram.chat.listening()).toBe(true);
  });

  it('hears again after an outage, and what was said meanwhile', async () => {
    const { telegram } = here;
    await polled();
    telegram.becomes('failing');
    await eventually('it notices', () => !telegram.chat.listening());
    telegram.fake.writes(alice, alice, 'ack 42');
    telegram.becomes('well');
    await eventually('it ran', () => here.commands.invocations.length === 1);
    expect(telegram.chat.listening()).toBe(true);
  });

  it('does not poll while it only sends, so that another may', async () => {
    const { telegram } = here;
    await polled();
    await telegram.chat.stopListening();
    const { polls } = telegram.fake.updates;
    const ref = await telegram.chat.send(telegram.channel, { text: 'still here' }, 'k');
    await telegram.chat.update(ref, { text: 'and again' });
    expect(telegram.fake.updates).toMatchObject({ isPolled: false, polls });

    const other = await openedBeside(telegram);
    await eventually('the other polls', () => telegram.fake.updates.isPolled);
    telegram.fake.writes(alice, alice, 'ack 42');
    await eventually('the other heard it', () => other.commands.invocations.length === 1);
    expect(here.commands.invocations).toEqual([]);
    // And back again.
    await other.chat.stopListening();
    // The end of its last poll is on its way to Telegram.
    await eventually('nobody polls', () => !telegram.fake.updates.isPolled);
    await telegram.chat.listen(here.commands);
    telegram.fake.writes(alice, alice, 'ack 43');
    await eventually('this one heard it', () => here.commands.invocations.length === 1);
    expect(other.commands.invocations).toHaveLength(1);
    await other.chat.close();
    expect(telegram.fake.refused).toEqual([]);
  });

  it('stops within its time while Telegram hangs', async () => {
    await polled();
    here.telegram.becomes('hanging');
    here.telegram.chat.send(here.telegram.channel, { text: 'x' }, 'x').catch(() => undefined);
    await bounded(here.telegram.chat.close());
    here.telegram.becomes('well');
  });

  it('does not hear the same again after a restart', async () => {
    const { telegram } = here;
    telegram.fake.writes(alice, alice, 'ack 42');
    await eventually('it was answered', () => telegram.toldTo(telegram.alice));
    await telegram.chat.close();
    expect(telegram.fake.updates.waiting).toBe(0);
    await telegram.chat.start(here.commands, () => undefined);
    telegram.fake.writes(alice, alice, 'ack 43');
    await eventually('the next one ran', () => here.commands.invocations.length === 2);
    expect(here.commands.invocations[1]?.args.incident).toBe('43');
  });

  it('ticks off nothing before it is done, and hears what others say meanwhile', async () => {
    const { telegram, commands } = here;
    const { updates } = telegram.fake;
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    commands.answer = async ({ args }) => {
      if (args.incident === '42') await finished;
      return { message: { text: `ran ${args.incident}` } };
    };
    telegram.fake.writes(alice, alice, 'ack 42');
    await eventually('it runs', () => commands.invocations.length === 1);
    telegram.fake.writes(bob, bob, 'ack 43');
    await eventually('the other one is answered', () => telegram.toldTo(telegram.bob)?.text.includes('ran 43'));
    const { polls } = updates;
    await eventually('it polls on', () => updates.polls > polls + 1);
    // Were it to die now, the next one would hear this.
    expect(updates.waiting).toBe(2);
    finish();
    await eventually('both are ticked off', () => updates.waiting === 0);
    expect(commands.invocations.map(({ args }) => args.incident)).toEqual(['42', '43']);
  });

  it('removes a webhook that another program sets, says so, and sends meanwhile', async () => {
    const { telegram } = here;
    await polled();
    telegram.fake.updates.setWebhook({ url: 'https://example.org/of-another-program' });
    await eventually('it has noticed', () => !telegram.chat.listening());
    await telegram.chat.send(telegram.channel, { text: 'a page' }, 'k');
    await eventually('it hears again', () => telegram.chat.listening());
    expect(telegram.fake.updates.webhook).toBeUndefined();
    expect(telegram.log.text()).toMatch(/Another program has set a webhook .* stop it/);
    expect(here.lost).toEqual([]);
  });

  it('polls although a webhook was set before', async () => {
    const { telegram } = here;
    await telegram.chat.close();
    telegram.fake.updates.setWebhook({ url: 'https://example.org/telegram/webhook' });
    await telegram.chat.start(here.commands, () => undefined);
    expect(telegram.chat.listening()).toBe(true);
    expect(telegram.fake.updates.webhook).toBeUndefined();
  });
});

describe('An answer that is cut off', () => {
  const here = startedTelegram('polling', { timing: { pollSeconds: 1, callMs: 300_000 } });

  it('is noticed at once, and not when the time for a poll is over', async () => {
    const { odd, updates } = here.telegram.fake;
    odd.set('getUpdates', { body: '{"ok":true,"res', ends: 'halfway' });
    await eventually('it was cut', () => !odd.has('getUpdates'));
    const { polls } = updates;
    await eventually('it polls again', () => updates.polls > polls);
  });
});

/** Another process with the same bot. */
async function openedBeside({ settings, log, dialogs }: TelegramUnderTest) {
  const chat = new ConnectedChat(createTelegram(settings, { log, clock: systemClock, dialogs }));
  const commands = new RecordingCommands();
  await chat.start(commands);
  return { chat, commands };
}

describe('Telegram out of reach', () => {
  it.each([
    ['refuses connections', 'http://127.0.0.1:1'],
    ['is not to be found', 'http://tocsin.invalid'],
  ])('is no reason to hang when it %s', async (_how, apiRoot) => {
    const log = new KeptLog();
    const parts = { log, clock: systemClock, dialogs: new MemoryDialogs() };
    const adapter = createTelegram({ token, apiRoot, timing: quick }, parts);
    const failure = await adapter.connect(() => undefined).catch((err: unknown) => err);
    expect(failure).toBeInstanceOf(PlatformRefused);
    expect((failure as Error).message).toContain('cannot be reached');
    expect(`${(failure as Error).stack} ${log.text()}`).not.toContain(token);
  });
});
