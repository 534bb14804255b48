import type { Log } from '../ports/runtime.ts';

/** Works of one start, undone in the opposite order: also when the start itself fails halfway. */
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
