import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Posted, Posting } from './post-alerts-process.ts';
import { diedOf, end } from './processes.ts';

export interface Poster {
  /** One at a time. */
  post(posting: Posting): Promise<Posted>;
  stop(): Promise<void>;
}

/** Whoever posts has a process of its own, so that it does not wait for what the fakes do here. */
export function startPoster(): Poster {
  const child = fork(fileURLToPath(new URL('./post-alerts-process.ts', import.meta.url)));
  const died = diedOf(child, 'The process that posts alerts');
  return {
    async post(posting) {
      child.send(posting);
      const [posted] = (await Promise.race([once(child, 'message'), died])) as [Posted];
      return posted;
    },
    stop: () => end(child, () => child.disconnect()),
  };
}
