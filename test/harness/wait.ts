/**
 * Waits for a condition, never for a time: looks again until `look` gives something that is not undefined or false.
 * The limit only ends a test that has failed already.
 */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | false | Promise<T | undefined | false>,
): Promise<T> {
  const limit = Date.now() + 45_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== false) return found as T;
    if (Date.now() > limit) throw new Error(`It never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
