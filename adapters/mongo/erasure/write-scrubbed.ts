import type { Collection, Document, OptionalUnlessRequiredId } from 'mongodb';
import { is, literally, onlyIf } from '../batching/only-if.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import type { Scrubbed, Treatment } from './collections.ts';
import { differenceOf } from './difference.ts';
import type { Scrubber } from './scrub-value.ts';

type Scrub = Extract<Treatment, { scrub: unknown }>;
type ById = Document & { readonly _id: never };

/** Each lost race means that somebody else wrote; the next pass looks again. */
const attempts = 20;

/**
 * Writes a document as it is without the person, by compare-and-set: what somebody else writes at the same moment is kept, and
 * looked at again.
 *
 * @returns what was done; `left` when others wrote each time
 */
export async function writeScrubbed(
  collection: Collection<ById>,
  seen: Document,
  { scrub, announced }: Scrub,
  scrubber: Scrubber,
): Promise<'changed' | 'deleted' | 'same' | 'left'> {
  let document: Document | null = seen;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const { _id } = document as ById;
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
    if (modifiedCount > 0) return 'changed';
    document = await collection.findOne({ _id });
    if (!document) return 'same';
  }
  return 'left';
}

/** Puts it under another id. Stopped in between it is there twice, until the erasure goes on. */
async function move(collection: Collection<ById>, { _id }: Document, scrubbed: Document): Promise<void> {
  try {
    await collection.insertOne(scrubbed as OptionalUnlessRequiredId<ById>);
  } catch (err) {
    if (!isDuplicateKey(err)) throw err;
  }
  await collection.deleteOne({ _id });
}

/** Whether the person is not in the document. */
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

/** Decisions count as `version`, and what is written of deliveries as `marks`. */
function versionOf({ version, marks }: Document): object[] {
  return [
    ...(typeof version === 'number' ? [is('version', version)] : []),
    ...(typeof marks === 'number' ? [is('marks', marks)] : []),
  ];
}
