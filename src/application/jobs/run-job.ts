import { withTimeout } from '../../lib/async.ts';
import { truncate } from '../../lib/text.ts';
import type { JobResult, JobRun, JobRuns, RunEvent } from '../../ports/jobs/job-runs.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import type { RecurringJob } from './recurring-job.ts';

/** Pauses before the second, third and fourth try. */
export const retryPausesMs = [60_000, 5 * 60_000, 30 * 60_000];
const mostEvents = 20;
const longestReason = 300;

interface Parts {
  readonly runs: JobRuns;
  readonly clock: Clock;
  readonly log: Log;
}

/** Returns the run after this event, with the latest of its events. */
export function withEvent(run: JobRun, event: RunEvent, change: Partial<JobRun>): JobRun {
  const { nextTryAt: _, ...rest } = run;
  return { ...rest, ...change, events: [...run.events, event].slice(-mostEvents) };
}

/**
 * Makes one try of a run that this process has begun, and writes how it ended.
 *
 * @param stopped aborts when the process stops: the run is left for another process to try at once
 * @returns the run as it was written; undefined when another process has taken it over meanwhile
 */
export async function tryRun(
  { runs, clock, log }: Parts,
  job: RecurringJob,
  run: JobRun,
  stopped: AbortSignal,
): Promise<JobRun | undefined> {
  const ended = await attempt(job, run, stopped);
  const at = clock.now();
  const next = 'result' in ended ? succeeded(run, ended.result, at) : failed(run, ended.reason, at, stopped.aborted);
  if (next.state !== 'succeeded') {
    const data = { job: job.name, run: run.id, reason: next.events.at(-1)?.reason, nextTryAt: next.nextTryAt };
    log.warn(data, 'run of a recurring job failed');
  }
  return (await runs.write(run, next)) ? next : undefined;
}

async function attempt(
  job: RecurringJob,
  run: JobRun,
  stopped: AbortSignal,
): Promise<{ readonly result: JobResult } | { readonly reason: string }> {
  const limit = new AbortController();
  const signal = AbortSignal.any([limit.signal, stopped]);
  try {
    const work = job.run({ id: run.id, dueAt: run.dueAt, signal });
    const result = await withTimeout(Promise.race([work, whenAborted(stopped)]), job.longestMs, () => {
      limit.abort();
      throw new Error(`It took longer than ${Math.round(job.longestMs / 1000)} seconds`);
    });
    return { result };
  } catch (err) {
    return { reason: truncate(err instanceof Error ? err.message : String(err), longestReason) };
  }
}

/** Rejects when the process stops, so that another process repeats the run. */
function whenAborted(stopped: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = () => reject(new Error('The process stopped'));
    if (stopped.aborted) stop();
    stopped.addEventListener('abort', stop, { once: true });
  });
}

function succeeded(run: JobRun, result: JobResult, at: Date): JobRun {
  return withEvent(run, { at, type: 'succeeded', by: run.by }, { state: 'succeeded', result });
}

function failed(run: JobRun, reason: string, at: Date, isStopping: boolean): JobRun {
  const pause = isStopping ? 0 : retryPausesMs[run.attempt - 1];
  const nextTryAt = pause === undefined ? undefined : new Date(at.getTime() + pause);
  const event: RunEvent = { at, type: 'failed', by: run.by, reason, ...(nextTryAt && { nextTryAt }) };
  if (!nextTryAt) return withEvent(run, event, { state: 'failed' });
  // A stop does not count as an attempt.
  return withEvent(run, event, { state: 'waiting', nextTryAt, attempt: run.attempt - (isStopping ? 1 : 0) });
}
