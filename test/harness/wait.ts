const firstPauseMs = 2;
/** Looks that come faster than this for half a minute take the processor from what they wait for. */
const longestPauseMs = 50;

/**
 * Waits for a condition, never for a time: looks again until `look` gives something that is not undefined or false, less
 * and less often. The limit only ends a test that has failed already.
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const limit = Date.now() + 45_000;
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(pauseMs * 1.2, longestPauseMs)) {
    const found = await look();
    if (found !== undefined && found !== false) return found as T;
    if (Date.now() > limit) throw new Error(`It never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}
