/** The result of a run, in counts such as `incidents: 312`; its job's view makes sentences of them. */
export type JobResult = Readonly<Record<string, number>>;

/** Running; waiting for its next try; or over: succeeded, failed for good, or interrupted and not run again. */
export type RunState = 'running' | 'waiting' | 'succeeded' | 'failed' | 'interrupted';

/** What happened to a run. */
export interface RunEvent {
  readonly at: Date;
  readonly type: 'started' | 'succeeded' | 'failed' | 'interrupted';
  /** The process. */
  readonly by: string;
  /** Why it failed. */
  readonly reason?: string;
  /** When it is tried again; absent: it is not. */
  readonly nextTryAt?: Date;
}

/** One run of a job. Its id is the job and the time for which it was due, so a repeat is the same document. */
export interface JobRun {
  readonly id: string;
  readonly job: string;
  readonly dueAt: Date;
  readonly state: RunState;
  /** The number of this attempt, from 1. */
  readonly attempt: number;
  /** The process that runs it, or ran it last. */
  readonly by: string;
  /** While it waits. */
  readonly nextTryAt?: Date;
  /** The latest of them. */
  readonly events: readonly RunEvent[];
  readonly result?: JobResult;
  /** The id of the first failed run since the last success: the operators' alarm has it. */
  readonly alarm?: string;
}

/** The runs of all jobs. All calls throw StoreUnavailable. */
export interface JobRuns {
  /** False when a run of this id is there already. */
  begin(run: JobRun): Promise<boolean>;
  /** A compare-and-set: false when another process has written this run since it was read. */
  write(seen: JobRun, next: JobRun): Promise<boolean>;
  /** Those that are running or waiting. */
  unfinished(limit: number): Promise<readonly JobRun[]>;
  /** The latest first; of all jobs when none is named. */
  latest(query: { readonly job?: string; readonly limit: number }): Promise<readonly JobRun[]>;
  /** Removes runs that are over and were due before this moment, at most `limit`. Returns how many. */
  removeBefore(moment: Date, limit: number): Promise<number>;
}
