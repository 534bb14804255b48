import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';
import { retried, WriteConflict } from '../../../src/lib/retried.ts';
import { is, literally, onlyIf } from '../batching/only-if.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import type { Scrubbed, Treatment } from './collections.ts';
import { differenceOf } from './difference.ts';
import type { Scrubber } from './scrub-value.ts';

type Scrub = Extract<Treatment, { scrub: unknown }>;
type ById = Document & { readonly _id: never };

/**
 * Writes a document without the person, by compare-and-set: a write of another process at the same moment is kept, and the
 * document is read again.
 *
 * @throws WriteConflict when other processes wrote at each attempt
 */
export async function writeScrubbed(
  collection: Collection<ById>,
  seen: Document,
  { scrub, announced }: Scrub,
  scrubber: Scrubber,
): Promise<'changed' | 'deleted' | 'same'> {
  const { _id } = seen as ById;
  return retried(async (attempt) => {
    const document = attempt === 1 ? seen : await collection.findOne({ _id });
    if (!document) return 'same';
    const scrubbed = scrub(document, scrubber);
    if (scrubbed === 'deleted') {
      await collection.deleteOne({ _id });
      return 'deleted';
    }
    if (scrubbed._id !== _id) {
      await move(collection, document, scrubbed);
      return 'changed';
    }
    const changes = updateOf(document, scrubbed, announced);
    if (!changes) return 'same';
    const { modifiedCount } = await collection.updateOne({ _id }, changes);
    if (modifiedCount === 0)
      throw new WriteConflict(`${collection.collectionName} ${_id} has changed since it was read`);
    return 'changed';
  });
}

/** Moves the document to another id. A stop halfway leaves both documents, and the erasure continues from there. */
async function move(collection: Collection<ById>, { _id }: Document, scrubbed: Document): Promise<void> {
  try {
    await collection.insertOne(scrubbed as OptionalUnlessRequiredId<ById>);
  } catch (err) {
    if (!isDuplicateKey(err)) throw err;
  }
  await collection.deleteOne({ _id });
}

/** Returns whether the document does not contain the person. */
export function isUnchanged(document: Document, scrubbed: Scrubbed): boolean {
  return scrubbed !== 'deleted' && updateOf(document, scrubbed) === undefined;
}

function updateOf(document: Document, scrubbed: Exclude<Scrubbed, 'deleted'>, announced: Scrub['announced'] = {}) {
  const { was, fields } = differenceOf(document, scrubbed);
  if (Object.keys(fields).length === 0) return undefined;
  const now = Object.keys(announced.$currentDate ?? {}).map((field) => [field, '$$NOW']);
  const all = { ...fields, ...literally(announced.$set ?? {}), ...Object.fromEntries(now) };
  return onlyIf([...versionOf(document), ...was], all);
}

/** `version` counts decisions, and `marks` counts writes about deliveries. */
function versionOf({ version, marks }: Document): object[] {
  return [
    ...(typeof version === 'number' ? [is('version', version)] : []),
    ...(typeof marks === 'number' ? [is('marks', marks)] : []),
  ];
}
