import type { Db } from 'mongodb';
import type { Clock, Log } from '../../../src/ports/runtime.ts';

const lookEveryMs = 60_000;
/** The time between two looks until the first good answer: a wrong clock matters from the first moment. */
const lookAgainMs = 2_000;
/** A slower answer is inaccurate, and is used only when there is no other. */
const lookWithinMs = 5_000;
/** A clock that runs differently from a stopwatch by so much was set, or the machine was suspended. */
const jumpMs = 2_000;
/** A smaller difference may come from the round trip and not from the clocks. */
const toleratedMs = 500;
const loggedFromMs = 2_000;

export interface SharedClock extends Clock {
  /** Reads the database's clock. Never fails: without an answer it keeps the present difference. */
  look(): Promise<void>;
  stop(): void;
}

/**
 * Makes one clock for all processes on one database: the database's own. If each process used its machine's clock, a process
 * that is ahead would take claims of others for abandoned, page a second time, and take every step too early.
 *
 * @param here the clock of this machine, which counts between two looks
 * @param stopwatch milliseconds that no setting of the clock changes
 */
export function createSharedClock(
  db: Pick<Db, 'command'>,
  here: Clock,
  log: Log,
  stopwatch: () => number = () => performance.now(),
): SharedClock {
  let aheadMs = 0;
  let timer: NodeJS.Timeout | undefined;
  let known: 'nothing' | 'roughly' | 'well' = 'nothing';
  let stopped = false;
  let isLooking = false;
  /** The machine's clock less the stopwatch; it changes only when the clock jumps. */
  let startedAt = here.now().getTime() - stopwatch();

  async function look(): Promise<void> {
    try {
      const [asked, since] = [here.now().getTime(), stopwatch()];
      const { localTime } = await db.command({ hello: 1 });
      const tookMs = stopwatch() - since;
      const rough = tookMs > lookWithinMs;
      if (!(localTime instanceof Date) || (rough && known !== 'nothing')) return;
      known = rough ? 'roughly' : 'well';
      const difference = localTime.getTime() - (asked + tookMs / 2);
      const next = Math.abs(difference) < Math.max(toleratedMs, tookMs) ? 0 : Math.round(difference);
      if (Math.abs(next - aheadMs) >= loggedFromMs) {
        log.warn({ aheadMs: next }, 'clock differs from the database’s; set this machine’s clock');
      }
      aheadMs = next;
      startedAt = asked - since;
    } catch {
      // The database does not answer, so the process can do nothing with a better clock.
    }
  }

  function lookSoon(): void {
    if (isLooking) return;
    isLooking = true;
    void look().then(() => {
      isLooking = false;
    });
  }

  /**
   * Returns the time of this machine. After a jump it goes on by the stopwatch until the database has answered: a step
   * must not be taken early because somebody set the clock.
   */
  function localNow(): number {
    const [now, going] = [here.now().getTime(), startedAt + stopwatch()];
    if (known === 'nothing' || Math.abs(now - going) < jumpMs) return now;
    lookSoon();
    return going;
  }

  function lookOn(): void {
    if (stopped) return;
    timer = setTimeout(() => void look().then(lookOn), known === 'well' ? lookEveryMs : lookAgainMs);
    timer.unref();
  }

  lookOn();
  return {
    now: () => new Date(localNow() + aheadMs),
    look,
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
