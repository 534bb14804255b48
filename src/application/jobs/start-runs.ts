import { createInFlight } from '../../lib/in-flight.ts';
import type { JobRun, JobRuns } from '../../ports/jobs/job-runs.ts';
import type { World } from '../world.ts';
import { tellAboutFailures } from './job-alarms.ts';
import type { RecurringJob } from './recurring-job.ts';
import { tryRun, withEvent } from './run-job.ts';

export type RunParts = Pick<World, 'clock' | 'log' | 'processes' | 'directory' | 'platforms' | 'outbox'> & {
  readonly runs: JobRuns;
};

export interface StartedRuns {
  /** Inserts a run and begins it. False when it is there already. */
  begin(job: RecurringJob, id: string, dueAt: Date): Promise<boolean>;
  /** Tries a run again, in place of the process that had it. False when another process was first. */
  takeOver(job: RecurringJob, run: JobRun): Promise<boolean>;
  /** Ends a run that nobody tries again. */
  giveUp(run: JobRun): Promise<void>;
  /** Whether this process has it under way. */
  isUnderWay(run: JobRun): boolean;
  idle(): Promise<void>;
}

/** Begins runs and completes them in the background. */
export function startRuns(parts: RunParts, stopped: AbortSignal): StartedRuns {
  const { clock, log, runs, processes } = parts;
  const underWay = createInFlight();
  const active = new Set<string>();
  const alarms = tellAboutFailures(parts);

  function proceed(job: RecurringJob, run: JobRun): void {
    const work = tryRun(parts, job, run, stopped)
      .then((ended) => ended && alarms.settle(ended))
      .finally(() => active.delete(run.id));
    void underWay.track(work).catch((err: unknown) => {
      log.error({ err, job: job.name, run: run.id }, 'end of a run could not be written; it is tried again');
    });
  }

  /** Runs it when the database says that it is this process's. From the first moment on it counts as under way here. */
  async function claimed(job: RecurringJob, run: JobRun, claim: () => Promise<boolean>): Promise<boolean> {
    active.add(run.id);
    let isMine = false;
    try {
      isMine = await claim();
      if (isMine) proceed(job, run);
      return isMine;
    } finally {
      if (!isMine) active.delete(run.id);
    }
  }

  return {
    async begin(job, id, dueAt) {
      if (active.has(id)) return false;
      const by = await processes.register();
      const events = [{ at: clock.now(), type: 'started', by }] as const;
      const run: JobRun = { id, job: job.name, dueAt, state: 'running', attempt: 1, by, events };
      return claimed(job, run, () => runs.begin(run));
    },
    async takeOver(job, run) {
      const by = await processes.register();
      const event = { at: clock.now(), type: 'started', by } as const;
      const next = withEvent(run, event, { state: 'running', by, attempt: run.attempt + 1 });
      return claimed(job, next, () => runs.write(run, next));
    },
    async giveUp(run) {
      const by = await processes.register();
      const next = withEvent(run, { at: clock.now(), type: 'interrupted', by }, { state: 'interrupted' });
      if (await runs.write(run, next)) await alarms.settle(next);
    },
    isUnderWay: ({ id }) => active.has(id),
    idle: () => underWay.settled(),
  };
}
