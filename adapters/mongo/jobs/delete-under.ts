import type { Collection, Filter } from 'mongodb';

const deletedTogether = 1_000;

export interface ById {
  readonly _id: string;
}

/**
 * Deletes the documents under an incident's id, `<incident>:<rest>`, where the rest has no colon. Returns how many.
 *
 * @param only deletes only documents that match this filter
 */
export async function deleteUnder<T extends ById>(
  collection: Collection<T>,
  incident: string,
  only: Filter<T> = {},
): Promise<number> {
  let deleted = 0;
  for (let after = ''; ; ) {
    const found = await someUnder(collection, incident, after);
    const ids = found.filter((id) => id.lastIndexOf(':') === incident.length);
    const filter = { ...only, _id: { $in: ids } } as Filter<T>;
    if (ids.length > 0) deleted += (await collection.deleteMany(filter)).deletedCount;
    if (found.length < deletedTogether) return deleted;
    after = found.at(-1)!.slice(incident.length + 1);
  }
}

/** Returns ids after `after`, in order. */
export async function someUnder<T extends ById>(
  collection: Collection<T>,
  incident: string,
  after = '',
): Promise<string[]> {
  const range = { _id: { $gt: `${incident}:${after}`, $lt: `${incident};` } } as Filter<T>;
  const found = await collection
    .find<ById>(range, { projection: { _id: 1 } })
    .sort({ _id: 1 })
    .limit(deletedTogether)
    .toArray();
  return found.map(({ _id }) => _id);
}
