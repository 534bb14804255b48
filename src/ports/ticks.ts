/** Time that only goes forward, whatever happens to the clock on the wall. */
export interface Ticks {
  /** Milliseconds since some moment of this process's own. */
  now(): number;
  /** Runs `work` after so many milliseconds; what is returned prevents it. */
  after(ms: number, work: () => void): () => void;
}

export const systemTicks: Ticks = {
  now: () => performance.now(),
  after(ms, work) {
    const timer = setTimeout(work, Math.max(0, ms));
    return () => clearTimeout(timer);
  },
};
