/** What has not come by then never came. */
export const giveUpMs = 10_000;

export interface Load {
  readonly perSecond: number;
  readonly seconds: number;
}

export interface Latencies {
  /** Milliseconds, ascending. What never came counts as the 10 s after which it was given up. */
  readonly sorted: readonly number[];
  readonly lost: number;
}

/**
 * Open loop: each act begins at its time, whether those before it are done or not, and is measured from the time at which
 * it should have begun. So a program that stalls does not slow down the clock that measures it.
 */
export async function underLoad(
  { perSecond, seconds }: Load,
  act: (index: number) => Promise<void>,
): Promise<Latencies> {
  const count = Math.round(perSecond * seconds);
  const began = performance.now();
  const results: Promise<number | undefined>[] = [];
  for (let index = 0; index < count; index += 1) {
    const due = began + (index * 1_000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    results.push(limited(act(index)).then((done) => (done ? performance.now() - due : undefined)));
  }
  const measured = await Promise.all(results);
  const lost = measured.filter((one) => one === undefined).length;
  return { sorted: measured.map((one) => one ?? giveUpMs).sort((a, b) => a - b), lost };
}

async function limited(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), giveUpMs);
  });
  const done = await Promise.race([work.then(() => true), limit]);
  clearTimeout(timer);
  return done;
}
