import { beforeEach, expect, it } from 'vitest';
import type { Listener } from '../../../src/ports/chat.ts';
import { directTo, PlatformRefused } from '../../../src/ports/chat.ts';
import type { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { card } from './card.ts';
import type { OpenedPlatform, PlatformUnderTest } from './platform-under-test.ts';

/** How it connects, listens and leaves. */
export function connectionsContract(opened: () => OpenedPlatform): void {
  let platform: PlatformUnderTest;
  let commands: RecordingCommands;
  let lost: PlatformRefused[];
  let last: OpenedPlatform['last'];
  let another: OpenedPlatform['another'];
  beforeEach(() => {
    ({ platform, commands, lost, last, another } = opened());
  });

  it('is connected and listens until it is closed', async () => {
    expect(platform.chat.connected()).toBe(true);
    expect(platform.chat.listening()).toBe(true);
    await platform.chat.close();
    expect(platform.chat.connected()).toBe(false);
    expect(platform.chat.listening()).toBe(false);
  });

  it('sends, edits and opens rooms without listening', async () => {
    const { chat } = platform;
    await chat.close();
    await chat.connect((why) => lost.push(why));
    expect(chat.connected()).toBe(true);
    expect(chat.listening()).toBe(false);
    const ref = await chat.send(platform.channel, card, 'card');
    await chat.update(ref, { ...card, title: '#42 Checkout is back' });
    expect(last(platform.channel)?.text).toContain('Checkout is back');
    const page = await chat.send(directTo(chat.platform, platform.alice), card, 'page');
    expect(last(page.at)?.text).toContain('Checkout is down');
    const room = await chat.openRoom({
      key: 'room-42',
      name: '42 Checkout is down',
      style: 'channel',
      announce: platform.channel,
      card: ref,
    });
    await chat.send(room.address, { text: 'Alice Chen acknowledged' }, 'notice');
    expect(last(room.address)?.text).toContain('Alice Chen acknowledged');
    platform.verify();
  });

  it('still sends when its listener is closed, and listens again when it is asked to', async () => {
    const { chat } = platform;
    await chat.stopListening();
    expect(chat.connected()).toBe(true);
    await chat.send(platform.channel, card, 'while nobody listens');
    expect(last(platform.channel)?.text).toContain('Checkout is down');
    await chat.listen(commands);
    expect(chat.listening()).toBe(true);
    await platform.says(platform.alice, 'ack 42', 'direct');
    await eventually('the command ran', () => commands.invocations.length === 1);
    const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
    expect(told.text).toContain('ran ack');
    expect(lost).toEqual([]);
    platform.verify();
  });

  it('runs each command once, also when it is asked to listen while it does or begins to', async () => {
    const { chat } = platform;
    await chat.close();
    await chat.connect((why) => lost.push(why));
    const { connection } = chat;
    await Promise.all([connection?.listen(commands), connection?.listen(commands)]);
    const listener = await connection?.listen(commands);
    await platform.says(platform.alice, 'ack 42', 'direct');
    await eventually('alice was answered', () => platform.toldTo(platform.alice));
    await platform.says(platform.alice, 'ack 7', 'direct');
    await eventually('the later one ran', () => commands.invocations.some((one) => one.args.incident === '7'));
    expect(commands.invocations).toHaveLength(2);
    await listener?.close();
    await listener?.close();
    expect(listener?.listening()).toBe(false);
    platform.verify();
  });

  it.each(['its signal aborts', 'the connection is closed'])(
    'does not go on to listen when %s meanwhile',
    async (how) => {
      await platform.chat.close();
      const connection = await another();
      const cancel = new AbortController();
      const beginning = connection.listen(commands, cancel.signal).catch((err: unknown) => err);
      if (how === 'its signal aborts') cancel.abort();
      else await connection.close();
      const outcome = await beginning;
      // A platform that needs no time to begin has begun already: that listener is closed like any other.
      if (platform.adapter.exclusive || outcome instanceof Error) expect(outcome).toBeInstanceOf(PlatformRefused);
      else {
        const listener = outcome as Listener;
        if (how === 'its signal aborts') await listener.close();
        expect(listener.listening()).toBe(false);
      }
      expect(lost).toEqual([]);
      await platform.chat.start(commands, (why) => lost.push(why));
      expect(platform.chat.listening()).toBe(true);
    },
  );

  it('finishes what it has received when its listener is closed', async () => {
    let finish = () => {};
    const finished = new Promise<void>((resolve) => {
      finish = resolve;
    });
    commands.answer = async ({ args }) => {
      await finished;
      return { message: { text: `ran ack ${args.incident}` } };
    };
    const saying = platform.says(platform.alice, 'ack 42', 'direct');
    await eventually('it runs', () => commands.invocations.length === 1);
    const closing = platform.chat.stopListening();
    finish();
    await Promise.all([closing, saying]);
    const told = await eventually('alice was answered', () => platform.toldTo(platform.alice));
    expect(told.text).toContain('ran ack 42');
    platform.verify();
  });

  it('neither sends nor listens over a connection that is closed, and leaves the next one alone', async () => {
    const { chat } = platform;
    const old = chat.connection!;
    await chat.start(commands, (why) => lost.push(why));
    await old.close();
    expect(old.connected()).toBe(false);
    await expect(old.send(platform.channel, card, 'k')).rejects.toMatchObject({ retryAfterMs: 'soon' });
    await expect(old.listen(commands)).rejects.toBeInstanceOf(PlatformRefused);
    expect(chat.listening()).toBe(true);
    await chat.send(platform.channel, card, 'again');
    expect(last(platform.channel)?.text).toContain('Checkout is down');
    expect(lost).toEqual([]);
    platform.verify();
  });
}
