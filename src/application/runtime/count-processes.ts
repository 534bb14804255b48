import { type Log, type ProcessRegistry, systemTicks, type Ticks } from '../../ports/runtime.ts';

const everyMs = 5_000;
/** Whose count has stood still for so long is not there any more, by this process's own watch: no clocks are compared. */
const silentAfterMs = 20_000;
const struckAfterMs = 120_000;

export interface ProcessCount {
  /** How many processes share the platforms' limits, with this one: at least 1. */
  count(): number;
  /** Settles after the first look. */
  readonly looked: Promise<void>;
  /** Takes this one off the list. */
  stop(): Promise<void>;
}

/** Counts the processes on this database, so that together they keep to what a platform lets through. */
export function countProcesses(
  processRegistry: ProcessRegistry,
  { self, log, ticks = systemTicks }: { self: string; log: Log; ticks?: Ticks },
): ProcessCount {
  const seen = new Map<string, { beat: number; at: number }>();
  let cancel = () => {};
  let stopped = false;

  async function look(): Promise<void> {
    try {
      const beats = await processRegistry.sign(self);
      const now = ticks.now();
      for (const [who, beat] of beats) if (seen.get(who)?.beat !== beat) seen.set(who, { beat, at: now });
      for (const who of seen.keys()) if (!beats.has(who)) seen.delete(who);
      const gone = [...seen].filter(([, { at }]) => now - at > struckAfterMs).map(([who]) => who);
      if (gone.length > 0) await processRegistry.strike(gone);
    } catch (err) {
      // As many as last time: without the database nobody sends anything new.
      log.debug({ err }, 'The processes could not be counted');
    }
    if (!stopped) cancel = ticks.after(everyMs, () => void look());
  }

  return {
    count: () => Math.max(1, [...seen.values()].filter(({ at }) => ticks.now() - at <= silentAfterMs).length),
    looked: look(),
    async stop() {
      stopped = true;
      cancel();
      await processRegistry.strike([self]).catch(() => undefined);
    },
  };
}
