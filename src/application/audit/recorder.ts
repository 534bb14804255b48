import { randomUUID } from 'node:crypto';
import { createCache } from '../../lib/cache.ts';
import { createInFlight } from '../../lib/in-flight.ts';
import { truncate } from '../../lib/text.ts';
import type { AuditEntry, AuditLog } from '../../ports/audit.ts';
import type { Clock, Log } from '../../ports/runtime.ts';

/** What happens within this is written together. */
const gatherMs = 100;
const batch = 500;
/** In memory while the database is away; whoever acts then is told that it could not be kept anyway. */
const mostWaiting = 10_000;
const pauseMs = 1_000;
const longestValue = 200;
/** What strangers are refused is written down once for each in this time: they could fill the log otherwise. */
const refusalRepeatMs = 60_000;
const refusalsKept = 1_000;

/** What was done, without the id and the time; the incident may be one that has to be looked up. */
export interface Act extends Omit<AuditEntry, 'id' | 'at' | 'incident'> {
  readonly incident?: number;
  /** Asked afterwards, without anybody waiting; what it throws is of no consequence. */
  readonly whichIncident?: () => Promise<number | undefined>;
}

/** Writes down what people do, behind their backs: nobody waits for it, and nothing fails with it. */
export interface Recorder {
  record(act: Act): void;
  /** Settles when all of it is written, or the database has refused an attempt from now on. */
  flush(): Promise<void>;
}

interface Parts {
  readonly auditLog: AuditLog;
  readonly clock: Clock;
  readonly log: Log;
}

/**
 * What can be lost: what was done in the last tenth of a second when the process is killed, and what does not fit into the
 * queue while the database is away. Each is also in the timeline of its incident, which is written with the act itself.
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
        // In the order in which it happened, also within a millisecond.
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
      // The attempt that is under way may be without the latest.
      await writing;
      while (waiting.length > 0) if (!(await write())) return;
    },
  };
}

function cutAll(args: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(args).map(([name, value]) => [name, truncate(value, longestValue)]));
}
