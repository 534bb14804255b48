import { type Collection, type Document, MongoBulkWriteError, type OptionalUnlessRequiredId } from 'mongodb';
import { serverLimitMs } from '../connection/time-limits.ts';

const duplicateKey = 11_000;

/** Inserts the documents whose ids are free, in one write. @returns the documents whose ids were taken */
export async function insertMissing<D extends Document>(
  collection: Collection<D>,
  documents: readonly D[],
): Promise<readonly D[]> {
  try {
    await collection.insertMany(documents as unknown as OptionalUnlessRequiredId<D>[], {
      ordered: false,
      maxTimeMS: serverLimitMs,
    });
    return [];
  } catch (err) {
    const taken = takenIn(err);
    if (!taken) throw err;
    return taken.flatMap((index) => documents[index] ?? []);
  }
}

/** Returns undefined when anything else failed. */
function takenIn(err: unknown): number[] | undefined {
  if (!(err instanceof MongoBulkWriteError) || err.result.getWriteConcernError()) return undefined;
  const each = [err.writeErrors].flat();
  return each.length > 0 && each.every(({ code }) => code === duplicateKey)
    ? each.map(({ index }) => index)
    : undefined;
}
