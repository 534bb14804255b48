import type { SendMailOptions } from 'nodemailer';
import { withTimeout } from '../../src/lib/async.ts';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { concealing } from './conceal.ts';
import { deliveryFailed, platformRefused, type Trouble, troubleOf } from './failures.ts';
import { QUEUE_LENGTH } from './limits.ts';
import { openPool, type Pool } from './pool.ts';
import type { Timing } from './timing.ts';

/** The mail server as this adapter uses it. */
export interface MailServer {
  /** Throws PlatformRefused. */
  open(lost: (why: PlatformRefused) => void): Promise<void>;
  close(): Promise<void>;
  reachable(): boolean;
  /** Settles within the limit for a mail. Throws DeliveryFailed. */
  deliver(mail: SendMailOptions): Promise<void>;
}

/** From one opening to its close. */
interface Line {
  readonly pool: Pool;
  readonly sending: Set<Promise<unknown>>;
  readonly lost: (why: PlatformRefused) => void;
  health: 'well' | 'away' | 'refused';
  timer?: NodeJS.Timeout;
}

// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createMailServer(smtpUrl: string, { log, timing }: { log: Log; timing: Timing }): MailServer {
  const conceal = concealing(smtpUrl);
  let line: Line | undefined;
  /** Counts the closes, so that an opening in the middle notices one. */
  let turns = 0;

  async function open(lost: (why: PlatformRefused) => void): Promise<void> {
    await close();
    const turn = turns;
    let pool: Pool | undefined;
    try {
      pool = openPool(smtpUrl, timing);
      await verify(pool);
      if (turn !== turns) throw new PlatformRefused('Email was stopped while it started');
    } catch (err) {
      pool?.close();
      throw err instanceof PlatformRefused ? err : platformRefused(troubleOf(err, conceal));
    }
    line = { pool, lost, sending: new Set(), health: 'well' };
    watch(line);
  }

  /** SMTP is a call and not a line that stays: between mails only another call tells whether anybody would answer. */
  function watch(mine: Line): void {
    clearTimeout(mine.timer);
    if (mine !== line || mine.health === 'refused') return;
    mine.timer = setTimeout(() => void check(mine), mine.health === 'well' ? timing.checkMs : timing.checkAwayMs);
    mine.timer.unref();
  }

  async function check(mine: Line): Promise<void> {
    try {
      await verify(mine.pool);
      answered(mine);
    } catch (err) {
      noticed(mine, troubleOf(err, conceal));
    }
    watch(mine);
  }

  function verify(pool: Pool): Promise<unknown> {
    return withTimeout(pool.verify(), timing.verifyMs, () => {
      throw Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' });
    });
  }

  function answered(mine: Line): void {
    if (mine !== line || mine.health !== 'away') return;
    mine.health = 'well';
    log.info({}, 'The mail server is back');
    watch(mine);
  }

  function noticed(mine: Line, trouble: Trouble): void {
    if (mine !== line || mine.health === 'refused') return;
    if (trouble.refused) {
      mine.health = 'refused';
      clearTimeout(mine.timer);
      mine.lost(platformRefused(trouble));
    } else if (trouble.away && mine.health === 'well') {
      mine.health = 'away';
      log.warn({ reason: trouble.reason }, 'The mail server is away; it is looked after');
      watch(mine);
    }
  }

  async function deliver(mail: SendMailOptions): Promise<void> {
    const mine = line;
    if (!mine || mine.health === 'refused')
      throw new DeliveryFailed('Email is not connected at the moment; the log says why', 'soon');
    if (mine.sending.size >= QUEUE_LENGTH)
      throw new DeliveryFailed(`${QUEUE_LENGTH} mails are waiting for the mail server already`, 'soon');
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), timing.sendMs);
    let sending: Promise<unknown> | undefined;
    try {
      sending = mine.pool.sendMail({ ...mail, signal: limit.signal });
      mine.sending.add(sending);
      await sending;
      answered(mine);
    } catch (err) {
      const trouble = troubleOf(err, conceal);
      noticed(mine, trouble);
      throw deliveryFailed(trouble);
    } finally {
      clearTimeout(timer);
      if (sending) mine.sending.delete(sending);
    }
  }

  async function close(): Promise<void> {
    turns += 1;
    const ended = line;
    line = undefined;
    if (!ended) return;
    clearTimeout(ended.timer);
    // What waits comes back as failed and is kept by the core; what is on its way may arrive.
    ended.pool.close();
    await withTimeout(Promise.allSettled(ended.sending), timing.drainMs);
    ended.pool.close({ force: true });
  }

  return { open, close, reachable: () => line?.health === 'well', deliver };
}
