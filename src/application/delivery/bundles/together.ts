import { sleep } from '../../../lib/async.ts';

interface Waiting<Request, Result> {
  readonly request: Request;
  resolve(result: Result): void;
  reject(reason: unknown): void;
}

/**
 * Groups requests: those of the same moment are done together, and so are those that arrive meanwhile, one group at a time
 * for each key.
 *
 * @param gatherMs how long a request waits for others
 * @param work does all of these requests, and returns their results in order
 */
export function together<Request, Result>(
  work: (key: string, requests: readonly Request[]) => Promise<readonly Result[]>,
  gatherMs = 0,
): (key: string, request: Request) => Promise<Result> {
  const queues = new Map<string, Waiting<Request, Result>[]>();

  async function workOff(key: string, queue: Waiting<Request, Result>[]): Promise<void> {
    while (queue.length > 0) {
      if (gatherMs > 0) await sleep(gatherMs);
      const batch = queue.splice(0);
      try {
        const results = await work(
          key,
          batch.map(({ request }) => request),
        );
        for (const [index, one] of batch.entries()) one.resolve(results[index]!);
      } catch (err) {
        for (const one of batch) one.reject(err);
      }
    }
    queues.delete(key);
  }

  return (key, request) =>
    new Promise((resolve, reject) => {
      const one = { request, resolve, reject };
      const queue = queues.get(key);
      if (queue) {
        queue.push(one);
        return;
      }
      const started = [one];
      queues.set(key, started);
      queueMicrotask(() => void workOff(key, started));
    });
}
