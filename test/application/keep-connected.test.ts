import { beforeEach, describe, expect, it } from 'vitest';
import { type KeptChat, keepConnected } from '../../src/application/runtime/keep-connected.ts';
import { PlatformRefused } from '../../src/ports/chat.ts';
import type { Leases } from '../../src/ports/runtime.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { ListeningDouble } from '../harness/listening-double.ts';
import { TestProcesses } from '../harness/processes.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { TestTicks } from '../harness/watch.ts';

const room = { platform: 'telegram', kind: 'channel', id: 'room' } as const;

/** A lease that nobody else takes. */
function freeLease(): Leases {
  let holder: string | undefined;
  return {
    look: async () => ({ beat: 0, ...(holder !== undefined && { holder }) }),
    async take(_name, by) {
      holder = by;
      return true;
    },
    async release() {
      holder = undefined;
    },
  };
}

let adapter: ListeningDouble;
let ticks: TestTicks;
let log: KeptLog;
let chat: KeptChat;

beforeEach(() => {
  adapter = new ListeningDouble('telegram');
  ticks = new TestTicks();
  log = new KeptLog();
  chat = keepConnected(adapter, log, { leases: freeLease(), processes: new TestProcesses().of('a'), log, ticks });
});

const start = () => chat.start(new RecordingCommands());
const settled = async () => {
  for (let rounds = 0; rounds < 20; rounds += 1) await new Promise((resolve) => setImmediate(resolve));
};

describe('A chat that is kept connected', () => {
  it('sends over its connection, and says to try again soon without one', async () => {
    const send = () => chat.send(room, { text: 'x' }, 'k');
    await expect(send()).rejects.toMatchObject({ name: 'DeliveryFailed', retryAfterMs: 'soon' });
    await start();
    expect(chat.connected()).toBe(true);
    await send();
    await chat.close();
    expect(chat.connected()).toBe(false);
    await expect(send()).rejects.toMatchObject({ retryAfterMs: 'soon' });
    expect(adapter.posted).toHaveLength(1);
  });

  it('listens without a lease where no other process can be', async () => {
    const alone = keepConnected(adapter, log);
    await alone.start(new RecordingCommands());
    expect(alone.listening()).toBe('here');
    await alone.close();
    expect(alone.listening()).toBe('no');
    expect(adapter.closed).toEqual(adapter.connections);
  });

  it('tells that it can send before it listens', async () => {
    let listen = () => {};
    adapter.opens = () =>
      new Promise((resolve) => {
        listen = resolve;
      });
    const started = start();
    await chat.tried;
    await chat.send(room, { text: 'x' }, 'k');
    await settled();
    expect(chat.listening()).not.toBe('here');
    listen();
    await started;
    expect(chat.listening()).toBe('here');
    await chat.close();
  });

  it('tells that its first attempt to connect has failed', async () => {
    adapter.connect = async () => {
      throw new PlatformRefused('not now');
    };
    void start();
    await chat.tried;
    expect(chat.connected()).toBe(false);
    await chat.close();
  });

  it('connects again after a loss, and waits longer each time', async () => {
    await start();
    for (const [loss, seconds] of [2, 4].entries()) {
      adapter.disconnect(new PlatformRefused('the token was revoked'));
      // Listening would be a success; then the next pause is short again.
      adapter.opens = (signal) =>
        new Promise((_, reject) => {
          signal?.addEventListener('abort', () => reject(new PlatformRefused('cancelled')));
        });
      await settled();
      expect(chat.connected()).toBe(false);
      expect(adapter.closed).toHaveLength(loss + 1);
      ticks.passes(seconds * 1_000 - 1);
      await settled();
      expect(adapter.connections).toHaveLength(loss + 1);
      ticks.passes(1);
      await settled();
      expect(adapter.connections).toHaveLength(loss + 2);
    }
    expect(log.text()).toContain('the token was revoked');
  });

  it('still sends when it cannot listen, over one connection at a time', async () => {
    adapter.opens = async () => {
      throw new PlatformRefused('Socket Mode is turned off');
    };
    await start();
    for (let attempts = 1; attempts <= 3; attempts += 1) {
      await settled();
      expect(chat.connected()).toBe(true);
      expect(chat.listening()).toBe('no');
      await chat.send(room, { text: 'x' }, `k${attempts}`);
      expect(adapter.closed).toHaveLength(attempts - 1);
      ticks.passes(300_000);
    }
    adapter.opens = async () => undefined;
    ticks.passes(300_000);
    await settled();
    ticks.passes(300_000);
    await settled();
    expect(chat.listening()).toBe('here');
    expect(adapter.closed).toHaveLength(adapter.connections.length - 1);
    await chat.close();
    expect(new Set(adapter.closed)).toEqual(new Set(adapter.connections));
  });

  it('says why it is not connected, and whether somebody has to repair it', async () => {
    const send = () => chat.send(room, { text: 'x' }, 'k');
    const { connect } = adapter;
    for (const needsRepair of [true, false]) {
      adapter.connect = async () => {
        throw new PlatformRefused('Copy the token again', { needsRepair });
      };
      await start();
      await expect(send()).rejects.toMatchObject({
        message: 'Telegram is not connected: Copy the token again',
        retryAfterMs: 'soon',
        needsRepair,
      });
    }
    adapter.connect = connect;
    await start();
    await send();
    await chat.close();
  });

  it('counts one loss once, however often and by whatever way it shows', async () => {
    await start();
    const { disconnect } = adapter;
    disconnect(new PlatformRefused('first'));
    disconnect(new PlatformRefused('second'));
    await settled();
    expect(adapter.closed).toHaveLength(1);
    ticks.passes(2_000);
    await settled();
    // What the old connection still has to say is nothing to the new one.
    disconnect(new PlatformRefused('third'));
    await settled();
    expect(adapter.connections).toHaveLength(2);
    expect(chat.listening()).toBe('here');
    await chat.close();
  });

  it('closes a connection that comes up after it was closed itself', async () => {
    let comeUp = () => {};
    const up = new Promise<void>((resolve) => {
      comeUp = resolve;
    });
    const { connect } = adapter;
    adapter.connect = async (onDisconnect) => {
      await up;
      return connect.call(adapter, onDisconnect);
    };
    const started = start();
    await chat.close();
    comeUp();
    await started;
    expect(chat.connected()).toBe(false);
    expect(adapter.closed).toEqual(adapter.connections);
    ticks.passes(600_000);
    await settled();
    expect(adapter.connections).toHaveLength(1);
  });

  it('takes back its request to listen when it is told to stop meanwhile', async () => {
    let signal: AbortSignal | undefined;
    adapter.opens = (given) =>
      new Promise((_, reject) => {
        signal = given;
        given?.addEventListener('abort', () => reject(new PlatformRefused('cancelled')));
      });
    void start();
    await settled();
    expect(signal?.aborted).toBe(false);
    await chat.stopListening();
    expect(signal?.aborted).toBe(true);
    expect(chat.listening()).not.toBe('here');
    // It is no failure: the connection stays, and still sends.
    expect(chat.connected()).toBe(true);
    expect(log.lines.filter(({ level }) => level === 'error')).toEqual([]);
    await chat.close();
  });
});
