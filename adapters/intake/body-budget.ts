import { getHeapStatistics } from 'node:v8';
import type { PlainRequest } from '../../src/ports/http.ts';
import { Refusal } from './problem.ts';

/** A body takes a multiple of its size while it is handled: as bytes, as text and as values. */
const memoryPerByte = 32;
/** Counted for a body that does not say how long it is. */
const unknownBytes = 1024 * 1024;
const unpackedPerByte = 10;
/** A body that waits is unread and takes no heap, but its connection takes a file. */
const mostWaiting = 1_000;
const waitsMs = 5_000;
const retryAfter = { headers: { 'retry-after': '5' } };

interface Limits {
  readonly bytes?: number;
  readonly waiting?: number;
  readonly waitMs?: number;
}

/** One request among the bodies that are handled at once. */
export interface BodyPermit {
  /** Waits for its turn. Throws Refusal (503 with Retry-After) when its turn does not come. */
  take(): Promise<void>;
  /** Keeps its memory counted until the work ends, also when its sender was told to try again before that. Returns the work. */
  keepFor<T>(work: Promise<T>): Promise<T>;
  leave(): void;
}

/**
 * Returns how many bytes of bodies may be handled at once.
 *
 * @param heapLimit the size to which the heap may grow, in bytes. What is used now says nothing: most of it may be garbage
 */
export function bodyBytesAtOnce(heapLimit: number): number {
  return Math.floor(heapLimit / memoryPerByte);
}

/** Returns what a request counts, in bytes, before anything of its body is read. */
export function countedBytes({ method, headers }: Pick<PlainRequest, 'method' | 'headers'>): number {
  if (method === 'GET') return 0;
  const bytes = Number(headers.get('content-length') ?? unknownBytes);
  return headers.has('content-encoding') ? bytes * unpackedPerByte : bytes;
}

/**
 * Bounds the size of the request bodies that are handled at once: more of them than fit into memory would end the process.
 * The others wait unread, in the order in which they came. One that is alone is always taken.
 */
export function createBodyBudget({
  bytes: most = bodyBytesAtOnce(getHeapStatistics().heap_size_limit),
  waiting: mostQueued = mostWaiting,
  waitMs = waitsMs,
}: Limits = {}) {
  const queue = new Set<{ readonly bytes: number; readonly begin: () => void }>();
  let taken = 0;

  const fits = (bytes: number) => taken === 0 || taken + bytes <= most;

  function letIn(): void {
    for (const next of queue) {
      if (!fits(next.bytes)) return;
      queue.delete(next);
      taken += next.bytes;
      next.begin();
    }
  }

  function wait(bytes: number): Promise<void> {
    return new Promise((resolve, reject) => {
      const begin = () => {
        clearTimeout(timer);
        resolve();
      };
      const one = { bytes, begin };
      const timer = setTimeout(() => {
        queue.delete(one);
        reject(tooMuch());
        // One that is smaller may stand behind it.
        letIn();
      }, waitMs);
      queue.add(one);
    });
  }

  return (request: Pick<PlainRequest, 'method' | 'headers'>): BodyPermit => {
    const bytes = countedBytes(request);
    let holds = false;
    let works = 0;
    let left = false;
    const free = () => {
      if (!holds || !left || works > 0) return;
      holds = false;
      taken -= bytes;
      letIn();
    };
    return {
      async take() {
        if (queue.size === 0 && fits(bytes)) taken += bytes;
        else if (queue.size >= mostQueued) throw tooMuch();
        else await wait(bytes);
        holds = true;
      },
      keepFor(work) {
        works += 1;
        const ended = () => {
          works -= 1;
          free();
        };
        work.then(ended, ended);
        return work;
      },
      leave() {
        left = true;
        free();
      },
    };
  };
}

function tooMuch(): Refusal {
  return new Refusal(503, 'More arrives than there is memory for: send the alerts again.', retryAfter);
}
