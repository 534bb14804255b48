import { randomUUID } from 'node:crypto';
import { createCache } from '../../lib/cache.ts';
import { createInFlight } from '../../lib/in-flight.ts';
import { truncate } from '../../lib/text.ts';
import type { AuditEntry, AuditLog } from '../../ports/audit.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

/** Records that come within this time are written together. */
const gatherMs = 100;
const batch = 500;
/**
 * So many records wait in memory while the database is away. People who act then are told anyway that nothing was kept.
 */
const mostWaiting = 10_000;
const pauseMs = 1_000;
const longestValue = 200;
/** A refusal of an unlinked account is recorded once in this time, so that strangers cannot fill the log. */
const refusalRepeatMs = 60_000;
const refusalsKept = 1_000;

/** An audit record without its id and time. The incident may still have to be looked up. */
export interface Act extends Omit<AuditEntry, 'id' | 'at' | 'incident'> {
  readonly incident?: number;
  /** Looks the incident up in the background. An error of it is ignored. */
  readonly whichIncident?: () => Promise<number | undefined>;
}

/** Records what people do, in the background: nobody waits for it, and its failures affect nothing else. */
export interface Recorder {
  record(act: Act): void;
  /** Settles when everything is written, or when the next attempt has failed. */
  flush(): Promise<void>;
}

interface Parts {
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * Lost are the records of the last tenth of a second when the process is killed, and those beyond the queue while the
 * database is away. Each act is also in the timeline of its incident, which is written with the act itself.
 */
export function createRecorder({ auditLog, clock, log }: Parts): Recorder {
  const waiting: AuditEntry[] = [];
  const lookingUp = createInFlight();
  const refusals = createCache<string, true>({
    max: refusalsKept,
    ttlMs: refusalRepeatMs,
    now: () => clock.now().getTime(),
  });
  let writing: Promise<boolean> | undefined;
  let timer: NodeJS.Timeout | undefined;
  let failed = false;
  let count = 0;
  let dropped = 0;

  function isRepeatOfUnlinkedAccount({ via, account, by, outcome }: Act): boolean {
    if (by !== undefined || !outcome.startsWith('refused:')) return false;
    const key = JSON.stringify([via, account, outcome]);
    if (refusals.has(key)) return true;
    refusals.set(key, true);
    return false;
  }

  function enqueue(entry: AuditEntry): void {
    if (waiting.length >= mostWaiting) {
      dropped += 1;
      if (dropped === 1)
        log.error({ waiting: mostWaiting }, 'audit log cannot be written; what happens now is missing in it');
      return;
    }
    waiting.push(entry);
    later(gatherMs);
  }

  function later(ms: number): void {
    if (timer || writing) return;
    timer = setTimeout(() => {
      timer = undefined;
      void write();
    }, ms);
    timer.unref();
  }

  /** @returns whether it was kept */
  function write(): Promise<boolean> {
    clearTimeout(timer);
    timer = undefined;
    writing ??= writeOne().finally(() => {
      writing = undefined;
      if (waiting.length > 0) later(failed ? pauseMs : 0);
    });
    return writing;
  }

  async function writeOne(): Promise<boolean> {
    const now = waiting.slice(0, batch);
    if (now.length === 0) return true;
    try {
      await auditLog.append(now);
      waiting.splice(0, now.length);
      if (failed || dropped > 0) log.info({ lost: dropped }, 'audit log is written again');
      failed = false;
      dropped = 0;
      return true;
    } catch (err) {
      if (!failed) log.error({ err, waiting: waiting.length }, 'audit log cannot be written; trying again');
      failed = true;
      return false;
    }
  }

  return {
    record(act) {
      if (isRepeatOfUnlinkedAccount(act)) return;
      count += 1;
      const { whichIncident, args, account, ...rest } = act;
      const entry: AuditEntry = {
        ...rest,
        // Keeps the order of what happens within one millisecond.
        id: `${String(count).padStart(10, '0')}-${randomUUID()}`,
        at: clock.now(),
        args: cutAll(args),
        ...(account !== undefined && { account: truncate(account, longestValue) }),
      };
      if (!whichIncident) return enqueue(entry);
      const looking = whichIncident()
        .catch(() => undefined)
        .then((incident) => enqueue({ ...entry, ...(incident !== undefined && { incident }) }));
      void lookingUp.track(looking);
    },
    async flush() {
      await lookingUp.settled();
      // The running attempt may not include the latest records.
      await writing;
      while (waiting.length > 0) if (!(await write())) return;
    },
  };
}

function cutAll(args: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, truncate(value, longestValue)]));
}
