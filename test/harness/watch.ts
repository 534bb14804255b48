import type { Ticks } from '../../src/ports/runtime.ts';

/** A process's own watch, which the test moves. Each one may go by its own. */
export class TestTicks implements Ticks {
  // Whole milliseconds: sums of fractions are a little off.
  #now = Math.floor(Math.random() * 1_000_000);
  #waiting = new Set<{ readonly at: number; readonly work: () => void }>();

  now = () => this.#now;

  after(ms: number, work: () => void): () => void {
    const one = { at: this.#now + Math.max(0, ms), work };
    this.#waiting.add(one);
    return () => void this.#waiting.delete(one);
  }

  /** What is due runs, in order, and each as it is due; what it begins may still be under way. */
  passes(ms: number): void {
    const end = this.#now + ms;
    for (;;) {
      const [next] = [...this.#waiting].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
      if (!next) break;
      this.#waiting.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.work();
    }
    this.#now = end;
  }
}
