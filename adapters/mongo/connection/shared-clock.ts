import type { Db } from 'mongodb';
import type { Clock, Log } from '../../../src/ports/runtime.ts';

const lookEveryMs = 60_000;
/** Until there is a good answer: what a clock is off by counts from the first moment. */
const lookAgainMs = 2_000;
/** An answer that took longer tells little; it is taken where there is none at all. */
const lookWithinMs = 5_000;
/** Below this it is the way there and back that was measured, rather than the clocks. */
const toleratedMs = 500;
const loggedFromMs = 2_000;

export interface SharedClock extends Clock {
  /** Looks at the database's clock. Fails never: without an answer it goes on as it was. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * One clock for all processes on one database: its own. Were each to go by the clock of its machine, the one that is ahead
 * would take what another has claimed for abandoned, and page a second time, and would take every step too early.
 *
 * @param here the clock of this machine, which goes on between two looks
 */
export function createSharedClock(db: Pick<Db, 'command'>, here: Clock, log: Log): SharedClock {
  let aheadMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let known: 'nothing' | 'roughly' | 'well' = 'nothing';
  let stopped = false;

  async function look(): Promise<void> {
    try {
      const [asked, since] = [here.now().getTime(), performance.now()];
      const { localTime } = await db.command({ hello: 1 });
      const tookMs = performance.now() - since;
      const rough = tookMs > lookWithinMs;
      if (!(localTime instanceof Date) || (rough && known !== 'nothing')) return;
      known = rough ? 'roughly' : 'well';
      const difference = localTime.getTime() - (asked + tookMs / 2);
      const next = Math.abs(difference) < Math.max(toleratedMs, tookMs) ? 0 : Math.round(difference);
      if (Math.abs(next - aheadMs) >= loggedFromMs) {
        log.warn({ aheadMs: next }, 'clock differs from the database’s; set this machine’s clock');
      }
      aheadMs = next;
    } catch {
      // The database is away: nobody can do anything with a better clock either.
    }
  }

  function lookOn(): void {
    if (stopped) return;
    timer = setTimeout(() => void look().then(lookOn), known === 'well' ? lookEveryMs : lookAgainMs);
    timer.unref();
  }

  lookOn();
  return {
    now: () => new Date(here.now().getTime() + aheadMs),
    look,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
