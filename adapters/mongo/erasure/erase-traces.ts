import type { Collection, Db, Document } from 'mongodb';
import { type Treatment, treatments } from './collections.ts';
import type { Scrubber } from './scrub-value.ts';
import { isUnchanged, writeScrubbed } from './write-scrubbed.ts';

/** How many documents are read together. */
const batchSize = 100;
/**
 * The most passes. A pass that finds nothing is the last; more passes than this mean that a process keeps writing about the
 * person.
 */
const mostPasses = 6;

/** How many documents of a collection an erasure changed and deleted, or would change and delete. */
export interface Traces {
  readonly collection: string;
  readonly changed: number;
  readonly deleted: number;
}

export interface ErasedTraces {
  readonly traces: readonly Traces[];
  /**
   * How many documents still name the person, by collection: because the name identifies an alert, or because a process
   * keeps writing it.
   */
  readonly left: Readonly<Record<string, number>>;
  /** Collections that are not Tocsin's. The erasure did not read them. */
  readonly unknown: readonly string[];
}

type Scrubbing = Extract<Treatment, { scrub: unknown }>;
type Stored = Document & { readonly _id: never };

/** Returns what an erasure would change. Changes nothing. */
export async function countTraces(db: Db, scrubber: Scrubber): Promise<readonly Traces[]> {
  const traces: Traces[] = [];
  for (const [collection, { scrub }] of scrubbed()) {
    const count = { changed: 0, deleted: 0 };
    for await (const document of allOf(db.collection<Stored>(collection))) {
      const after = scrub(document, scrubber);
      if (after === 'deleted') count.deleted += 1;
      else if (!isUnchanged(document, after)) count.changed += 1;
    }
    if (count.changed + count.deleted > 0) traces.push({ collection, ...count });
  }
  return traces;
}

/**
 * Erases the person from every collection. It repeats until a pass finds nothing, so that it also finds what a process
 * writes meanwhile. It may be stopped at any moment and started again.
 *
 * @param beforeWrite called before each write; its error stops the erasure
 */
export async function eraseTraces(
  db: Db,
  scrubber: Scrubber,
  beforeWrite: (collection: string, document: Document) => Promise<void> | void = () => undefined,
): Promise<ErasedTraces> {
  const total = new Map<string, { changed: number; deleted: number }>();
  let left: Record<string, number> = {};
  for (let pass = 1; pass <= mostPasses; pass += 1) {
    left = {};
    let written = 0;
    for (const [name, treatment] of scrubbed()) {
      const collection = db.collection<Stored>(name);
      const count = total.get(name) ?? { changed: 0, deleted: 0 };
      for await (const document of allOf(collection)) {
        if (isUnchanged(document, treatment.scrub(document, scrubber))) {
          if (scrubber.isTraced(document)) left[name] = (left[name] ?? 0) + 1;
          continue;
        }
        await beforeWrite(name, document);
        const done = await writeScrubbed(collection, document, treatment, scrubber);
        if (done === 'same') continue;
        written += 1;
        count[done] += 1;
      }
      total.set(name, count);
    }
    if (written === 0) break;
  }
  await refreshStatistics(db);
  const staying = await countStaying(db, scrubber);
  const traces = [...total].map(([collection, count]) => ({ collection, ...count }));
  return {
    traces: traces.filter(({ changed, deleted }) => changed + deleted > 0),
    left: { ...left, ...staying },
    unknown: await unknownCollections(db),
  };
}

async function unknownCollections(db: Db): Promise<readonly string[]> {
  const all = await db.listCollections({}, { nameOnly: true }).toArray();
  return all.map(({ name }) => name).filter((name) => !(name in treatments) && !name.startsWith('system.'));
}

function scrubbed(): readonly (readonly [string, Scrubbing])[] {
  return Object.entries(treatments).flatMap(([name, treatment]) =>
    'scrub' in treatment ? [[name, treatment] as const] : [],
  );
}

/** Returns how many documents name the person in collections that have to stay as they are. */
async function countStaying(db: Db, scrubber: Scrubber): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {};
  for (const [name, treatment] of Object.entries(treatments)) {
    if (!('stays' in treatment)) continue;
    for await (const document of allOf(db.collection<Stored>(name))) {
      if (scrubber.isTraced(document)) counts[name] = (counts[name] ?? 0) + 1;
    }
  }
  return counts;
}

/** Returns all documents in the order of their ids, so that a document that is rewritten meanwhile is read once. */
function allOf(collection: Collection<Stored>) {
  return collection.find({}, { hint: { _id: 1 }, batchSize });
}

/** Processes cache statistics until the next batch (docs/adr/0003), so an empty batch makes them read again. */
async function refreshStatistics(db: Db): Promise<void> {
  await db.collection<{ _id: string }>('figureLedger').updateOne({ _id: 'ledger', done: true }, { $inc: { batch: 1 } });
}
