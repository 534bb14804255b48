import { createHash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import { withTimeout } from '../../src/lib/async.ts';
import { takeBounce } from './bounces.ts';
import { domainOf, pointless, reportsFailure } from './loops.ts';
import { alertsOf, threadOf } from './mail-alerts.ts';
import { answeredBy } from './mail-reading.ts';
import type { EmailInParts, EmailInSettings } from './parts.ts';
import { takeReply } from './replies.ts';
import { SmtpReply } from './smtp-reply.ts';

const RECEIVE_LIMIT_MS = 30_000;

interface Envelope {
  /** Envelope sender; empty for mails by mail servers themselves, such as bounces. */
  readonly from: string;
  /** The services that it was sent to; undefined stands for the mailbox that names none. */
  readonly services: readonly (string | undefined)[];
  /** The mailbox of an answer to a page. */
  readonly replyTo?: string;
  /** It went to the address from which Tocsin sends, which takes only bounces. */
  readonly isToSender?: boolean;
}

/** Creates the function that turns a mail into alerts and logs the result. It throws SmtpReply and StoreUnavailable. */
export function createMailTaker(
  settings: Pick<EmailInSettings, 'from' | 'receiveLimitMs'>,
  { intake, threads, clock, log, replies, bounces }: Omit<EmailInParts, 'checkToken'>,
): (mail: ParsedMail, envelope: Envelope) => Promise<string> {
  const ourDomain = settings.from ? domainOf(settings.from) : undefined;

  function dropped(why: string, services: Envelope['services']): string {
    log.info({ why, services }, 'mail ignored: it is not an alert');
    return `2.0.0 Dropped, since it is no alert but ${why}`;
  }

  return async (mail, { from, services, replyTo, isToSender }) => {
    const why = pointless(mail, from, ourDomain);
    if (replies && replyTo !== undefined && (why === undefined || why === 'a reply to our mail')) {
      const { outcome, confirmation } = await takeReply(mail, replyTo, clock.now(), replies);
      log.info({ from: mail.from?.value[0]?.address }, 'page answered by mail');
      // What was done stays done when nobody can be told.
      const failed = (err: unknown) => log.warn({ err }, 'answer by mail could not be confirmed');
      if (confirmation) await replies.confirm(confirmation).catch(failed);
      return `2.0.0 ${outcome}`;
    }
    if (bounces && why === 'a bounce' && reportsFailure(mail, from)) {
      const became = await takeBounce(mail, clock.now(), { ...bounces, ourDomain });
      log.info({ became, from }, 'bounce received');
      return `2.0.0 ${became}`;
    }
    if (replyTo !== undefined) return dropped(why ?? 'a reply to our mail', services);
    if (why === 'a reply to our mail')
      throw new SmtpReply(550, '5.7.1 Nobody reads replies here: use the links in the mail, or write in the chat');
    if (isToSender) return dropped(why ?? 'mail to the address that only takes bounces', services);
    const answered = why ? [] : answeredBy(mail);
    const thread = answered.length > 0 ? await threads.find(answered) : undefined;
    const alerts = why ? [] : alertsOf(mail, services, clock.now(), thread);
    if (alerts.length === 0) {
      return dropped(why ?? 'news of a known problem', services);
    }
    if (mail.messageId) await threads.remember(mail.messageId, threadOf(mail, thread), clock.now());
    const key = keyOf(mail.messageId, services);
    const receipts = await withTimeout(intake.receive(alerts, key), settings.receiveLimitMs ?? RECEIVE_LIMIT_MS, () => {
      throw new SmtpReply(451, '4.3.0 Keeping the alert takes too long: try again');
    });
    const incidents = [...new Set(receipts.flatMap(({ incident }) => incident ?? []))];
    log.info({ services, incidents }, 'mail accepted as an alert');
    return `2.0.0 Taken${incidents.length > 0 ? `: incident ${incidents.join(', ')}` : ''}`;
  };
}

/**
 * Returns the idempotency key of a mail, so that a retry after a lost reply makes no second alert. It contains the services,
 * because a copy for other services may arrive separately.
 */
function keyOf(messageId: string | undefined, services: readonly (string | undefined)[]): string | undefined {
  if (!messageId) return undefined;
  const text = JSON.stringify([messageId, ...services.map((service) => service ?? '').sort()]);
  return `email/${createHash('sha256').update(text).digest('hex')}`;
}
