import { sleep } from '../../lib/async.ts';
import { StoreUnavailable } from '../../ports/incidents.ts';

const firstPauseMs = 100;
const longestPauseMs = 1_000;
const giveUpAfterMs = 10 * 60_000;

/**
 * Writes down what has happened already, such as a page that went out, however long the database is away: were it
 * forgotten, it would be done again. Each pause is short, so that it is written before anybody else looks.
 *
 * @throws StoreUnavailable after ten minutes, and at once whatever else went wrong
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
