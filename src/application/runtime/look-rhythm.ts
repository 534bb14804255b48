import type { Clock, Log, Scheduler } from '../../ports/runtime.ts';

/** What another process left behind when it died is found so late at most. */
const longestRestMs = 10_000;
const soonMs = 1000;

export interface LookRhythm {
  /** `resting`: nothing can have become due since the last look. `changed`: the file says something else by now. */
  begin(configured: object): { readonly changed: boolean; readonly resting: boolean };
  /** The look went well; the next things are due at these times. Asks for a wake at the first of them. */
  end(next: readonly Date[]): Promise<void>;
}

/**
 * Sweeps come every two seconds, and most find nothing to do: this spares them the question to the database.
 *
 * @param name of the wakes; the one that is asked for is the same one for all processes
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

/** When to look again where something was begun, or may have failed. */
export function soonAfter(now: Date): Date {
  return new Date(now.getTime() + soonMs);
}
