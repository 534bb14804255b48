/**
 * Many who ask for the same while it is being read are answered by one more read. Each sees what was written before it was
 * asked for; one that comes alone does not wait.
 *
 * @param read throws to all who wait for it
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
