import type { Processes } from '../../src/application/runtime/process-liveness.ts';

/** Processes of which the test says who is taken for dead. One that lives on goes on under another name, as real ones do. */
export class TestProcesses {
  #gone = new Set<string>();

  /** The others take it for dead from now on. */
  loses(name: string): void {
    this.#gone.add(name);
  }

  of(self: string): Processes {
    const name = () => {
      for (let life = 1; ; life += 1) {
        const one = life === 1 ? self : `${self}.${life}`;
        if (!this.#gone.has(one)) return one;
      }
    };
    let forgotten = new Set<string>();
    return {
      name,
      register: async () => name(),
      isGone: (one) => this.#gone.has(one),
      gone: () => [...this.#gone].filter((one) => !forgotten.has(one)),
      forget: async (one) => {
        forgotten = new Set([...forgotten, one]);
      },
      count: () => 1,
    };
  }
}
