import type { Log } from '../ports/runtime.ts';

/** Collects the steps that undo a start, and runs them in reverse order, also when the start fails halfway. */
export interface ShutdownSteps {
  push(what: () => Promise<void>): void;
  all(): Promise<void>;
}

export function createShutdownSteps(log: Log): ShutdownSteps {
  const works: (() => Promise<void>)[] = [];
  return {
    push: (what) => void works.push(what),
    async all() {
      for (const work of works.splice(0).reverse()) {
        await work().catch((err: unknown) => log.warn({ err }, 'shutdown step failed'));
      }
    },
  };
}
