import { domainToASCII } from 'node:url';
import type { ParsedMail } from 'mailparser';
import { saysState } from '../../src/domain/alerts/headline.ts';

/** Matches the Message-ID of Tocsin's own mails. The domain alone is no proof: other programs may send from it. */
const own = /^<?(?:thread\.)?[0-9a-f]{40}@(?<domain>[^>\s]+?)>?$/;

export type Pointless = 'a bounce' | 'an automatic reply' | 'our own mail' | 'a reply to our mail';

/**
 * Returns why a mail is not an alert, or undefined. If Tocsin took an automatic reply for an alert, it would page, a machine
 * would answer the page, and so on for ever.
 *
 * @param envelopeFrom empty for mails by mail servers themselves
 * @param ourDomain domain of the sender of Tocsin's own mails
 */
export function pointless(mail: ParsedMail, envelopeFrom: string, ourDomain?: string): Pointless | undefined {
  if (isBounce(mail) || (envelopeFrom === '' && !isAlarm(mail))) return 'a bounce';
  // Not “auto-generated”: every monitor sets that.
  if (/^auto-(replied|notified)/i.test(header(mail, 'auto-submitted'))) return 'an automatic reply';
  if (header(mail, 'x-autoreply') || header(mail, 'x-autorespond') || /^auto_reply/i.test(header(mail, 'precedence')))
    return 'an automatic reply';
  if (ourDomain && isOwn(mail.messageId, ourDomain)) return 'our own mail';
  if (isAutomaticReply(mail)) return 'an automatic reply';
  if (!ourDomain) return undefined;
  const answered = [mail.inReplyTo, mail.references].flat();
  return answered.some((id) => isOwn(id, ourDomain)) ? 'a reply to our mail' : undefined;
}

/** Returns whether a mail reports a failed delivery. Some mail servers send it from an address. */
function isBounce(mail: ParsedMail): boolean {
  if (header(mail, 'x-failed-recipients')) return true;
  const type = mail.headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  if (type?.value === 'multipart/report' && type.params?.['report-type'] !== 'feedback-report') return true;
  const from = mail.from?.value[0]?.address ?? '';
  return /^(?:mailer-daemon|postmaster)@/i.test(from) && undelivered.test(mail.subject ?? '');
}

/**
 * Returns whether a bounce says that a mail did not arrive, unlike a receipt of one that was read, or a holiday notice without
 * an envelope sender.
 */
export function reportsFailure(mail: ParsedMail, envelopeFrom: string): boolean {
  if (header(mail, 'x-failed-recipients')) return true;
  const type = mail.headers.get('content-type') as { value?: string; params?: Record<string, string> } | undefined;
  if (type?.value === 'multipart/report') return type.params?.['report-type']?.toLowerCase() === 'delivery-status';
  const from = mail.from?.value[0]?.address ?? '';
  const isOfMailServer = envelopeFrom === '' || /^(?:mailer-daemon|postmaster)@/i.test(from);
  return isOfMailServer && undelivered.test(mail.subject ?? '');
}

/**
 * Returns whether the subject is one of an alarm. Some appliances send alarms without an envelope sender, as mail servers
 * do.
 */
function isAlarm(mail: ParsedMail): boolean {
  const from = mail.from?.value[0]?.address ?? '';
  const isAnswer = mail.inReplyTo !== undefined || mail.references !== undefined;
  return !isAnswer && !/^(?:mailer-daemon|postmaster)@/i.test(from) && saysState(mail.subject ?? '');
}

const undelivered =
  /^(?:undeliver(?:ed|able)|delivery status notification|mail delivery (?:failed|system)|returned mail|failure notice|unzustellbar|non remis|no se puede entregar)/i;

/** Matches how mail programs begin the subject of an automatic reply. */
const absent =
  /^(?:re:\s?)?(?:automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|abwesenheit|automatische antwort|réponse automatique|absence du bureau|respuesta automática|fuera de la oficina|risposta automatica|自動応答|不在)/i;

/**
 * Returns whether a mail is an automatic reply. `X-Auto-Response-Suppress` and `Precedence` alone prove nothing, because
 * monitors set them too; in a reply whose subject names no state they do.
 */
function isAutomaticReply(mail: ParsedMail): boolean {
  const subject = mail.subject?.trim() ?? '';
  if (absent.test(subject)) return true;
  const isMarked =
    header(mail, 'x-auto-response-suppress') !== '' || /^(?:bulk|junk|list)$/i.test(header(mail, 'precedence'));
  const isAnswer = mail.inReplyTo !== undefined && /^(?:re|aw|sv|vs|antw|rv)\s?:/i.test(subject);
  return isMarked && isAnswer && !saysState(subject);
}

/** Returns whether a program may have sent a mail, so that an answer to it could begin a loop. */
export function isAutomatic(mail: ParsedMail): boolean {
  const submitted = header(mail, 'auto-submitted').toLowerCase();
  const signs = ['precedence', 'x-auto-response-suppress', 'list-id'];
  return (submitted !== '' && submitted !== 'no') || signs.some((name) => header(mail, name) !== '');
}

function header(mail: ParsedMail, name: string): string {
  const value = mail.headers.get(name);
  return typeof value === 'string' ? value.trim() : value ? String((value as { value?: unknown }).value ?? '') : '';
}

function isOwn(id: string | undefined, ourDomain: string): boolean {
  const domain = own.exec(id?.trim() ?? '')?.groups?.domain;
  return domain !== undefined && domain.toLowerCase() === ourDomain;
}

/** Returns the address of a sender in lower case: `Tocsin <tocsin@example.org>` → `tocsin@example.org`. */
export function addressIn(from: string): string {
  return (/<([^<>]+)>\s*$/.exec(from)?.[1] ?? from).trim().toLowerCase();
}

/** Returns the domain of a sender: `Tocsin <tocsin@example.org>` → `example.org`. */
export function domainOf(from: string): string {
  return domainToASCII(from.slice(from.lastIndexOf('@') + 1).replace(/>\s*$/, '')).toLowerCase();
}
