import type { Connection } from 'mongoose';
import type { JobRun, JobRuns } from '../../../src/ports/jobs/job-runs.ts';
import { is, replaceOnlyIf } from '../batching/only-if.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { collectionOf, type Indexes } from '../connection/collections.ts';
import { present } from '../connection/stored.ts';
import { serverLimitMs } from '../connection/time-limits.ts';

interface RunDocument extends Omit<JobRun, 'id'> {
  readonly _id: string;
  /** Counts the writes. */
  readonly version: number;
}

const indexes: Indexes = [[{ job: 1, dueAt: -1 }], [{ dueAt: -1 }], [{ state: 1 }]];

/** The most runs that are kept for each job, whatever age the settings allow. */
const mostOfJob = 500;
const mostTrimmed = 100;

/** Maps a run to the version under which it was read, for `write`. */
const versions = new WeakMap<JobRun, number>();

/** The runs of recurring jobs of one database. */
export function createJobRuns(connection: Connection): JobRuns {
  const collection = collectionOf<RunDocument>(connection, 'jobRuns', indexes);

  function runOf({ _id, version, ...rest }: RunDocument): JobRun {
    const run: JobRun = { id: _id, ...present(rest) };
    versions.set(run, version);
    return run;
  }

  async function begin(run: JobRun): Promise<boolean> {
    const { id, ...rest } = present(run);
    try {
      await collection.insertOne({ _id: id, ...rest, version: 1 });
    } catch (err) {
      if (isDuplicateKey(err)) return false;
      throw err;
    }
    versions.set(run, 1);
    await trim(run.job);
    return true;
  }

  async function trim(job: string): Promise<void> {
    const old = await collection
      .find({ job }, { projection: { state: 1 } })
      .sort({ dueAt: -1 })
      .skip(mostOfJob)
      .limit(mostTrimmed)
      .toArray();
    const over = old.filter(({ state }) => state !== 'running' && state !== 'waiting');
    if (over.length > 0) await collection.deleteMany({ _id: { $in: over.map(({ _id }) => _id) } });
  }

  async function write(seen: JobRun, next: JobRun): Promise<boolean> {
    const version = versions.get(seen);
    if (version === undefined) throw new Error('A run must be read before it is written');
    const { id, ...rest } = present(next);
    const replaced = replaceOnlyIf([is('version', version)], { _id: id, ...rest, version: version + 1 });
    const { modifiedCount } = await collection.updateOne({ _id: id }, replaced, { maxTimeMS: serverLimitMs });
    if (modifiedCount === 0) return false;
    versions.set(next, version + 1);
    return true;
  }

  async function unfinished(limit: number): Promise<readonly JobRun[]> {
    const found = await Promise.all(
      (['running', 'waiting'] as const).map((state) => collection.find({ state }).limit(limit).toArray()),
    );
    return found.flat().map(runOf);
  }

  async function latest({ job, limit }: { job?: string; limit: number }): Promise<readonly JobRun[]> {
    const found = await collection
      .find(job === undefined ? {} : { job })
      .sort({ dueAt: -1 })
      .limit(limit)
      .toArray();
    return found.map(runOf);
  }

  async function removeBefore(moment: Date, limit: number): Promise<number> {
    const old = await collection
      .find({ dueAt: { $gt: new Date(0), $lt: moment } }, { projection: { state: 1 } })
      .limit(limit)
      .toArray();
    const over = old.filter(({ state }) => state !== 'running' && state !== 'waiting');
    if (over.length === 0) return 0;
    return (await collection.deleteMany({ _id: { $in: over.map(({ _id }) => _id) } })).deletedCount;
  }

  return answering({ begin, write, unfinished, latest, removeBefore });
}
