import type { ApiActor } from '../api.ts';
import type { JobRun } from './job-runs.ts';

/** A recurring job, with its next run and its latest ones. */
export interface ListedJob {
  readonly name: string;
  /** When it recurs, as it is written in the file. */
  readonly rule: string;
  /** IANA zone in which that is read. */
  readonly zone: string;
  /** Absent: there is none. */
  readonly next?: Date;
  /** The latest first. */
  readonly runs: readonly JobRun[];
}

/** What programs ask about recurring jobs, and have them do. Throws StoreUnavailable. */
export interface JobService {
  /** @throws BadField, Refused when somebody is named who may not read it */
  list(by?: string): Promise<readonly ListedJob[]>;
  /**
   * Begins a run now and does not wait for it. Given again under the same idempotency key, it is the same run.
   *
   * @throws Refused `unknown-job`, `job-running`, or `not-allowed` for whoever is no admin; BadField
   */
  run(name: string, actor: ApiActor, idempotencyKey?: string): Promise<ListedJob>;
}
