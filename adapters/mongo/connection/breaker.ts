import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import type { Log } from '../../../src/ports/runtime.ts';

export interface BreakerLimits {
  /** The most calls at once; further calls fail at once. */
  readonly mostUnderWay: number;
  /** The breaker opens after this many failures in a row, */
  readonly failures: number;
  /** and when no call was answered for this long: under load some calls fail while others are answered. */
  readonly silentMs: number;
  /** The time between two probes while the breaker is open. */
  readonly probeEveryMs: number;
}

/** In a storm thousands of calls may share one write. */
const usual: BreakerLimits = { mostUnderWay: 10_000, failures: 5, silentMs: 2_000, probeEveryMs: 250 };

/** Guards every call of every store. */
export interface Breaker {
  isOpen(): boolean;
  /** Returns how many calls wait for the database at this moment. */
  underWay(): number;
  /** Calls `heard` for each call to the database, with its duration and whether it was answered. */
  observe(heard: (call: { readonly ms: number; readonly answered: boolean }) => void): void;
  /**
   * Runs the operation. @throws StoreUnavailable at once while the breaker is open or too many calls wait; otherwise the
   * operation's own error
   */
  run<T>(operation: () => Promise<T>): Promise<T>;
  stop(): void;
}

/**
 * Makes a circuit breaker: while the database does not answer, calls fail at once instead of queueing, here and in the
 * server, which may still work on calls that its client gave up.
 *
 * It does not use cockatiel or opossum, in which the next caller's call is the probe, and that caller waits ten seconds for
 * it. Here a ping is the probe, no caller waits, and the first answer closes the breaker.
 *
 * @param probe resolves when the database answers
 */
export function createBreaker(
  { probe, log }: { readonly probe: () => Promise<void>; readonly log: Log },
  changed: Partial<BreakerLimits> = {},
): Breaker {
  const limits = { ...usual, ...changed };
  let underWay = 0;
  let failures = 0;
  let answeredAt = performance.now();
  let open = false;
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let heard: Parameters<Breaker['observe']>[0] = () => undefined;

  function answered(): void {
    failures = 0;
    answeredAt = performance.now();
    if (!open) return;
    open = false;
    clearTimeout(timer);
    log.info({ component: 'database' }, 'circuit breaker closed: the database answers again');
  }

  function failed(): void {
    failures += 1;
    if (open || stopped || failures < limits.failures) return;
    if (performance.now() - answeredAt < limits.silentMs) return;
    open = true;
    log.warn(
      { component: 'database', failures, underWay },
      'circuit breaker opened: the database does not answer, and calls fail at once until it does',
    );
    probeLater();
  }

  function probeLater(): void {
    timer = setTimeout(() => {
      probe().then(answered, () => (open && !stopped ? probeLater() : undefined));
    }, limits.probeEveryMs);
    timer.unref();
  }

  return {
    isOpen: () => open,
    underWay: () => underWay,
    observe(observer) {
      heard = observer;
    },
    async run(operation) {
      if (open) throw new StoreUnavailable(new Error('The circuit breaker is open'));
      if (underWay >= limits.mostUnderWay) {
        throw new StoreUnavailable(new Error(`${limits.mostUnderWay} calls wait for the database already`));
      }
      underWay += 1;
      const began = performance.now();
      let isAnswered = true;
      try {
        const found = await operation();
        answered();
        return found;
      } catch (err) {
        isAnswered = !(err instanceof StoreUnavailable);
        if (isAnswered) answered();
        else failed();
        throw err;
      } finally {
        underWay -= 1;
        heard({ ms: performance.now() - began, answered: isAnswered });
      }
    },
    stop() {
      stopped = true;
      clearTimeout(timer);
    },
  };
}
