import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { connectMongo, type Mongo } from '../../adapters/mongo/connection/connect.ts';
import { openStores, type Stores } from '../../adapters/mongo/stores.ts';
import type { RecurringJob, RunContext } from '../../src/application/jobs/recurring-job.ts';
import { type DueJobs, runDueJobs } from '../../src/application/jobs/run-due-jobs.ts';
import { readWhen } from '../../src/domain/jobs/read-when.ts';
import type { JobResult, JobRun } from '../../src/ports/jobs/job-runs.ts';
import type { NotificationRequest } from '../../src/ports/notifications.ts';
import { freshDatabase } from '../harness/database.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestProcesses } from '../harness/processes.ts';
import { TestClock, TestScheduler } from '../harness/time.ts';

let mongo: Mongo;
let stores: Stores;
let drop: () => Promise<void>;
let clock: TestClock;
let scheduler: TestScheduler;
let processes: TestProcesses;
let log: KeptLog;
let notified: NotificationRequest[];
let replicas: DueJobs[];

const minutes = (count: number) => new Date(clock.now().getTime() + count * 60_000);

beforeEach(async () => {
  const database = await freshDatabase();
  drop = database.drop;
  log = new KeptLog();
  mongo = await connectMongo(database.uri, { log });
  clock = new TestClock('2026-03-09T12:00:00Z');
  stores = await openStores(mongo, clock);
  scheduler = new TestScheduler();
  processes = new TestProcesses();
  notified = [];
  replicas = [];
});

afterEach(async () => {
  for (const one of replicas) one.stop();
  await drop();
  await mongo.close();
});

/** A process with this job. */
function replica(job: RecurringJob): DueJobs {
  const made = runDueJobs(
    {
      clock,
      log,
      scheduler,
      runs: stores.jobRuns,
      cursors: stores.cursors,
      processes: processes.of(`replica-${replicas.length + 1}`),
      directory: () => sampleDirectory(),
      platforms: ['web'],
      outbox: { notify: async (wanted: readonly NotificationRequest[]) => void notified.push(...wanted) } as never,
    },
    () => [job],
  );
  replicas.push(made);
  return made;
}

function job(run: (context: RunContext) => Promise<JobResult>, change: Partial<RecurringJob> = {}): RecurringJob {
  const read = readWhen('every 15 minutes');
  if ('fault' in read) throw new Error(read.fault);
  const usual = { zone: 'UTC', rule: '15 minutes', whenInterrupted: 'run-again', longestMs: 60_000 } as const;
  return { name: 'tidy', when: read.when, ...usual, ...change, run };
}

async function looks(...all: readonly DueJobs[]): Promise<void> {
  await Promise.all(all.map((one) => one.look()));
  await Promise.all(all.map((one) => one.idle()));
}

const runs = (): Promise<readonly JobRun[]> => stores.jobRuns.latest({ limit: 20 });
const story = ({ state, events }: JobRun) => [state, ...events.map(({ type, by }) => `${type} ${by}`)].join(', ');

describe('recurring jobs', () => {
  it('run when they are due, once on many processes, and a wake is stored ahead', async () => {
    const due: string[] = [];
    const work = job(async ({ dueAt }) => {
      due.push(dueAt.toISOString());
      return { tidied: 3 };
    });
    const [one, other] = [replica(work), replica(work)];
    await looks(one, other);
    expect(due).toEqual([]);
    expect(scheduler.wakes[0]).toEqual({ at: new Date('2026-03-09T12:15:00Z'), name: 'job/tidy' });
    for (const at of [15, 15, 15]) {
      clock.set(minutes(at));
      await looks(one, other);
    }
    expect(due).toEqual(['2026-03-09T12:15:00.000Z', '2026-03-09T12:30:00.000Z', '2026-03-09T12:45:00.000Z']);
    const [latest] = await runs();
    expect(latest).toMatchObject({ id: 'tidy@2026-03-09T12:45:00.000Z', state: 'succeeded', result: { tidied: 3 } });
    expect(notified).toEqual([]);
  });

  it('catch up once after a downtime, for the last time that was missed', async () => {
    const due: string[] = [];
    const work = job(async ({ dueAt }) => {
      due.push(dueAt.toISOString());
      return {};
    });
    await looks(replica(work));
    clock.set(minutes(600));
    await looks(replica(work), replica(work));
    clock.set(minutes(1));
    await looks(...replicas);
    expect(due).toEqual(['2026-03-09T22:00:00.000Z']);
  });

  it('are tried again after pauses, and given up at the end, which the operators are told once', async () => {
    let works = false;
    const one = replica(
      job(
        async () => {
          if (!works) throw new Error('the disk is full');
          return {};
        },
        { when: { everyMs: 6 * 3_600_000 } },
      ),
    );
    await looks(one);
    const nextTries: (string | undefined)[] = [];
    for (const due of ['2026-03-09T18:00:00Z', '2026-03-10T00:00:00Z']) {
      clock.set(new Date(due));
      await looks(one);
      for (const pause of [1, 5, 30]) {
        nextTries.push((await runs())[0]?.nextTryAt?.toISOString().slice(11, 16));
        clock.set(minutes(pause));
        await looks(one);
      }
    }
    expect(nextTries).toEqual(['18:01', '18:06', '18:36', '00:01', '00:06', '00:36']);
    const all = await runs();
    expect(all.map(({ state, attempt }) => `${state} ${attempt}`)).toEqual(['failed 4', 'failed 4']);
    expect(all[0]!.events.at(-1)).toMatchObject({ type: 'failed', reason: 'the disk is full', by: 'replica-1' });
    expect(notified.map(({ id, revision }) => `${id} ${revision}`)).toEqual([
      'alarm/job/tidy@2026-03-09T18:00:00.000Z/web 1',
    ]);
    expect(notified[0]!.message.text).toBe('Recurring job tidy failed after 4 attempts: the disk is full');

    works = true;
    clock.set(new Date('2026-03-10T06:00:00Z'));
    await looks(one);
    expect(notified.at(-1)).toMatchObject({
      id: 'alarm/job/tidy@2026-03-09T18:00:00.000Z/web',
      revision: 2,
      message: { text: 'Recurring job tidy succeeds again.' },
    });
    expect(notified).toHaveLength(2);
  });

  it('fail when they take too long, and are told to stop', async () => {
    let aborted = false;
    const endless = job(
      ({ signal }) =>
        new Promise(() => {
          signal.addEventListener('abort', () => {
            aborted = true;
          });
        }),
      { longestMs: 20 },
    );
    const one = replica(endless);
    await looks(one);
    clock.set(minutes(15));
    await looks(one);
    expect((await runs())[0]!.events.at(-1)).toMatchObject({ type: 'failed', reason: 'It took longer than 0 seconds' });
    expect(aborted).toBe(true);
  });

  it.each([
    ['run-again', 'succeeded, started replica-1, started replica-2, succeeded replica-2', 1],
    ['give-up', 'interrupted, started replica-1, interrupted replica-2', 0],
  ] as const)('of a process that died in the middle they do what their kind says: %s', async (kind, expected, done) => {
    let finished = 0;
    let dies = true;
    const work = job(
      async () => {
        if (dies) await new Promise(() => undefined);
        finished += 1;
        return {};
      },
      { whenInterrupted: kind },
    );
    const [one, other] = [replica(work), replica(work)];
    await looks(one);
    clock.set(minutes(15));
    await one.look();
    await looks(other);
    expect(story((await runs())[0]!)).toBe('running, started replica-1');

    dies = false;
    processes.loses('replica-1');
    clock.set(minutes(1));
    await looks(other);
    expect((await runs()).map(story)).toEqual([expected]);
    expect(finished).toBe(done);
    // Given up, it is told; run again, it is not.
    expect(notified).toHaveLength(1 - done);
  });

  it('are left to another process at once when theirs stops', async () => {
    let finished = 0;
    let stops = true;
    const work = job(async () => {
      if (stops) await new Promise(() => undefined);
      finished += 1;
      return {};
    });
    const [one, other] = [replica(work), replica(work)];
    await looks(one);
    clock.set(minutes(15));
    await one.look();
    one.stop();
    await one.idle();
    stops = false;
    await looks(other);
    expect((await runs())[0]).toMatchObject({ state: 'succeeded', attempt: 1, by: 'replica-2' });
    expect(finished).toBe(1);
  });

  it('run at once when somebody asks, once under the same cause, and not while they run', async () => {
    let ends: (() => void) | undefined;
    const work = job(
      () =>
        new Promise((resolve) => {
          ends = () => resolve({});
        }),
    );
    const one = replica(work);
    expect(await one.runNow(work, 'cause-1')).toBe('begun');
    expect(await one.runNow(work, 'cause-1')).toBe('known');
    expect(await one.runNow(work, 'cause-2')).toBe('running');
    ends?.();
    await one.idle();
    expect((await runs()).map(({ id, state }) => `${id} ${state}`)).toEqual(['tidy@cause-1 succeeded']);
  });

  it('are kept in a bounded number, and those that are not over stay', async () => {
    const at = (index: number) => new Date(Date.UTC(2026, 0, 1, 0, index));
    const run = (index: number, state: JobRun['state']): JobRun => {
      return { id: `tidy@${index}`, job: 'tidy', dueAt: at(index), state, attempt: 1, by: 'replica-1', events: [] };
    };
    await stores.jobRuns.begin(run(0, 'running'));
    const earlier = Array.from({ length: 509 }, (_, index) => run(index + 1, 'succeeded'));
    await mongo.db
      .collection<{ _id: string }>('jobRuns')
      .insertMany(earlier.map(({ id, ...rest }) => ({ _id: id, ...rest, version: 1 })));
    await stores.jobRuns.begin(run(510, 'succeeded'));
    expect(await mongo.db.collection('jobRuns').countDocuments()).toBe(501);
    expect(await stores.jobRuns.unfinished(10)).toHaveLength(1);
    expect(await stores.jobRuns.removeBefore(at(100), 200)).toBe(89);
  });
});
