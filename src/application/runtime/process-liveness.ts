import { createCache } from '../../lib/cache.ts';
import { type Log, type ProcessRegistry, systemTicks, type Ticks } from '../../ports/runtime.ts';

export const beatEveryMs = 2_000;
/** A process is dead when its count has not changed for so long, by the clock of the process that looks. */
export const deadAfterMs = 6_000;
/** The result of a look that took at most so long is the state at its beginning. */
const promptMs = 1_000;
/**
 * A process whose own count may not have changed for so long may be taken for dead, so it continues under another name.
 */
const renamedAfterMs = deadAfterMs - promptMs;
/**
 * A process uses its claims only for so long after a heartbeat, so that what it begins to send begins before anybody
 * takes over.
 */
const reliesForMs = 4_000;
/** A process that has not looked for so long judges no other: it may have been frozen itself. */
const watchesAnewAfterMs = 2 * beatEveryMs;
/** Names of dead processes that are remembered. One that is forgotten is watched anew, and gone again after `deadAfterMs`. */
const rememberedNames = 10_000;
/** Timers may run a moment early. */
const toleranceMs = 50;

/** Knows which processes live, and the name under which this one claims what it is about to send. */
export interface Processes {
  /** Undefined while other processes may take this one for dead. */
  name(): string | undefined;
  /** The same, after a heartbeat if necessary. Throws StoreUnavailable. */
  register(): Promise<string>;
  /** Returns whether a process is dead or stopped. That is final: a process that comes back has another name. */
  isGone(name: string): boolean;
  /** Returns the dead processes that may have left claims. */
  gone(): readonly string[];
  /** Records that a dead process has no claims left. */
  forget(name: string): Promise<void>;
  /** How many processes share the platforms' limits, with this one: at least 1. */
  count(): number;
}

export interface ProcessLiveness extends Processes {
  /** Settles after the first look. */
  readonly looked: Promise<void>;
  /** Calls this whenever a process turns out to be gone. */
  whenGone(work: () => void): void;
  stop(): Promise<void>;
}

interface LivenessParts {
  /** Names this process, and no other that ever was. */
  readonly self: string;
  readonly log: Log;
  readonly ticks?: Ticks;
  /** The database is this process's alone, so every other one is gone. */
  readonly sole?: boolean;
}

/** What is known of a process. `absent`: a claim names it, and the registry does not have it. */
interface Seen {
  readonly count: number | 'stopped' | 'absent';
  readonly since: number;
  readonly gone: boolean;
}

/** Judges the other processes by the counts that this one sees. */
function judgeOthers(ticks: Ticks, sole: boolean) {
  const seen = new Map<string, Seen>();
  /** Dead processes without claims: a lease or a late write may still name them. */
  const forgotten = createCache<string, true>({ max: rememberedNames });
  let lookedAt = Number.NEGATIVE_INFINITY;

  return {
    /** @returns whether any of them has turned out to be gone */
    look(self: string, counts: ReadonlyMap<string, number | 'stopped'>, asked: number): boolean {
      const judges = asked - lookedAt <= watchesAnewAfterMs;
      lookedAt = asked;
      const now = Math.max(asked, ticks.now() - promptMs);
      let newlyGone = false;
      for (const one of new Set([...counts.keys(), ...seen.keys()])) {
        if (one === self) continue;
        const before = seen.get(one);
        const count = counts.get(one) ?? (before?.count === 'absent' ? 'absent' : 'stopped');
        const since = before && before.count === count && (judges || before.gone) ? before.since : now;
        const dead = before?.gone || asked - since >= deadAfterMs - toleranceMs;
        const gone = sole || count === 'stopped' || forgotten.has(one) || dead;
        newlyGone ||= gone && !before?.gone;
        seen.set(one, { count, since, gone });
      }
      return newlyGone;
    },
    /** Observes a process that no look has shown yet. */
    isGone(one: string): boolean {
      if (sole || forgotten.has(one)) return true;
      const known = seen.get(one);
      if (!known) seen.set(one, { count: 'absent', since: ticks.now(), gone: false });
      return known?.gone ?? false;
    },
    gone: () => [...seen].flatMap(([one, { gone }]) => (gone ? one : [])),
    forget(one: string) {
      seen.delete(one);
      forgotten.set(one, true);
    },
    living: () => [...seen.values()].filter(({ count, gone }) => count !== 'absent' && !gone).length,
  };
}

/**
 * Raises this process's count every 2 s and watches those of the others. A process is dead when its count has stood still
 * for 6 s, by the watch of whoever looks: no clocks are compared.
 */
export function followProcesses(
  registry: ProcessRegistry,
  { self, log, ticks = systemTicks, sole = false }: LivenessParts,
): ProcessLiveness {
  const others = judgeOthers(ticks, sole);
  const formerNames = createCache<string, true>({ max: rememberedNames });
  let names = 1;
  const listeners: (() => void)[] = [];
  let current = self;
  /** When the last beat that the registry has was asked for. */
  let beaten = Number.NEGATIVE_INFINITY;
  let looking: Promise<void> | undefined;
  let cancel = () => {};
  let stopped = false;

  function name(): string | undefined {
    const relies = sole ? Number.isFinite(beaten) : ticks.now() - beaten <= reliesForMs;
    return relies ? current : undefined;
  }

  /** Others may have taken over its claims, so nothing more is sent under that name. */
  async function takeAnotherName(): Promise<void> {
    log.warn({ silentForMs: Math.round(ticks.now() - beaten) }, 'process was silent for too long; it claims anew');
    const former = current;
    formerNames.set(former, true);
    names += 1;
    current = `${self}.${names}`;
    beaten = Number.NEGATIVE_INFINITY;
    await registry.stop(former);
  }

  function mayBeTakenForDead(): boolean {
    return !sole && Number.isFinite(beaten) && ticks.now() - beaten > renamedAfterMs;
  }

  async function look(): Promise<void> {
    if (mayBeTakenForDead()) await takeAnotherName();
    const asked = ticks.now();
    const counts = await registry.beat(current);
    // The heartbeat may have come too late.
    if (mayBeTakenForDead()) return look();
    beaten = asked;
    if (others.look(current, counts, asked)) for (const tell of listeners) tell();
  }

  /** One at a time, for all who ask. */
  function lookOnce(): Promise<void> {
    looking ??= look().finally(() => {
      looking = undefined;
    });
    return looking;
  }

  async function lookOn(): Promise<void> {
    const asked = ticks.now();
    // As many as last time: without the database nobody sends anything new.
    await lookOnce().catch((err: unknown) => log.debug({ err }, 'process registry does not answer'));
    if (!stopped) cancel = ticks.after(asked + beatEveryMs - ticks.now(), () => void lookOn());
  }

  return {
    looked: lookOn(),
    name,
    async register() {
      for (;;) {
        const known = name();
        if (known !== undefined) return known;
        await lookOnce();
      }
    },
    isGone: (one) => one !== current && (formerNames.has(one) || others.isGone(one)),
    gone: others.gone,
    async forget(one) {
      await registry.remove([one]);
      others.forget(one);
    },
    count: () => 1 + others.living(),
    whenGone: (work) => void listeners.push(work),
    async stop() {
      stopped = true;
      cancel();
      await registry.stop(current).catch(() => undefined);
    },
  };
}
