import { sleep } from '../../../src/lib/async.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { Started } from './way.ts';

/** A server that ends this often in a row does not stay up after another start. */
const RESTARTS_IN_A_ROW = 5;
const FIRST_PAUSE_MS = 500;
/** A server that has run for this long has started successfully. */
const STEADY_MS = 60_000;

/**
 * Restarts the server on the same port when it ends by itself, such as when the system kills it for its memory. Returns a
 * function that stops it for good.
 */
export function keepRunning(first: Started, again: (port: number) => Promise<Started>, log: Log): () => Promise<void> {
  const stopping = new AbortController();
  let current = first;

  async function superviseServer(): Promise<void> {
    let restarts = 0;
    while (!stopping.signal.aborted) {
      const since = Date.now();
      await current.server.ended;
      if (stopping.signal.aborted) return;
      const output = current.server.tail().slice(-2_000);
      restarts = Date.now() - since > STEADY_MS ? 1 : restarts + 1;
      log.error(
        { version: current.version, output, restarts },
        'embedded database ended unexpectedly; starting it again',
      );
      if (!(await startedAgain(restarts))) return;
    }
  }

  async function startedAgain(before: number): Promise<boolean> {
    for (let attempt = before; attempt <= RESTARTS_IN_A_ROW; attempt++) {
      await sleep(FIRST_PAUSE_MS * 2 ** (attempt - 1), stopping.signal);
      if (stopping.signal.aborted) return false;
      try {
        current = await again(first.port);
        log.warn({ version: current.version }, 'embedded database runs again');
        return true;
      } catch (err) {
        log.error({ err, attempt }, 'embedded database did not start again');
      }
    }
    log.error({}, 'embedded database stays down; restart Tocsin, or set MONGODB_URI to your own server');
    return false;
  }

  const supervising = superviseServer();
  return async () => {
    stopping.abort();
    await current.server.stop();
    // A restart may be in progress.
    await supervising;
    await current.server.stop();
  };
}
