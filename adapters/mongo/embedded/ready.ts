import type { MongoClient } from 'mongodb';
import { sleep } from '../../../src/lib/async.ts';
import { embeddedClient } from './password.ts';
import type { Server } from './supervise.ts';
import { CannotStart } from './way.ts';

/** Long enough for the recovery of a server that was killed. */
const START_LIMIT_MS = 60_000;
const LOOK_EVERY_MS = 50;

/**
 * Returns a client of this one server once the server answers. The client ignores the members of a replica set that the
 * server reports.
 */
export function clientOnceUp(server: Server, port: number): Promise<MongoClient> {
  return untilServer(server, async () => {
    // Each attempt needs a new client: after a failed first connection a client always reports "Topology is closed".
    const client = embeddedClient(port);
    try {
      await client.db('admin').command({ ping: 1 });
      return client;
    } catch (error) {
      await client.close();
      throw error;
    }
  });
}

/** Calls `look` until it returns a value, while the server runs. */
export async function untilServer<T>(server: Server, look: () => Promise<T | undefined>): Promise<T> {
  const limit = Date.now() + START_LIMIT_MS;
  let last: Error | undefined;
  for (;;) {
    if (server.hasEnded()) throw new CannotStart(whyItEnded(server));
    const found = await look().catch((error: Error) => {
      last = error;
      return undefined;
    });
    if (found !== undefined) return found;
    if (Date.now() > limit) {
      throw new CannotStart(
        `it was not ready within ${START_LIMIT_MS / 1000} s: ${last?.message ?? 'it said nothing'}`,
      );
    }
    await sleep(LOOK_EVERY_MS);
  }
}

/**
 * Returns why the server ended. A server that was killed a moment ago, or runs in another container, may still lock the
 * files.
 */
function whyItEnded(server: Server): string {
  const tail = server.tail();
  if (
    /already being managed by another process|DBPathInUse|Resource temporarily unavailable|Unable to lock/i.test(tail)
  ) {
    return 'another server has these data files open; stop that one first';
  }
  if (/Illegal instruction/i.test(tail)) return 'this processor lacks instructions that it needs';
  const last = tail.split('\n').findLast((line) => line.trim() !== '');
  return last ? `it ended at once: ${last.slice(0, 300)}` : 'it ended at once and did not say why';
}
