import type { Language } from '../../domain/languages.ts';
import type { Person, PersonId } from '../../domain/people.ts';
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

/** A run as people read it. */
export interface ShownRun extends Omit<JobRun, 'job' | 'by' | 'result' | 'alarm'> {
  /** Somebody asked for it; absent: it was due. */
  readonly byHand?: true;
  /** What it did, such as “sent 3 messages”. */
  readonly result?: string;
}

/** A recurring job as people read it. */
export interface ShownJob extends Omit<ListedJob, 'runs'> {
  /** Its latest run; absent: it has not run yet. */
  readonly last?: ShownRun;
}

/** What the web shows of recurring jobs. All calls throw StoreUnavailable. */
export interface JobPage {
  /** @param language of what a run did */
  list(language: Language): Promise<readonly ShownJob[]>;
  /** The latest first. */
  runs(job: string, language: Language): Promise<readonly ShownRun[]>;
  /** Whether this person may run a job now. */
  mayRun(person: Person): Promise<boolean>;
  /**
   * Begins a run now and does not wait for it.
   *
   * @param key given again, it is the same run
   * @throws Refused `unknown-job`, `job-running`, or `not-allowed` for whoever is no admin
   */
  run(job: string, by: PersonId, key: string): Promise<void>;
}
