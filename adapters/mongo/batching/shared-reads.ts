/**
 * Shares reads: callers that ask for the same data during a read share the next read. Each sees what was written before it
 * asked, and a single read does not wait.
 *
 * @param read its error is thrown to all callers that wait for it
 */
export function createSharedReads<Asked, Found>(
  read: (asked: Asked) => Promise<Found>,
): (asked: Asked) => Promise<Found> {
  const reading = new Map<string, { readonly now: Promise<unknown>; after?: Promise<Found> }>();

  function begin(key: string, asked: Asked): Promise<Found> {
    const found = read(asked);
    const now = found.then(
      () => undefined,
      () => undefined,
    );
    const one = { now };
    reading.set(key, one);
    void now.then(() => reading.get(key) === one && reading.delete(key));
    return found;
  }

  return (asked) => {
    const key = JSON.stringify(asked);
    const underWay = reading.get(key);
    if (!underWay) return begin(key, asked);
    underWay.after ??= underWay.now.then(() => begin(key, asked));
    return underWay.after;
  };
}
