import type { ParsedMail } from 'mailparser';
import { type Alert, alertLimits, fingerprintOf, type Label } from '../../src/domain/alerts/alert.ts';
import { readHeadline, saysNothing, saysOver } from '../../src/domain/alerts/headline.ts';
import { oneLine, truncate } from '../../src/lib/text.ts';
import type { MailThread } from '../../src/ports/alerts.ts';
import { textOfMail } from './mail-text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** In characters. A longer subject is truncated before it becomes part of a fingerprint, which may have 500. */
const SUBJECT_COMPARED = 300;
/** How many ids of a long thread are looked up. */
const MOST_ANSWERED = 50;

/**
 * Returns the alerts of a mail: one for each service that it was sent to; none for a mail that neither triggers nor
 * resolves.
 *
 * @param thread what the earlier mails of its thread were about; used only when the subject says nothing
 * @param services undefined stands for the mailbox that names no service
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

/** Returns the ids of the mails that this one answers, the latest first. Empty when it begins a thread. */
export function answeredBy({ inReplyTo, references }: Pick<ParsedMail, 'inReplyTo' | 'references'>): readonly string[] {
  const all = [inReplyTo, ...[references ?? []].flat().reverse()].flatMap((id) => id?.trim() || []);
  return [...new Set(all)].slice(0, MOST_ANSWERED);
}

/** Returns whether the subject says nothing, so only the thread tells what the mail is about. */
export function needsThread({ subject }: Pick<ParsedMail, 'subject'>): boolean {
  return saysNothing(subject ?? '');
}

/** Returns what the mail is about, to store for later mails of its thread. */
export function threadOf(mail: ParsedMail, known: MailThread | undefined): MailThread {
  const { key, title } = subjectOf(mail, textOfMail(mail), known);
  return { key, title };
}

/**
 * Returns what a mail is about. When the subject says nothing, the thread decides: the subject of the earlier mails or, if
 * none of them arrived here, the id of the first one, which all later ones name too.
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

/** Returns the time in the Date header when it is plausible. */
function sentAt({ date }: ParsedMail, now: Date): Date | undefined {
  if (!date || Number.isNaN(date.getTime())) return undefined;
  if (date.getTime() > now.getTime() + HOUR_MS || date.getTime() < now.getTime() - 7 * DAY_MS) return undefined;
  return date;
}
