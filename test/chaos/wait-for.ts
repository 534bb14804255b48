/** Looks until it holds, for so many milliseconds at most. Gives how long that took. */
export async function waitFor(what: string, limitMs: number, look: () => boolean | Promise<boolean>): Promise<number> {
  const since = performance.now();
  while (!(await look())) {
    if (performance.now() - since > limitMs) throw new Error(`It never happened: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  return performance.now() - since;
}

/** The same, but gives undefined when it did not happen. */
export async function within(limitMs: number, look: () => boolean | Promise<boolean>): Promise<number | undefined> {
  return waitFor('', limitMs, look).catch((err: unknown) => {
    if (err instanceof Error && err.message.startsWith('It never happened')) return undefined;
    throw err;
  });
}
