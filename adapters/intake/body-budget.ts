import { getHeapStatistics } from 'node:v8';
import type { PlainRequest } from '../../src/ports/http.ts';
import { Refusal } from './problem.ts';

/** A body takes a multiple of its size while it is read: as bytes, as text and as values. */
const memoryPerByte = 32;
/** Counted for a body that does not say how long it is. */
const unknownBytes = 1024 * 1024;
const retryAfter = { headers: { 'retry-after': '5' } };

function sparedBytes(): number {
  const { heap_size_limit: limit, used_heap_size: used } = getHeapStatistics();
  return (limit - used) / memoryPerByte;
}

/**
 * Bounds the size of the request bodies that are being handled at once: more of them than fit into memory would end the
 * process, and with it those that it has accepted.
 *
 * @param mostBytes how many; by default a 32nd of the memory that the process has left
 * @returns runs the work. It throws Refusal (503 with Retry-After), before anything is read, when the request has to come
 *   again; one that comes alone is always taken
 */
export function createBodyBudget(mostBytes = sparedBytes) {
  let inHand = 0;
  return async <T>({ headers }: Pick<PlainRequest, 'headers'>, work: () => Promise<T>): Promise<T> => {
    const bytes = Number(headers.get('content-length') ?? unknownBytes);
    if (inHand > 0 && inHand + bytes > mostBytes())
      throw new Refusal(503, 'More arrives than there is memory for: send the alerts again.', retryAfter);
    inHand += bytes;
    try {
      return await work();
    } finally {
      inHand -= bytes;
    }
  };
}
