import { afterEach, describe, expect, it } from 'vitest';
import { createTelegram } from '../../../adapters/telegram/adapter.ts';
import { DeliveryFailed, type PlatformRefused } from '../../../src/ports/chat.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { MemoryDialogs } from '../../harness/fake-telegram/memory-dialogs.ts';
import { type Dropped, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { alice, openTelegram, quick, token } from './platform.ts';

const everyKind: readonly Dropped[] = ['requests', 'answers', 'everything'];
const timing = { ...quick, callMs: 500, pollSeconds: 1 };
const closers: (() => Promise<unknown>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Telegram whose every call goes over a line. */
async function opens() {
  const telegram = await openTelegram('polling');
  const line = await openHalfOpenLine(telegram.fake.url);
  const [log, commands, lost] = [new KeptLog(), new RecordingCommands(), [] as PlatformRefused[]];
  const settings = { token, apiRoot: line.through(telegram.fake.url), timing };
  const chat = new ConnectedChat(createTelegram(settings, { log, clock: systemClock, dialogs: new MemoryDialogs() }));
  closers.push(
    () => telegram.close(),
    () => line.close(),
    () => chat.close(),
  );
  await chat.start(commands, (why) => lost.push(why));
  await eventually('it polls', () => telegram.fake.updates.isPolled);
  return { telegram, line, log, commands, lost, chat };
}

describe('Telegram behind a line that goes dead without a word', () => {
  it.each(everyKind)('notices that %s are dropped, and hears what was said meanwhile', async (dropped) => {
    const { telegram, line, log, commands, lost, chat } = await opens();
    line.drops(dropped);
    await eventually('it has noticed', () => !chat.listening());
    telegram.fake.writes(alice, alice, 'ack 42');
    line.recovers();
    await eventually('it ran', () => commands.invocations.length === 1);
    expect(chat.listening()).toBe(true);
    expect(log.lines.filter(({ message }) => message.startsWith('Telegram polling failed'))).toHaveLength(1);
    expect(log.text()).toContain('Telegram polling works again');
    expect(lost).toEqual([]);
  });

  it('gives up a message in time, and sends it by another connection at the next attempt', async () => {
    const { telegram, line, chat } = await opens();
    line.drops('requests');
    const failed = await chat.send(telegram.channel, { text: 'Checkout is down' }, 'k').catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    line.recovers();
    await eventually('sent', () =>
      chat.send(telegram.channel, { text: 'Checkout is down' }, 'k').then(
        () => true,
        () => false,
      ),
    );
    expect(telegram.shown(telegram.channel).filter(({ text }) => text.includes('Checkout'))).toHaveLength(1);
  });
});
