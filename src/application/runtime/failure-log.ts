import { type Log, systemTicks, type Ticks } from '../../ports/runtime.ts';

/** Failures of one kind are counted for so long before their number is logged. */
const periodMs = 10_000;
/** So many kinds of failure are told apart; all others count as one kind. */
const mostKinds = 50;

export interface FailureLog {
  /** Logs the first failure of its kind with its stack. Those that follow are counted, and logged as one line each period. */
  failed(about: object, err: unknown, message: string): void;
  /** Logs what is counted and not logged yet. */
  flush(): void;
}

interface Kind {
  readonly message: string;
  /** The failures since the last line. */
  count: number;
  lastReason: string;
  cancel(): void;
}

/** An overload makes thousands of failures for one reason: a line with a stack for each would hide that reason. */
export function createFailureLog(log: Pick<Log, 'error'>, ticks: Ticks = systemTicks): FailureLog {
  const kinds = new Map<string, Kind>();

  function tell(kind: Kind): void {
    const { message, count, lastReason } = kind;
    if (count > 0) log.error({ failures: count, lastReason, withinMs: periodMs }, message);
    kind.count = 0;
  }

  /** A period without a failure ends the kind: the next one is logged with its stack again. */
  function endPeriod(key: string, kind: Kind): void {
    if (kind.count === 0) {
      kinds.delete(key);
      return;
    }
    tell(kind);
    kind.cancel = ticks.after(periodMs, () => endPeriod(key, kind));
  }

  return {
    failed(about, err, message) {
      const reason = String(err);
      const own = `${message}\n${reason}`;
      const key = kinds.has(own) || kinds.size < mostKinds ? own : message;
      const known = kinds.get(key);
      if (known) {
        known.count += 1;
        known.lastReason = reason;
        return;
      }
      log.error({ ...about, err }, message);
      const kind: Kind = { message, count: 0, lastReason: reason, cancel: () => undefined };
      kind.cancel = ticks.after(periodMs, () => endPeriod(key, kind));
      kinds.set(key, kind);
    },
    flush() {
      for (const kind of kinds.values()) {
        kind.cancel();
        tell(kind);
      }
      kinds.clear();
    },
  };
}
