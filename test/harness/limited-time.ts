import { platformRules } from '../../src/application/delivery/rate-limits/limits.ts';
import type { Permit } from '../../src/application/delivery/rate-limits/permit-queue.ts';
import { createRateLimiter, type RateLimiter } from '../../src/application/delivery/rate-limits/rate-limiter.ts';
import type { TestClock } from './time.ts';
import { eventually } from './wait.ts';

/**
 * The real rate limiter on a clock that stands still until the test lets time pass. Between two of its moments everything
 * that was granted is sent, however slow the machine is.
 */
export class LimitedTime {
  readonly rateLimiter: RateLimiter;
  /** How many wait for their permit. */
  waiting = 0;
  /** How many of them are pages of one incident. */
  waitingPages = 0;
  #timers: { at: number; run: () => void }[] = [];
  #underWay = 0;
  readonly #clock: () => TestClock;

  constructor(clock: () => TestClock, share = 1) {
    this.#clock = clock;
    const real = createRateLimiter(platformRules, {
      share: () => share,
      now: () => this.#now(),
      later: (ms, run) => {
        const timer = { at: this.#now() + ms, run };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((one) => one !== timer);
        };
      },
    });
    this.rateLimiter = {
      waitMs: real.waitMs,
      acquire: (request) => {
        const asked = real.acquire(request);
        if (!(asked instanceof Promise)) return this.#counted(asked);
        const page = request.rank === 'page' || request.rank === 'urgent-page' ? 1 : 0;
        this.waiting += 1;
        this.waitingPages += page;
        return asked.then((permit) => {
          this.waiting -= 1;
          this.waitingPages -= page;
          return this.#counted(permit);
        });
      },
    };
  }

  #now(): number {
    return this.#clock().now().getTime();
  }

  #counted(permit: Permit): Permit {
    let released = false;
    this.#underWay += 1;
    return {
      release: () => {
        if (!released) this.#underWay -= 1;
        released = true;
        permit.release();
      },
    };
  }

  /** Lets time pass up to `until`, permit by permit, and runs `eachSecond` after every second. */
  async passes(seconds: number, eachSecond: () => Promise<unknown> = async () => undefined): Promise<void> {
    const from = this.#now();
    for (let second = 1; second <= seconds; second += 1) {
      const until = from + second * 1_000;
      for (let next = this.#next(until); next; next = this.#next(until)) {
        this.#timers.splice(this.#timers.indexOf(next), 1);
        if (next.at > this.#now()) this.#clock().set(new Date(next.at));
        next.run();
        await eventually('what was granted is sent', () => this.#underWay === 0);
      }
      this.#clock().set(new Date(until));
      await eachSecond();
      await eventually('what was granted is sent', () => this.#underWay === 0);
    }
  }

  #next(until: number) {
    return this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
  }
}
