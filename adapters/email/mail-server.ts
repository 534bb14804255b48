import type { SendMailOptions } from 'nodemailer';
import { withTimeout } from '../../src/lib/async.ts';
import { createInFlight } from '../../src/lib/in-flight.ts';
import { DeliveryFailed, PlatformRefused } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { concealing } from './conceal.ts';
import { deliveryFailed, type Failure, failureOf, platformRefused, refusesSender } from './failures.ts';
import { QUEUE_LENGTH } from './limits.ts';
import { openPool, type Pool } from './pool.ts';
import type { Timing } from './timing.ts';

/** A connection to the mail server. */
export interface MailServer {
  close(): Promise<void>;
  /** Whether the last check reached the server. */
  reachable(): boolean;
  /**
   * Settles when the server accepted the mail, within `sendMs`. Throws DeliveryFailed.
   *
   * @param sender of the envelope, where the server does not take the mail's own
   */
  deliver(mail: SendMailOptions, sender: string): Promise<void>;
}

interface Parts {
  readonly log: Log;
  readonly timing: Timing;
  /** Called once, when the server no longer accepts the login. */
  readonly onDisconnect: (why: PlatformRefused) => void;
}

/** The mail server may take the mail with another sender. */
class SenderRefused extends Error {}

/** Checks the address and the login. Throws PlatformRefused. */
export async function connectMailServer(smtpUrl: string, parts: Parts): Promise<MailServer> {
  const conceal = concealing(smtpUrl);
  let pool: Pool | undefined;
  try {
    pool = openPool(smtpUrl, parts.timing);
    await verify(pool, parts.timing);
    return useMailServer(pool, conceal, parts);
  } catch (err) {
    pool?.close();
    throw err instanceof PlatformRefused ? err : platformRefused(failureOf(err, conceal));
  }
}

function verify(pool: Pool, timing: Timing): Promise<unknown> {
  return withTimeout(pool.verify(), timing.verifyMs, () => {
    throw Object.assign(new Error('No answer in time'), { code: 'ETIMEDOUT' });
  });
}

function useMailServer(
  pool: Pool,
  conceal: ReturnType<typeof concealing>,
  { log, timing, onDisconnect }: Parts,
): MailServer {
  const sending = createInFlight();
  let health: 'well' | 'away' | 'refused' | 'closed' = 'well';
  let timer: NodeJS.Timeout | undefined;

  /**
   * Schedules the next check. SMTP keeps no connection open between mails, so only another login tells whether the server
   * answers.
   */
  function checkLater(): void {
    clearTimeout(timer);
    if (health === 'refused' || health === 'closed') return;
    timer = setTimeout(() => void check(), health === 'well' ? timing.checkMs : timing.checkAwayMs);
    timer.unref();
  }

  async function check(): Promise<void> {
    try {
      await verify(pool, timing);
      answered();
    } catch (err) {
      failed(failureOf(err, conceal));
    }
    checkLater();
  }

  function answered(): void {
    if (health !== 'away') return;
    health = 'well';
    log.info({}, 'mail server is reachable again');
    checkLater();
  }

  function failed(failure: Failure): void {
    if (health === 'refused' || health === 'closed') return;
    if (failure.refused) {
      health = 'refused';
      clearTimeout(timer);
      onDisconnect(platformRefused(failure));
    } else if (failure.away && health === 'well') {
      health = 'away';
      log.warn({ reason: failure.reason }, 'mail server is not reachable; trying again');
      checkLater();
    }
  }

  /** Some mail servers let nobody send as another address than that of their login. */
  let mayUseReturnPath = true;

  async function deliver(mail: SendMailOptions, sender: string): Promise<void> {
    const plain = { ...mail, envelope: { to: mail.envelope?.to ?? [], from: sender } };
    if (!mayUseReturnPath || mail.envelope?.from === sender) return deliverOnce(plain);
    try {
      await deliverOnce(mail, true);
    } catch (err) {
      if (!(err instanceof SenderRefused)) throw err;
      mayUseReturnPath = false;
      log.warn({ reason: err.message }, 'mail server takes only EMAIL_FROM as sender; bounces go there');
      await deliverOnce(plain);
    }
  }

  async function deliverOnce(mail: SendMailOptions, hasReturnPath = false): Promise<void> {
    if (health === 'refused' || health === 'closed')
      throw new DeliveryFailed('Email is not connected at the moment; the log says why', 'soon', {
        needsRepair: health === 'refused',
      });
    if (sending.size >= QUEUE_LENGTH)
      throw new DeliveryFailed(`${QUEUE_LENGTH} mails are waiting for the mail server already`, 'soon');
    const limit = new AbortController();
    const limitTimer = setTimeout(() => limit.abort(), timing.sendMs);
    try {
      await sending.track(pool.sendMail({ ...mail, signal: limit.signal }));
      answered();
    } catch (err) {
      const failure = failureOf(err, conceal);
      if (hasReturnPath && refusesSender(err)) throw new SenderRefused(failure.reason);
      failed(failure);
      throw deliveryFailed(failure);
    } finally {
      clearTimeout(limitTimer);
    }
  }

  async function close(): Promise<void> {
    if (health === 'closed') return;
    health = 'closed';
    clearTimeout(timer);
    // Mails in the queue fail here and the core retries them; mails that are being sent may still arrive.
    pool.close();
    await withTimeout(sending.settled(), timing.drainMs);
    pool.close({ force: true });
  }

  checkLater();
  return { close, reachable: () => health === 'well', deliver };
}
