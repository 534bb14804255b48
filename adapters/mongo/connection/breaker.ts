import { StoreUnavailable } from '../../../src/ports/incidents.ts';
import type { Log } from '../../../src/ports/runtime.ts';

export interface BreakerLimits {
  /** Calls that may be under way at once; what comes beyond that fails at once. */
  readonly mostUnderWay: number;
  /** The breaker opens after so many failures one after the other, */
  readonly failures: number;
  /** when nothing has been answered for so long: under mere load some calls fail and others are answered. */
  readonly silentMs: number;
  /** Between two probes while it is open. */
  readonly probeEveryMs: number;
}

/** A storm of alerts that share one write may well be thousands of calls. */
const usual: BreakerLimits = { mostUnderWay: 10_000, failures: 5, silentMs: 2_000, probeEveryMs: 250 };

/** Stands before every call of every store. */
export interface Breaker {
  isOpen(): boolean;
  /** Calls that wait for the database at this moment. */
  underWay(): number;
  /** Calls `heard` for each call that was passed on to the database, with how long it took and whether it was answered. */
  observe(heard: (call: { readonly ms: number; readonly answered: boolean }) => void): void;
  /** @throws StoreUnavailable at once while it is open or too much is under way, else what `ask` throws */
  run<T>(operation: () => Promise<T>): Promise<T>;
  stop(): void;
}

/**
 * A circuit breaker: while the database does not answer, calls fail at once instead of piling up, here and in the
 * server, which may still work at what its client gave up.
 *
 * It is not one of cockatiel or opossum: there the call of whoever comes next is the probe, and somebody waits ten
 * seconds for it. Here a ping probes, nobody waits, and the first answer closes it.
 *
 * @param probe settles when the database answers
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

type Call = (...args: never[]) => Promise<unknown>;

/** The same store, each of whose calls passes the breaker. */
export function behind<S extends { readonly [call in keyof S]: Call }>(breaker: Breaker, store: S): S {
  const calls = Object.entries<Call>(store).map(([name, call]): [string, Call] => [
    name,
    (...args) => breaker.run(() => call(...args)),
  ]);
  return Object.fromEntries(calls) as S;
}
