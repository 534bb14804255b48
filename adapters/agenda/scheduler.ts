import { Agenda, exponential } from 'agenda';
import type { Db } from 'mongodb';
import { withTimeout } from '../../src/lib/async.ts';
import { createCache } from '../../src/lib/cache.ts';
import type { Log, Scheduler } from '../../src/ports/runtime.ts';
import { backendOver, WakeJobs } from './wake-jobs.ts';

const jobName = 'wake';
const collection = 'wakes';
const defaultProcessEveryMs = 1_000;
/** As many locks as runners: a job that is taken never waits in a queue where its lock could run out. */
const atOnce = 20;
const lockLifetimeMs = 30_000;
/** Failures after which a wake is dropped. The sweep finds what is due all the same. */
const mostRetries = 5;
/** A job that has finished and could not be removed is thrown away by the server after this. */
const keptAfterEndSeconds = 3_600;
const mostKnown = 1_000;
const stopWithinMs = 4_000;
const storeWithinMs = 10_000;

interface Wake {
  readonly name: string;
  /** One job for each name and moment. Never changes, so that a unique index may stand on it. */
  readonly key: string;
}

interface Circumstances {
  /** The driver's database on a connection that is open already, and stays the caller's to close. */
  readonly db: Db;
  readonly log: Log;
  /** Milliseconds between two looks at what is due; a wake comes late by as much. A second when absent. */
  readonly processEvery?: number;
}

export interface AgendaScheduler extends Scheduler {
  /**
   * Begins to deliver wakes; before this they are only stored.
   *
   * @param onWake may come late, twice, in parallel on several processes: it looks what is due and decides again
   */
  start(onWake: (name: string) => Promise<unknown>): Promise<void>;
  /** Takes no more wakes, and waits for those in flight, for 4 s at most. May be started again. */
  stop(): Promise<void>;
}

/** Wakes by Agenda, kept in the database. */
export async function createScheduler({
  db,
  log,
  processEvery = defaultProcessEveryMs,
}: Circumstances): Promise<AgendaScheduler> {
  const jobs = new WakeJobs({ db, collection, log });
  await jobs.connect();
  await jobs.collection.createIndex({ 'data.key': 1 }, { unique: true });
  await jobs.collection.createIndex({ lastFinishedAt: 1 }, { expireAfterSeconds: keptAfterEndSeconds });

  const agenda = new Agenda({
    backend: backendOver(jobs),
    processEvery,
    maxConcurrency: atOnce,
    lockLimit: atOnce,
    defaultLockLimit: atOnce,
    defaultConcurrency: atOnce,
    defaultLockLifetime: lockLifetimeMs,
    removeOnComplete: true,
  });

  agenda.on('error', (err) => jobs.failed(err));
  agenda.on(`retry exhausted:${jobName}`, (_err, job) => {
    log.error({ wake: job.attrs.data }, 'wake failed too often and is dropped; the sweep continues');
    job.remove().catch((err: unknown) => log.warn({ err }, 'dropped wake could not be removed'));
  });

  /** Moments to come for which a wake is stored, as far as this process knows: asked for again they cost nothing. */
  const stored = createCache<string, Promise<void>>({ max: mostKnown });

  function wakeAt(at: Date, name: string): Promise<void> {
    const key = `${name}@${at.toISOString()}`;
    const known = at.getTime() > Date.now() ? stored.get(key) : undefined;
    if (known) return known;
    const storing = store(at, name, key);
    stored.set(key, storing);
    storing.catch(() => stored.delete(key));
    return storing;
  }

  async function store(at: Date, name: string, key: string): Promise<void> {
    try {
      // A plain insert: Agenda's `unique()` is an upsert, which loses races, and the index says no just as well.
      await withTimeout(agenda.schedule(at, jobName, { name, key }), storeWithinMs, () => {
        throw new Error(`The database did not store a wake within ${storeWithinMs} ms`);
      });
    } catch (err) {
      // It is stored already.
      if (!isDuplicateKey(err)) throw err;
    }
  }

  async function start(onWake: (name: string) => Promise<unknown>): Promise<void> {
    agenda.define<Wake>(
      jobName,
      async ({ attrs: { data, failCount } }) => {
        try {
          await jobs.track(onWake(data.name));
        } catch (err) {
          log.warn({ err, name: data.name, failures: (failCount ?? 0) + 1 }, 'wake failed; trying again');
          throw err;
        }
      },
      { backoff: exponential({ delay: 1_000, factor: 2, maxRetries: mostRetries, jitter: 0.2 }) },
    );
    jobs.open();
    await agenda.start();
  }

  async function stop(): Promise<void> {
    jobs.shut();
    const stopped = agenda
      .stop(false)
      .then(() => jobs.idle())
      .then(() => true)
      .catch((err: unknown) => {
        log.warn({ err }, 'scheduler stopped without releasing its wakes; they run again in 30 s');
        return true;
      });
    const ended = await withTimeout(stopped, stopWithinMs);
    if (!ended) log.warn({ afterMs: stopWithinMs }, 'scheduler stopped during a wake; it runs again');
  }

  return { wakeAt, start, stop };
}

function isDuplicateKey(err: unknown): boolean {
  return err instanceof Error && 'code' in err && err.code === 11_000;
}
