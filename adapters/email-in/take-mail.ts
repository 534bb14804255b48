import { createHash } from 'node:crypto';
import type { ParsedMail } from 'mailparser';
import { withTimeout } from '../../src/lib/async.ts';
import { createCache } from '../../src/lib/cache.ts';
import { signedMailbox } from '../../src/lib/mail/replies.ts';
import { takeBounce } from './bounces.ts';
import { domainOf, isReceipt, pointless, reportsFailure } from './loops.ts';
import { alertsOf, threadOf } from './mail-alerts.ts';
import { answeredBy } from './mail-reading.ts';
import type { EmailInParts, EmailInSettings } from './parts.ts';
import { type ReplyParts, takeReply } from './replies.ts';
import { SmtpReply } from './smtp-reply.ts';

const RECEIVE_LIMIT_MS = 30_000;
const HOUR_MS = 3_600_000;
/** Answers to answers, for each person in an hour, and for how many people that is counted. */
const MOST_CONFIRMED = 20;
const CONFIRMED = 1_000;

interface Envelope {
  /** Envelope sender; empty for mails by mail servers themselves, such as bounces. */
  readonly from: string;
  /** The services that it was sent to; undefined stands for the mailbox that names none. */
  readonly services: readonly (string | undefined)[];
  /** The mailbox that is signed for one page: for answers, or for what comes back. */
  readonly signed?: string;
  /** It went to the address from which Tocsin sends, which takes only bounces. */
  readonly isToSender?: boolean;
}

/** Creates the function that turns a mail into alerts and logs the result. It throws SmtpReply and StoreUnavailable. */
export function createMailTaker(
  settings: Pick<EmailInSettings, 'from' | 'receiveLimitMs' | 'authServer'>,
  { intake, threads, clock, log, replies, bounces }: Omit<EmailInParts, 'checkToken'>,
): (mail: ParsedMail, envelope: Envelope) => Promise<string> {
  const ourDomain = settings.from ? domainOf(settings.from) : undefined;

  function dropped(why: string, services: Envelope['services']): string {
    log.info({ why, services }, 'mail ignored: it is not an alert');
    return `2.0.0 Dropped, since it is no alert but ${why}`;
  }

  /** How many answers each person got within the hour. */
  const confirmed = createCache<string, { readonly since: number; readonly count: number }>({ max: CONFIRMED });

  /** A program that answers each mail, and says so nowhere, would otherwise go on for ever. */
  function mayConfirm(to: string): boolean {
    const now = clock.now().getTime();
    const known = confirmed.get(to);
    const { since, count } = known && now < known.since + HOUR_MS ? known : { since: now, count: 0 };
    confirmed.set(to, { since, count: count + 1 });
    if (count === MOST_CONFIRMED) log.warn({ to }, 'too many answers by mail within an hour; they are not confirmed');
    return count < MOST_CONFIRMED;
  }

  async function answered(mail: ParsedMail, mailbox: string, parts: ReplyParts): Promise<string> {
    const how = { now: clock.now(), authServer: settings.authServer };
    const { outcome, confirmation } = await takeReply(mail, mailbox, how, parts);
    log.info({ from: mail.from?.value[0]?.address, outcome }, 'page answered by mail');
    // What was done stays done when nobody can be told.
    const failed = (err: unknown) => log.warn({ err }, 'answer by mail could not be confirmed');
    if (confirmation && mayConfirm(confirmation.to.id)) await parts.confirm(confirmation).catch(failed);
    return `2.0.0 ${outcome.replace(/\P{ASCII}/gu, '?')}`;
  }

  return async (mail, { from, services, signed, isToSender }) => {
    const isForAnswers = signed !== undefined && signedMailbox(signed)?.kind === 'reply';
    const found = pointless(mail, from, ourDomain);
    const mayAnswer = found === undefined || found === 'a reply to our mail';
    const why = isForAnswers && mayAnswer && isReceipt(mail) ? 'an automatic reply' : found;
    if (replies && isForAnswers && mayAnswer && why === found) return answered(mail, signed, replies);
    if (bounces && why === 'a bounce' && reportsFailure(mail, from)) {
      const became = await takeBounce(mail, signed, clock.now(), { ...bounces, ourDomain });
      log.info({ became, from }, 'bounce received');
      return `2.0.0 ${became}`;
    }
    if (signed !== undefined) return dropped(why ?? 'mail to an address that only takes bounces', services);
    if (why === 'a reply to our mail')
      throw new SmtpReply(550, '5.7.1 Nobody reads replies here: use the links in the mail, or write in the chat');
    if (isToSender) return dropped(why ?? 'mail to the address that only takes bounces', services);
    const earlier = why ? [] : answeredBy(mail);
    const thread = earlier.length > 0 ? await threads.find(earlier) : undefined;
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
