import type { Model } from 'mongoose';

/** Makes the function that returns the ids of what a process has claimed. */
export function inHandOf<D extends { readonly _id: string }>(
  documents: Model<D>,
): (process: string, limit: number) => Promise<readonly string[]> {
  return async (process, limit) => {
    const claimed = documents.find({ 'progress.claim.by': process }, { _id: 1 });
    const found = await claimed.limit(limit).lean<{ _id: string }[]>();
    return found.map(({ _id }) => _id);
  };
}
