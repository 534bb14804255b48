import { sleep } from '../../lib/async.ts';
import { StoreUnavailable } from '../../ports/incidents.ts';

const firstPauseMs = 100;
const longestPauseMs = 1_000;
const giveUpAfterMs = 10 * 60_000;

/**
 * Retries the write of something that has happened already, such as a sent page, while the database is away: without the
 * write it would be done again. The pauses are short, so that it is written before another process looks.
 *
 * @throws StoreUnavailable after ten minutes; any other error at once
 */
export async function untilKept<T>(write: () => Promise<T>): Promise<T> {
  const end = performance.now() + giveUpAfterMs;
  for (let pause = firstPauseMs; ; pause = Math.min(longestPauseMs, pause * 2)) {
    try {
      return await write();
    } catch (err) {
      if (!(err instanceof StoreUnavailable) || performance.now() + pause > end) throw err;
    }
    await sleep(pause);
  }
}
