import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type AgendaScheduler, createScheduler } from '../../../adapters/agenda/scheduler.ts';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openDatabaseLine } from '../../chaos/database-line.ts';
import { freshDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';

describe('the scheduler on Agenda', () => {
  let mongo: Mongo;
  let drop: () => Promise<void>;
  let log: KeptLog;
  let woken: string[];
  const schedulers: AgendaScheduler[] = [];

  beforeEach(async () => {
    const database = await freshDatabase();
    drop = database.drop;
    log = new KeptLog();
    woken = [];
    mongo = await connectMongo(database.uri, { log });
  });

  afterEach(async () => {
    await Promise.all(schedulers.splice(0).map((one) => one.stop()));
    await drop();
    await mongo.close();
  });

  async function scheduler(
    onWake: (incident: string) => Promise<void> = async (incident) => void woken.push(incident),
  ): Promise<Omit<AgendaScheduler, 'start'> & { start(): Promise<void> }> {
    const made = await createScheduler({ db: mongo.db, log, processEvery: 50 });
    schedulers.push(made);
    return { ...made, start: () => made.start(onWake) };
  }

  const jobs = () => mongo.db.collection('wakes').countDocuments();
  const soon = (ms: number) => new Date(Date.now() + ms);
  const past = () => soon(-60_000);

  it('wakes when the time has come, not before, and keeps nothing of it', async () => {
    const times: number[] = [];
    const one = await scheduler(async () => void times.push(Date.now()));
    await one.start();
    const at = soon(400);
    await one.wakeAt(at, 'inc-1');
    await one.wakeAt(soon(3_600_000), 'inc-later');
    await eventually('it woke', () => times.length > 0);
    expect(times[0]).toBeGreaterThanOrEqual(at.getTime());
    await eventually('its job is gone', async () => (await jobs()) === 1);
    expect(times).toHaveLength(1);
    expect(log.lines).toEqual([]);
  });

  it('keeps one job for the same name and moment, however often and from wherever it is asked', async () => {
    const [one, other] = [await scheduler(), await scheduler()];
    const at = past();
    await Promise.all(Array.from({ length: 20 }, (_, index) => (index % 2 ? one : other).wakeAt(at, 'inc-1')));
    await one.wakeAt(new Date(at.getTime() + 1), 'inc-1');
    await one.wakeAt(at, 'inc-2');
    expect(await jobs()).toBe(3);
    await one.start();
    await eventually('all are gone', async () => (await jobs()) === 0);
    expect(woken.sort()).toEqual(['inc-1', 'inc-1', 'inc-2']);
  });

  it('takes the same wake again once it is over', async () => {
    const one = await scheduler();
    await one.start();
    const at = past();
    for (const times of [1, 2]) {
      await one.wakeAt(at, 'inc-1');
      await eventually('it woke and is gone', async () => woken.length === times && (await jobs()) === 0);
    }
  });

  it('loses no wake with two schedulers at work on more than they can take at once', async () => {
    const [one, other] = [await scheduler(), await scheduler()];
    const names = Array.from({ length: 45 }, (_, index) => `inc-${index}`);
    await Promise.all(names.map((name) => one.wakeAt(past(), name)));
    await Promise.all([one.start(), other.start()]);
    await eventually('all are gone', async () => (await jobs()) === 0);
    expect([...new Set(woken)].sort()).toEqual([...names].sort());
    expect(log.lines).toEqual([]);
  });

  it('stores wakes before it is started, and delivers what is overdue when it is', async () => {
    await (await scheduler()).wakeAt(past(), 'inc-1');
    const restarted = await scheduler();
    expect(woken).toEqual([]);
    await restarted.start();
    await eventually('it woke', () => woken.length === 1);
  });

  it('waits for a wake in flight when it stops, and takes no more', async () => {
    let finish: (() => void) | undefined;
    const over: string[] = [];
    const one = await scheduler(async (incident) => {
      woken.push(incident);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      over.push(incident);
    });
    await one.wakeAt(past(), 'inc-1');
    await one.start();
    await eventually('it is in flight', () => finish);
    const stopping = one.stop();
    await one.wakeAt(past(), 'inc-2');
    finish?.();
    await stopping;
    expect(over).toEqual(['inc-1']);
    // Only what was never taken is left, and anybody may take it at once.
    const left = await mongo.db.collection('wakes').find().toArray();
    expect(left).toMatchObject([{ data: { name: 'inc-2' }, lockedAt: null }]);
    const restarted = await scheduler();
    await restarted.start();
    await eventually('the other woke', () => woken.includes('inc-2') && woken.length === 2);
  });

  it('stops in time when a wake hangs, twice if need be, and can be started again', async () => {
    let letGo: (() => void) | undefined;
    const one = await scheduler(async (incident) => {
      woken.push(incident);
      if (incident === 'inc-1')
        await new Promise<void>((resolve) => {
          letGo = resolve;
        });
    });
    await one.stop();
    await one.wakeAt(past(), 'inc-1');
    await one.start();
    await eventually('it hangs', () => woken.length === 1);
    const began = performance.now();
    await Promise.all([one.stop(), one.stop()]);
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(log.text()).toContain('stopped during a wake');
    await one.start();
    await one.wakeAt(past(), 'inc-2');
    await eventually('the next one woke', () => woken.includes('inc-2'));
    letGo?.();
  });

  it('takes over a wake whose process died in the middle of it', async () => {
    const one = await scheduler();
    await one.wakeAt(past(), 'inc-1');
    await mongo.db
      .collection('wakes')
      .updateOne({}, { $set: { nextRunAt: null, lastRunAt: past(), lockedAt: soon(-31_000) } });
    await one.start();
    await eventually('it woke and is gone', async () => woken.length === 1 && (await jobs()) === 0);
  });

  it('tries a failed wake again, says so, and keeps nothing of it in the end', async () => {
    let failures = 1;
    const one = await scheduler(async (incident) => {
      if (failures-- > 0) throw new Error('no luck');
      woken.push(incident);
    });
    await one.wakeAt(past(), 'inc-1');
    await one.start();
    await eventually('it woke and is gone', async () => woken.length === 1 && (await jobs()) === 0);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'wake failed; trying again' }]);
  });

  it('drops a wake that fails too often, and keeps nothing of it', async () => {
    const one = await scheduler(async () => {
      throw new Error('no luck');
    });
    await one.wakeAt(past(), 'inc-1');
    await mongo.db.collection('wakes').updateOne({}, { $set: { failCount: 5 } });
    await one.start();
    await eventually('it is gone', async () => (await jobs()) === 0);
    expect(log.text()).toContain('failed too often and is dropped');
  });

  it('gets through an outage: says so once, refuses new wakes, and goes on when the database is back', async () => {
    const database = await freshDatabase();
    const line = await openDatabaseLine(database.uri);
    const shaky = await connectMongo(`${line.uri}&serverSelectionTimeoutMS=300&heartbeatFrequencyMS=500`, {
      log: new KeptLog(),
    });
    const one = await createScheduler({ db: shaky.db, log, processEvery: 50 });
    await one.start(async (incident) => void woken.push(incident));
    await one.wakeAt(soon(200), 'inc-1');
    line.becomes('cut');
    await eventually('it is noticed', () => log.lines.length > 0);
    await expect(one.wakeAt(past(), 'inc-2')).rejects.toThrow();
    await expect(one.wakeAt(past(), 'inc-2')).rejects.toThrow();
    line.becomes('well');
    await eventually('it woke', () => woken.includes('inc-1'));
    expect(log.lines.map(({ message }) => message)).toEqual([
      'wakes cannot be read or written; the sweep replaces them',
      'wakes are read again',
    ]);
    await one.stop();
    await database.drop();
    await shaky.close();
    await line.close();
  });

  it('has the server throw away finished jobs that could not be removed', async () => {
    await scheduler();
    const indexes = await mongo.db.collection('wakes').indexes();
    expect(indexes).toContainEqual(expect.objectContaining({ key: { lastFinishedAt: 1 }, expireAfterSeconds: 3600 }));
    expect(indexes).toContainEqual(expect.objectContaining({ key: { 'data.key': 1 }, unique: true }));
  });
});
