import { withTimeout } from '../../lib/async.ts';
import { type Leases, type Log, systemTicks, type Ticks } from '../../ports/runtime.ts';
import type { Processes } from './process-liveness.ts';

/** A process that waits for the lease looks this often, and so does its holder. */
const lookEveryMs = 1_000;
/** A holder notices after so long that others may take it for dead. */
const checkEveryMs = 500;
/** The database may be away while the lease is released; it then ends with the process. */
const releaseMs = 1_000;

export interface LeaseParts {
  readonly leases: Leases;
  /** A lease belongs to the name of a process, while that process lives. */
  readonly processes: Pick<Processes, 'name' | 'register' | 'isGone'>;
  readonly log: Log;
  readonly ticks?: Ticks;
}

export interface LeaseWork {
  /** This process has the lease: begins the work. It handles its own failures. */
  start(): Promise<void>;
  /**
   * The lease is lost, or soon will be: ends the work within 2 s. May be called while `start` runs, and cuts it short.
   */
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
 * Takes the lease when it is free and keeps it until `end`. Others take it from a dead holder 6 to 8 s after its last
 * heartbeat. A holder that cannot reach the database ends its work 4 s after its last heartbeat, before that.
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
  /** The work that taking or losing the lease began. */
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
    // Wait until the last work has ended: two processes must not do it at once.
    const before = holder;
    if (before === undefined) await working;
    const self = await processes.register();
    const { holder: current, beat } = await leases.look(name);
    if (before !== undefined) {
      if (holder === before && current !== before) lose('lease was taken by another process');
      return;
    }
    // A lease under this process's own name is left from before an outage, and nobody has taken it since.
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
