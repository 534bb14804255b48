import { withTimeout } from '../../lib/async.ts';
import { type Leases, type Log, systemTicks, type Ticks } from '../../ports/runtime.ts';

const renewEveryMs = 5_000;
/** Who waits for a lease looks this often, so that one that was given back is taken at once. */
const lookEveryMs = 1_000;
/** A lease whose beat stands still for so long, by the watch of who looks, is taken from its holder. */
export const deadAfterMs = 25_000;
/** A holder that could not renew for so long ends what the lease is for: all of it is over before another begins. */
export const gaveUpAfterMs = deadAfterMs - 8_000;
/** What giving it back may take, for the database may be away. It runs out by itself otherwise. */
const releaseMs = 1_000;

export interface LeaseParts {
  readonly leases: Leases;
  /** Names this process, and no other that ever was. */
  readonly self: string;
  readonly log: Log;
  readonly ticks?: Ticks;
}

export interface LeaseWork {
  /** The lease is ours. Its failures are its own to handle. */
  won(): Promise<void>;
  /** It is not ours any more, or soon will not be. May begin while `won` is at it, and cuts that short; ends within 8 s. */
  lost(): Promise<void>;
}

export interface LeaseHold {
  /** Settles after the first look, and after `won` if that took it. */
  readonly tried: Promise<void>;
  holds(): boolean;
  /** Ends the work, then gives the lease back. */
  end(): Promise<void>;
}

/**
 * Takes the lease whenever it can be had and keeps it until `end`. Whoever is killed loses it after 25 s; whoever cannot
 * reach the database stops by itself before that, going by its own watch alone.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function holdLease(
  name: string,
  { leases, self, log, ticks = systemTicks }: LeaseParts,
  work: LeaseWork,
): LeaseHold {
  let ended = false;
  let held = false;
  let seen: { readonly beat: number; readonly since: number } | undefined;
  let wakeUp = () => {};
  let cancelExpiry = () => {};
  /** What winning or losing began. */
  let turn: Promise<unknown> = Promise.resolve();

  function begin(next: () => Promise<void>): void {
    const done = next().catch((err: unknown) => log.error({ err, lease: name }, 'A lease’s work failed'));
    turn = Promise.all([turn, done]);
  }

  /** @param asked when the database was asked: what it did, it did after that */
  function keepFrom(asked: number): void {
    cancelExpiry();
    cancelExpiry = ticks.after(asked + gaveUpAfterMs - ticks.now(), () => {
      log.warn({ lease: name }, 'A lease could not be renewed, so it is given up before another process takes it');
      lose();
    });
  }

  function lose(): void {
    if (!held) return;
    held = false;
    cancelExpiry();
    begin(work.lost);
  }

  async function renew(): Promise<void> {
    const asked = ticks.now();
    const ours = await leases.renew(name, self);
    if (!held) return;
    if (ours) return keepFrom(asked);
    log.warn({ lease: name }, 'A lease was taken by another process');
    lose();
  }

  async function look(): Promise<void> {
    // What the last time began is over first: it may still be ending what another must not have beside it.
    await turn;
    const { holder, beat } = await leases.look(name);
    const now = ticks.now();
    if (seen?.beat !== beat) seen = { beat, since: now };
    // Ours, it is left from before an outage, and nobody else has taken it since.
    const free = holder === undefined || holder === self || now - seen.since >= deadAfterMs;
    if (!free || ended) return;
    if (!(await leases.take(name, self, beat))) return;
    if (ended || ticks.now() - now >= gaveUpAfterMs) return;
    held = true;
    keepFrom(now);
    begin(work.won);
  }

  /** Gives how long to wait before the next time. */
  async function once(): Promise<number> {
    try {
      await (held ? renew() : look());
      return held ? renewEveryMs : lookEveryMs;
    } catch (err) {
      log.debug({ err, lease: name }, 'The database does not tell about a lease');
      return lookEveryMs;
    }
  }

  async function goOn(firstWaitMs: number): Promise<void> {
    for (let waitMs = firstWaitMs; !ended; waitMs = await once()) {
      await new Promise<void>((resolve) => {
        const cancel = ticks.after(waitMs, resolve);
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

  async function release(): Promise<void> {
    const released = going
      .then(() => leases.release(name, self))
      .catch((err: unknown) => log.debug({ err, lease: name }, 'A lease was not given back; it runs out by itself'));
    await withTimeout(released, releaseMs);
  }

  return {
    tried: first.then(() => turn).then(() => undefined),
    holds: () => held,
    async end() {
      if (!ended) {
        ended = true;
        lose();
        wakeUp();
      }
      await turn;
      await release();
    },
  };
}
