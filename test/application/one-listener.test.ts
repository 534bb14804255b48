import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLeases } from '../../adapters/mongo/collections/leases.ts';
import { createProcessRegistry } from '../../adapters/mongo/collections/process-registry.ts';
import { connectMongo, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import { type KeptChat, keepConnected } from '../../src/application/runtime/keep-connected.ts';
import { followProcesses, type ProcessLiveness } from '../../src/application/runtime/process-liveness.ts';
import { PlatformRefused } from '../../src/ports/chat.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import type { Leases, ProcessRegistry } from '../../src/ports/runtime.ts';
import { freshDatabase } from '../harness/database.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { ListeningDouble } from '../harness/listening-double.ts';
import { RecordingCommands } from '../harness/recording-commands.ts';
import { TestTicks } from '../harness/watch.ts';

/** A process on the database, with a watch and a line to the database of its own. */
interface Replica {
  readonly name: string;
  readonly chat: ListeningDouble;
  readonly connection: KeptChat;
  readonly tried: Promise<void>;
  readonly processes: ProcessLiveness;
  readonly ticks: TestTicks;
  readonly log: KeptLog;
  database: 'well' | 'away' | 'hanging';
  /** What listening comes to. */
  refusal: PlatformRefused | undefined;
  /** Killed or halted: its time stands still. */
  still: boolean;
}

describe('Of several processes on one database', () => {
  let database: Awaited<ReturnType<typeof freshDatabase>>;
  let mongo: Mongo;
  let replicas: Replica[];
  let calls: Set<Promise<unknown>>;
  /** Who has a line open to the platform. */
  let listening: string[];
  /** The most there ever were at a time. */
  let most: number;

  beforeEach(async () => {
    database = await freshDatabase();
    mongo = await connectMongo(database.uri, { log: new KeptLog() });
    replicas = [];
    calls = new Set();
    listening = [];
    most = 0;
  });

  afterEach(async () => {
    for (const one of replicas) one.database = 'away';
    await Promise.all(replicas.flatMap(({ connection, processes }) => [connection.close(), processes.stop()]));
    await mongo.close();
    await database.drop();
  });

  function linesOf(replica: Replica): { leases: Leases; registry: ProcessRegistry } {
    const leases = createLeases(mongo.connection);
    const registry = createProcessRegistry(mongo.connection);
    async function reached<T>(call: () => Promise<T>): Promise<T> {
      if (replica.database === 'hanging') await new Promise(() => {});
      if (replica.database === 'away') throw new StoreUnavailable(new Error('away'));
      const asking = call();
      calls.add(asking);
      return asking.finally(() => calls.delete(asking));
    }
    return {
      leases: {
        look: (name) => reached(() => leases.look(name)),
        take: (name, holder, seen) => reached(() => leases.take(name, holder, seen)),
        release: (name, holder) => reached(() => leases.release(name, holder)),
      },
      registry: {
        beat: (name) => reached(() => registry.beat(name)),
        stop: (name) => reached(() => registry.stop(name)),
        remove: (names) => reached(() => registry.remove(names)),
      },
    };
  }

  function begin(name: string): Replica {
    const chat = new ListeningDouble('telegram');
    const log = new KeptLog();
    const ticks = new TestTicks();
    chat.opens = async () => {
      if (replica.refusal) throw replica.refusal;
      listening.push(name);
      most = Math.max(most, listening.length);
    };
    chat.closes = async () => {
      listening = listening.filter((one) => one !== name);
    };
    const how = { database: 'well', refusal: undefined, still: false } as const;
    const replica = { name, chat, log, ticks, ...how } as Replica;
    const { leases, registry } = linesOf(replica);
    const processes = followProcesses(registry, { self: name, log, ticks });
    const connection = keepConnected(chat, log, { leases, processes, log, ticks });
    const tried = connection.start(new RecordingCommands());
    Object.assign(replica, { processes, connection, tried });
    replicas.push(replica);
    return replica;
  }

  async function started(...names: string[]): Promise<Replica[]> {
    const begun = names.map(begin);
    await Promise.all(begun.map(({ tried }) => tried));
    return begun;
  }

  /** Whatever was begun has ended, as far as it can. */
  async function settled(): Promise<void> {
    for (let turns = 0; turns < 3; turns += calls.size === 0 ? 1 : 0) {
      await Promise.allSettled(calls);
      await new Promise((resolve) => setImmediate(resolve));
    }
  }

  async function passes(seconds: number): Promise<void> {
    for (let quarters = seconds * 4; quarters > 0; quarters -= 1) {
      for (const { ticks, still } of replicas) if (!still) ticks.passes(250);
      await settled();
    }
  }

  async function secondsUntil(what: () => boolean): Promise<number> {
    for (let seconds = 0; seconds < 120; seconds += 1) {
      if (what()) return seconds;
      await passes(1);
    }
    throw new Error('It never happened');
  }

  function byListening(all: readonly Replica[]): { listener: Replica; others: Replica[] } {
    const listener = all.find(({ name }) => listening.includes(name));
    if (!listener) throw new Error('Nobody listens');
    return { listener, others: all.filter((one) => one !== listener) };
  }

  function kill(replica: Replica): void {
    replica.still = true;
    listening = listening.filter((one) => one !== replica.name);
  }

  it('exactly one listens, and the others stand by and can send', async () => {
    const all = await started('a', 'b', 'c', 'd', 'e');
    await passes(60);
    const { listener, others } = byListening(all);
    expect(listening).toHaveLength(1);
    expect(most).toBe(1);
    expect(listener.connection.listening()).toBe('here');
    for (const { connection } of others) {
      expect(connection.listening()).toBe('standby');
      expect(connection.connected()).toBe(true);
    }
  });

  it('another takes over within 10 s when the one that listens is killed, and not while it may be alive', async () => {
    const { listener, others } = byListening(await started('a', 'b', 'c'));
    await passes(12);
    kill(listener);
    const seconds = await secondsUntil(() => listening.length > 0);
    expect(seconds).toBeGreaterThan(4);
    expect(seconds).toBeLessThan(10);
    expect(others.map(({ name }) => name)).toContain(listening[0]);
    await passes(60);
    expect(most).toBe(1);
  });

  it('another takes over at once when the one that listens is stopped', async () => {
    const { listener } = byListening(await started('a', 'b'));
    await passes(12);
    await listener.connection.close();
    expect(listening).toEqual([]);
    expect(await secondsUntil(() => listening.length > 0)).toBeLessThanOrEqual(2);
    expect(listening).not.toContain(listener.name);
  });

  it('nobody takes over before the one that is stopped has let go of its line', async () => {
    const { listener } = byListening(await started('a', 'b'));
    const { closes } = listener.chat;
    let letGo = (): void => {};
    const free = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    listener.chat.closes = () => free.then(closes);
    const stopping = listener.connection.close();
    await passes(5);
    expect(listening).toEqual([listener.name]);
    letGo();
    await stopping;
    expect(await secondsUntil(() => listening.length > 0)).toBeLessThanOrEqual(2);
    expect(most).toBe(1);
  });

  it('one that starts anew listens at once when the last one was stopped', async () => {
    const [first] = await started('a');
    await first?.connection.stopListening();
    await started('b');
    expect(listening).toEqual(['b']);
  });

  it('the one that cannot reach the database goes on, and is silent before another listens', async () => {
    const { listener } = byListening(await started('a', 'b'));
    await passes(7);
    listener.database = 'away';
    await passes(2);
    expect(listening).toEqual([listener.name]);
    await secondsUntil(() => listening.length === 0);
    expect(await secondsUntil(() => listening.length > 0)).toBeGreaterThanOrEqual(1);
    expect(listening).not.toContain(listener.name);
    expect(most).toBe(1);
    expect(listener.log.text()).toContain('gives up a lease before another takes it');
    // It may come back: the lease is another's by then.
    listener.database = 'well';
    await passes(60);
    expect(listening).toHaveLength(1);
    expect(listening).not.toContain(listener.name);
    expect(listener.connection.listening()).toBe('standby');
    expect(most).toBe(1);
  });

  it('a database that hangs is no different from one that is away', async () => {
    const { listener } = byListening(await started('a', 'b'));
    await passes(7);
    listener.database = 'hanging';
    await secondsUntil(() => listening.length === 0);
    await secondsUntil(() => listening.length > 0);
    expect(listening).not.toContain(listener.name);
    expect(most).toBe(1);
  });

  it('the one that listens goes on through a short outage of the database, and takes the lease up again after a long one', async () => {
    const all = await started('a', 'b');
    const { listener } = byListening(all);
    await passes(7);
    for (const one of all) one.database = 'away';
    await passes(2);
    for (const one of all) one.database = 'well';
    await passes(30);
    expect(listening).toEqual([listener.name]);
    for (const one of all) one.database = 'away';
    await secondsUntil(() => listening.length === 0);
    await passes(20);
    for (const one of all) one.database = 'well';
    expect(await secondsUntil(() => listening.length > 0)).toBeLessThan(30);
    await passes(60);
    expect(listening).toHaveLength(1);
    expect(most).toBe(1);
  });

  it('one that stood still for a minute is silent as soon as it moves again', async () => {
    const { listener } = byListening(await started('a', 'b'));
    await passes(7);
    listener.still = true;
    await secondsUntil(() => listening.length > 1);
    // Nobody can keep a process that does not run from holding its line; it lets go first thing.
    listener.still = false;
    listener.ticks.passes(60_000);
    await settled();
    expect(listening).toHaveLength(1);
    expect(listening).not.toContain(listener.name);
    await passes(60);
    expect(listening).toHaveLength(1);
    expect(listening).not.toContain(listener.name);
  });

  it('one that cannot listen lets another do it', async () => {
    const [lame] = await started('a');
    await lame?.connection.stopListening();
    const only = begin('b');
    only.refusal = new PlatformRefused('No way through from here');
    await only.tried;
    await settled();
    expect(listening).toEqual([]);
    begin('c');
    expect(await secondsUntil(() => listening.length > 0)).toBeLessThan(10);
    expect(listening).toEqual(['c']);
    await passes(30);
    expect(only.connection.listening()).toBe('standby');
    expect(only.log.text()).toContain('No way through from here');
  });

  it('the clocks on the wall have no say', async () => {
    const { now } = Date;
    try {
      const all = await started('a', 'b');
      const { listener } = byListening(all);
      for (const hours of [1, -2, 0.01]) {
        Date.now = () => now() + hours * 3_600_000;
        await passes(20);
      }
      expect(listening).toEqual([listener.name]);
      expect(most).toBe(1);
    } finally {
      Date.now = now;
    }
  });
});
