import type { Clock, Log, Scheduler } from '../../ports/runtime.ts';

/** Work that a dead process left is found after so long at most. */
const longestRestMs = 10_000;
const soonMs = 1000;

export interface LookRhythm {
  /** `resting`: nothing can be due since the last look. `changed`: the configuration has changed. */
  begin(configured: object): { readonly changed: boolean; readonly resting: boolean };
  /** Ends a successful look; `next` are the times of the next due work. Requests a wake at the first of them. */
  end(next: readonly Date[]): Promise<void>;
}

/**
 * Decides whether a look is needed. Sweeps come every two seconds and mostly find nothing to do; this saves them the
 * query.
 *
 * @param name of the wakes, the same for all processes
 */
export function lookRhythm(
  { clock, scheduler, log }: { clock: Clock; scheduler: Scheduler; log: Log },
  name: string,
): LookRhythm {
  let seen: object | undefined;
  let looking: object | undefined;
  let restsUntil = new Date(0);
  let asked: number | undefined;

  return {
    begin(configured) {
      looking = configured;
      const changed = configured !== seen;
      return { changed, resting: !changed && clock.now() < restsUntil };
    },
    async end(next) {
      seen = looking;
      const rest = clock.now().getTime() + longestRestMs;
      const first = Math.min(...next.map((at) => at.getTime()));
      restsUntil = new Date(Math.min(rest, first));
      // By whole seconds, so that what is due almost together needs one wake.
      const wake = Math.ceil(first / 1000) * 1000;
      if (!Number.isFinite(wake) || wake === asked) return;
      asked = wake;
      try {
        await scheduler.wakeAt(new Date(wake), name);
      } catch (err) {
        log.warn({ err, name }, 'wake could not be stored; the sweep replaces it');
      }
    },
  };
}

/** Returns when to look again after something was begun, or may have failed. */
export function soonAfter(now: Date): Date {
  return new Date(now.getTime() + soonMs);
}
