import { withTimeout } from '../../lib/async.ts';

/** Requests to another process that wait for their answers. */
export interface Pending<T> {
  /**
   * @param send sends the request with this id
   * @returns the answer; undefined when there is none within `ms`
   */
  request(send: (id: number) => void, ms: number): Promise<T | undefined>;
  answered(id: number, answer: T): void;
}

export function createPending<T>(): Pending<T> {
  const waiting = new Map<number, (answer: T) => void>();
  let last = 0;
  return {
    async request(send, ms) {
      last += 1;
      const id = last;
      const answer = new Promise<T>((resolve) => waiting.set(id, resolve));
      send(id);
      const given = await withTimeout(answer, ms);
      waiting.delete(id);
      return given;
    },
    answered: (id, answer) => waiting.get(id)?.(answer),
  };
}
