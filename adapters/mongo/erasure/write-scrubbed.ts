import type { Collection, Document, Filter, OptionalUnlessRequiredId } from 'mongodb';
import { isDuplicateKey } from '../connection/answering.ts';
import type { Scrubbed, Treatment } from './collections.ts';
import { differenceOf } from './difference.ts';
import type { Scrubber } from './scrub-value.ts';

type Scrub = Extract<Treatment, { scrub: unknown }>;
type ById = Document & { readonly _id: never };

/** Each lost race means that somebody else wrote; the next pass looks again. */
const attempts = 20;

/** SecantusDB reads the whole collection for a filter of more than the id, unless it is told where to look. */
const byId = { hint: { _id: 1 } } as const;

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
    const { matchedCount } = await collection.updateOne(changes.filter as Filter<ById>, changes.update, byId);
    if (matchedCount > 0) return 'changed';
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
  const { set, unset, was } = differenceOf(document, scrubbed);
  const nothing = Object.keys(set).length === 0 && Object.keys(unset).length === 0;
  if (nothing) return undefined;
  const fields = { ...set, ...announced.$set };
  const update = {
    ...(Object.keys(fields).length > 0 && { $set: fields }),
    ...(Object.keys(unset).length > 0 && { $unset: unset }),
    ...(announced.$currentDate && { $currentDate: announced.$currentDate }),
  };
  return { filter: { _id: document._id, ...versionOf(document), ...was }, update };
}

/** Decisions count as `version`, and what is written of deliveries as `marks`. */
function versionOf({ version, marks }: Document): Document {
  return {
    ...(typeof version === 'number' && { version }),
    ...(typeof marks === 'number' && { marks }),
  };
}
