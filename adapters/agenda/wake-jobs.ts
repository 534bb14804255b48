import { setImmediate as tick } from 'node:timers/promises';
import { MongoJobRepository } from '@agendajs/mongo-backend';
import type { AgendaBackend, JobParameters, JobRepositoryOptions, RemoveJobsOptions } from 'agenda';
import type { Db } from 'mongodb';
import { createInFlight } from '../../src/lib/in-flight.ts';
import type { Log } from '../../src/ports/runtime.ts';

/**
 * Agenda's own repository, but
 * - no job is locked before it is due. Agenda locks a whole interval ahead, and a job locked early can expire in its
 *   queue (its slot is then lost for good), stays locked when the process stops, and cannot be seen by anybody else;
 * - one search at a time, so that searches do not pile up while the database hangs;
 * - what is under way is known, so that the database is closed after it and not before.
 */
export class WakeJobs extends MongoJobRepository {
  readonly #underWay = createInFlight();
  readonly #log: Log;
  #searching = false;
  #closed = false;
  #failing = false;

  constructor({ db, collection, log }: { db: Db; collection: string; log: Log }) {
    super({ mongo: db, db: { collection } });
    this.#log = log;
  }

  open(): void {
    this.#closed = false;
  }

  /** From now on nothing is taken. */
  shut(): void {
    this.#closed = true;
  }

  /** Said once an outage, not once a second. */
  failed(err: unknown): void {
    if (!this.#failing) this.#log.warn({ err }, 'wakes cannot be read or written; the sweep replaces them');
    this.#failing = true;
  }

  #found(): void {
    if (this.#failing) this.#log.info({}, 'wakes are read again');
    this.#failing = false;
  }

  /** Keeps count of work that Agenda does not wait for. */
  track<T>(work: Promise<T>): Promise<T> {
    return this.#underWay.track(work);
  }

  /** Settles when nothing is under way. Between a handler's end and the last write, Agenda takes a turn or two. */
  async idle(): Promise<void> {
    do {
      await this.#underWay.settled();
      await tick();
    } while (this.#underWay.size > 0);
  }

  override async getNextJobToRun(
    name: string,
    _nextScanAt: Date,
    lockDeadline: Date,
    _now: Date | undefined,
    options: JobRepositoryOptions | undefined,
  ): Promise<JobParameters | undefined> {
    if (this.#closed || this.#searching) return undefined;
    this.#searching = true;
    try {
      const now = new Date();
      const job = await this.track(super.getNextJobToRun(name, now, lockDeadline, now, options));
      this.#found();
      if (!job || !this.#closed) return job;
      // It was stopped meanwhile: somebody else may have it.
      if (job._id) await this.unlockJobs([job._id]);
      return undefined;
    } finally {
      this.#searching = false;
    }
  }

  override async unlockJobs(ids: Parameters<MongoJobRepository['unlockJobs']>[0]): Promise<void> {
    return this.track(super.unlockJobs(ids));
  }

  /** Agenda does not await this one: a rejection would be nobody's, and end the process. The lock runs out by itself. */
  override async unlockJob(job: JobParameters): Promise<void> {
    await this.track(super.unlockJob(job)).catch(() => undefined);
  }

  override async saveJobState(job: JobParameters, options: JobRepositoryOptions | undefined): Promise<void> {
    return this.track(super.saveJobState(job, options));
  }

  override async removeJobs(options: RemoveJobsOptions): Promise<number> {
    return this.track(super.removeJobs(options));
  }
}

/** A backend over a repository that is connected already: Agenda would leave a failure to connect unhandled. */
export function backendOver(repository: MongoJobRepository): AgendaBackend {
  const nothing = async () => undefined;
  return { name: 'MongoDB', repository, ownsConnection: false, connect: nothing, disconnect: nothing };
}
