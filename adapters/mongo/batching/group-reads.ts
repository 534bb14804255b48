const mostTogether = 100;

/**
 * Groups reads by id: those that arrive during a read go together into the next one. Each sees what was written before it
 * was requested, and a single read does not wait.
 *
 * @param readAll returns the documents with these ids, in any order, without the missing ones
 */
export function createGroupReads<D extends { readonly _id: string }>(
  readAll: (ids: readonly string[]) => Promise<readonly D[]>,
): (id: string) => Promise<D | undefined> {
  type Reader = { readonly found: (document: D | undefined) => void; readonly failed: (err: unknown) => void };
  const waiting = new Map<string, Reader[]>();
  let reading = false;

  async function readOn(): Promise<void> {
    reading = true;
    while (waiting.size > 0) {
      const group = [...waiting].slice(0, mostTogether);
      for (const [id] of group) waiting.delete(id);
      try {
        const documents = new Map((await readAll(group.map(([id]) => id))).map((one) => [one._id, one]));
        for (const [id, readers] of group) for (const { found } of readers) found(documents.get(id));
      } catch (err) {
        for (const [, readers] of group) for (const { failed } of readers) failed(err);
      }
    }
    reading = false;
  }

  return (id) =>
    new Promise((found, failed) => {
      waiting.set(id, [...(waiting.get(id) ?? []), { found, failed }]);
      if (!reading) void readOn();
    });
}
