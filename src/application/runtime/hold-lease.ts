import { withTimeout } from '../../lib/async.ts';
import { type Leases, type Log, systemTicks, type Ticks } from '../../ports/runtime.ts';
import type { Processes } from './process-liveness.ts';

/** Whoever waits for a lease looks this often, and so does its holder, whether it is still its own. */
const lookEveryMs = 1_000;
/** A holder that others may take for dead finds out so soon. */
const checkEveryMs = 500;
/** What giving it back may take, for the database may be away. It runs out by itself otherwise. */
const releaseMs = 1_000;

export interface LeaseParts {
  readonly leases: Leases;
  /** A lease belongs to the name of a process, for as long as that is alive. */
  readonly processes: Pick<Processes, 'name' | 'register' | 'isGone'>;
  readonly log: Log;
  readonly ticks?: Ticks;
}

export interface LeaseWork {
  /** The lease is ours. Its failures are its own to handle. */
  start(): Promise<void>;
  /** It is not ours any more, or soon will not be. May begin while `start` is at it, and cuts that short; ends within 2 s. */
  stop(): Promise<void>;
}

export interface LeaseHold {
  /** Settles after the first look, and after `start` if that took it. */
  readonly tried: Promise<void>;
  holds(): boolean;
  /** Ends the work, then gives the lease back. */
  end(): Promise<void>;
}

/**
 * Takes the lease whenever it can be had and keeps it until `end`. The others take it from a holder that is dead, 6 to 8 s
 * after its last beat; a holder that cannot reach the database ends its work 4 s after its last beat, before that.
 */
export function holdLease(
  name: string,
  { leases, processes, log, ticks = systemTicks }: LeaseParts,
  work: LeaseWork,
): LeaseHold {
  let ended = false;
  /** The name under which this process holds it. */
  let holder: string | undefined;
  let wakeUp = () => {};
  let cancelCheck = () => {};
  /** What winning or losing began. */
  let working: Promise<unknown> = Promise.resolve();

  function begin(next: () => Promise<void>): void {
    const done = next().catch((err: unknown) => log.error({ err, lease: name }, 'work under a lease failed'));
    working = Promise.all([working, done]);
  }

  function check(): void {
    cancelCheck = ticks.after(checkEveryMs, () => {
      if (processes.name() === holder) return check();
      lose('process may be taken for dead; it gives up a lease before another takes it');
    });
  }

  function lose(why?: string): void {
    if (holder === undefined) return;
    if (why) log.warn({ lease: name }, why);
    holder = undefined;
    cancelCheck();
    begin(work.stop);
  }

  async function look(): Promise<void> {
    // What the last time began is over first: it may still be ending what another must not have beside it.
    const before = holder;
    if (before === undefined) await working;
    const self = await processes.register();
    const { holder: current, beat } = await leases.look(name);
    if (before !== undefined) {
      if (holder === before && current !== before) lose('lease was taken by another process');
      return;
    }
    // Ours, it is left from before an outage, and nobody else has taken it since.
    const free = current === undefined || current === self || processes.isGone(current);
    if (!free || ended || !(await leases.take(name, self, beat))) return;
    if (ended || processes.name() !== self) return;
    holder = self;
    check();
    begin(work.start);
  }

  async function once(): Promise<void> {
    await look().catch((err: unknown) => log.debug({ err, lease: name }, 'database does not tell about a lease'));
  }

  async function goOn(): Promise<void> {
    for (; !ended; await once()) {
      await new Promise<void>((resolve) => {
        const cancel = ticks.after(lookEveryMs, resolve);
        wakeUp = () => {
          cancel();
          resolve();
        };
      });
      if (ended) return;
    }
  }

  const first = once();
  const going = first.then(goOn);

  /** @param holder the name under which it was held last */
  async function release(holder: string): Promise<void> {
    const released = going
      .then(() => leases.release(name, holder))
      .catch((err: unknown) => log.debug({ err, lease: name }, 'lease was not given back; it ends with this process'));
    await withTimeout(released, releaseMs);
  }

  return {
    tried: first.then(() => working).then(() => undefined),
    holds: () => holder !== undefined,
    async end() {
      const self = holder ?? processes.name();
      if (!ended) {
        ended = true;
        lose();
        wakeUp();
      }
      await working;
      if (self !== undefined) await release(self);
    },
  };
}
