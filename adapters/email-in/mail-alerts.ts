import type { ParsedMail } from 'mailparser';
import { type Alert, alertLimits, fingerprintOf, type Label } from '../../src/domain/alerts/alert.ts';
import { readHeadline, saysNothing, saysOver } from '../../src/domain/alerts/headline.ts';
import { oneLine, truncate } from '../../src/lib/text.ts';
import type { MailThread } from '../../src/ports/alerts.ts';
import { textOfMail } from './mail-text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Beyond this a subject is cut before it becomes part of a fingerprint, which may have 500. */
const SUBJECT_COMPARED = 300;
/** Of a long thread, so many mails are looked up. */
const MOST_ANSWERED = 50;

/**
 * A mail as alerts: one for each service it was sent to; none for what neither begins nor ends anything.
 *
 * @param thread what the mails were about that it answers; counts only where its subject says nothing
 * @param services undefined stands for the address that names none
 */
export function alertsOf(
  mail: ParsedMail,
  services: readonly (string | undefined)[],
  now: Date,
  thread?: MailThread,
): readonly Alert[] {
  const text = textOfMail(mail);
  const { title, key, status, severity } = subjectOf(mail, text, thread);
  if (status === 'other') return [];
  const url = firstUrl(text);
  const startsAt = sentAt(mail, now);
  return [...new Set(services)].map((service) => ({
    source: 'email',
    status,
    title: truncate(title, alertLimits.title),
    ...(text && { description: truncate(text, alertLimits.description) }),
    fingerprint: fingerprintOf(['mail', service ?? '', key]),
    ...(service !== undefined && { service }),
    ...(severity && { severity }),
    labels: labelsOf(mail, service),
    ...(url && { url }),
    ...(startsAt && { startsAt }),
  }));
}

/** The ids of the mails that this one answers, the latest first. Absent: it begins a thread. */
export function answeredBy({ inReplyTo, references }: Pick<ParsedMail, 'inReplyTo' | 'references'>): readonly string[] {
  const all = [inReplyTo, ...[references ?? []].flat().reverse()].flatMap((id) => id?.trim() || []);
  return [...new Set(all)].slice(0, MOST_ANSWERED);
}

/** Returns whether only the thread tells what the mail is about. */
export function needsThread({ subject }: Pick<ParsedMail, 'subject'>): boolean {
  return saysNothing(subject ?? '');
}

/** Returns what the mail is about, for those that answer it. */
export function threadOf(mail: ParsedMail, known: MailThread | undefined): MailThread {
  const { key, title } = subjectOf(mail, textOfMail(mail), known);
  return { key, title };
}

/**
 * A subject that says nothing leaves it to the thread: to what the mails before were about, or if they never came here to
 * the id of the first of them, which all later ones name as well.
 */
function subjectOf(mail: ParsedMail, text: string, thread: MailThread | undefined) {
  const subject = oneLine(mail.subject ?? '');
  const title = subject || oneLine(text.split('\n', 1)[0] ?? '') || 'Mail without a subject';
  const read = readHeadline(title);
  const answered = answeredBy(mail);
  if (!needsThread(mail) || answered.length === 0) {
    return { ...read, title, key: read.bare.toLowerCase().slice(0, SUBJECT_COMPARED) };
  }
  const status = saysOver(subject) ? ('resolved' as const) : read.status;
  const first = oneLine(text.split('\n', 1)[0] ?? '') || title;
  const known = thread ?? { key: `thread ${answered.at(-1)!.slice(0, SUBJECT_COMPARED)}`, title: first };
  return { ...read, status, ...known };
}

function labelsOf(mail: ParsedMail, service: string | undefined): readonly Label[] {
  const from = mail.from?.value[0]?.address?.toLowerCase();
  return [
    ['from', from],
    ['mailbox', service ?? 'alerts'],
  ].flatMap(([name = '', value]) => (value ? [{ name, value: truncate(value, alertLimits.labelValue) }] : []));
}

function firstUrl(text: string): string | undefined {
  const found = /https?:\/\/[^\s<>"'`)\]]{1,1900}/.exec(text)?.[0].replace(/[.,;:!?]+$/, '');
  if (!found || !URL.canParse(found)) return undefined;
  const url = new URL(found);
  url.username = '';
  url.password = '';
  return url.href.length <= alertLimits.url ? url.href : undefined;
}

/** When its sender says that it was sent, if that may be true. */
function sentAt({ date }: ParsedMail, now: Date): Date | undefined {
  if (!date || Number.isNaN(date.getTime())) return undefined;
  if (date.getTime() > now.getTime() + HOUR_MS || date.getTime() < now.getTime() - 7 * DAY_MS) return undefined;
  return date;
}
