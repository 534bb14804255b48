import { lastRun, nextRun } from '../../domain/jobs/next-run.ts';
import type { Cursors } from '../../ports/runtime.ts';
import type { World } from '../world.ts';
import type { RecurringJob } from './recurring-job.ts';
import { type RunParts, startRuns } from './start-runs.ts';

/** Between two looks of this process. */
const everyMs = 5_000;
/** Runs that are looked at for a retry, or because their process died. */
const mostUnfinished = 200;
/** A wake is stored when the run is due within this; until then a look finds it. */
const wakesAheadMs = 60 * 60_000;

type Parts = RunParts & Pick<World, 'scheduler'> & { readonly cursors: Cursors };

export interface DueJobs {
  /** Begins the due runs in the background. Returns how many it began. */
  look(): Promise<number>;
  /** Begins a run on request. The same cause gives the same run. */
  runNow(job: RecurringJob, cause: string): Promise<'begun' | 'known' | 'running'>;
  /** Stops the running attempts; another process, or the next start, repeats them at once. */
  stop(): void;
  /** Settles when no run is under way here. */
  idle(): Promise<void>;
}

/**
 * Runs recurring jobs when they are due, each once however many processes look. A run is inserted under the job and its
 * time before it begins. After a downtime a job runs once, for the last time that was missed.
 *
 * @param jobs as the configuration file says at this moment
 */
export function runDueJobs(parts: Parts, jobs: () => readonly RecurringJob[]): DueJobs {
  const { clock, log, runs, cursors, processes, scheduler } = parts;
  const stopping = new AbortController();
  const started = startRuns(parts, stopping.signal);
  let lookedAt: Date | undefined;

  async function look(): Promise<number> {
    const now = clock.now();
    if (stopping.signal.aborted || (lookedAt && now.getTime() - lookedAt.getTime() < everyMs)) return 0;
    lookedAt = now;
    const current = jobs();
    let begun = await continueUnfinished(current, now);
    for (const job of current) {
      try {
        begun += Number(await beginIfDue(job, now));
      } catch (err) {
        log.error({ err, job: job.name }, 'recurring job could not be looked at; the next look tries again');
      }
    }
    return begun;
  }

  async function beginIfDue(job: RecurringJob, now: Date): Promise<boolean> {
    const cursor = `job/${job.name}`;
    const doneUntil = await cursors.read(cursor);
    // A new job has missed nothing.
    if (!doneUntil) await cursors.advance(cursor, now);
    const due = doneUntil && lastRun(job.when, job.zone, doneUntil, now);
    const next = nextRun(job.when, job.zone, now);
    if (next && next.getTime() - now.getTime() <= wakesAheadMs) await wake(job, next);
    if (!due) return false;
    const isBegun = await started.begin(job, `${job.name}@${due.toISOString()}`, due);
    await cursors.advance(cursor, due);
    return isBegun;
  }

  async function wake(job: RecurringJob, at: Date): Promise<void> {
    await scheduler.wakeAt(at, `job/${job.name}`).catch((err: unknown) => {
      log.warn({ err, job: job.name }, 'wake of a recurring job could not be stored; the sweep replaces it');
    });
  }

  /** Repeats runs that wait for a retry, and those of dead processes. */
  async function continueUnfinished(current: readonly RecurringJob[], now: Date): Promise<number> {
    let begun = 0;
    for (const run of await runs.unfinished(mostUnfinished)) {
      const job = current.find(({ name }) => name === run.job);
      const isWaiting = run.state === 'waiting' && (run.nextTryAt ?? now) <= now;
      // Of its own runs, one whose end could not be written is abandoned too.
      const isGone = processes.isGone(run.by) || run.by === processes.name();
      const isAbandoned = run.state === 'running' && !started.isUnderWay(run) && isGone;
      if (!isWaiting && !isAbandoned) continue;
      // Nobody can run a job that was taken out of the file.
      if (!job || (isAbandoned && job.whenInterrupted === 'give-up')) await started.giveUp(run);
      else begun += Number(await started.takeOver(job, run));
    }
    return begun;
  }

  return {
    look,
    async runNow(job, cause) {
      const unfinished = await runs.unfinished(mostUnfinished);
      const id = `${job.name}@${cause}`;
      if (unfinished.some((run) => run.job === job.name && run.id !== id)) return 'running';
      return (await started.begin(job, id, clock.now())) ? 'begun' : 'known';
    },
    stop: () => stopping.abort(),
    idle: started.idle,
  };
}
