import type { When } from '../../domain/jobs/when.ts';
import type { JobResult } from '../../ports/jobs/job-runs.ts';

/** Work that recurs. */
export interface RecurringJob {
  /** Letters, digits, `-` and `_`. Its runs are kept under it. */
  readonly name: string;
  /** `when` as people write it. */
  readonly rule: string;
  readonly when: When;
  /** IANA zone in which `when` is read. */
  readonly zone: string;
  /** What happens to a run whose process died. */
  readonly whenInterrupted: 'run-again' | 'give-up';
  /** The time limit of one attempt. */
  readonly longestMs: number;
  /**
   * Does the work. Another process may do it once more after a crash or a time limit, so it is to be idempotent under
   * `run.id`. What it throws is kept as the reason.
   */
  run(run: RunContext): Promise<JobResult>;
}

export interface RunContext {
  readonly id: string;
  /** The moment for which it was due. */
  readonly dueAt: Date;
  /** Aborts when the try has taken too long, or the process stops. */
  readonly signal: AbortSignal;
}
