import type { ParsedMail } from 'mailparser';
import { type Alert, alertLimits, fingerprintOf, type Label } from '../../src/domain/alerts/alert.ts';
import { truncate } from '../../src/lib/text.ts';
import type { MailThread } from '../../src/ports/alerts.ts';
import { readMail } from './mail-reading.ts';
import { textOfMail } from './mail-text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/**
 * Returns the alerts of a mail: those that it tells for each service that it was sent to; none for a mail that neither
 * triggers nor resolves.
 *
 * @param thread what the earlier mails of its thread were about
 * @param services undefined stands for the mailbox that names no service
 */
export function alertsOf(
  mail: ParsedMail,
  services: readonly (string | undefined)[],
  now: Date,
  thread?: MailThread,
): readonly Alert[] {
  const text = textOfMail(mail);
  const told = readMail(mail, text, thread).filter(({ status }) => status !== 'other');
  const url = firstUrl(text);
  const startsAt = sentAt(mail, now);
  // An end ends what it may be called in other words as well; of what fires under none of them, it ends nothing.
  const named = told.flatMap((reading) => [
    reading,
    ...(reading.status === 'resolved' ? (reading.also ?? []).map((key) => ({ ...reading, key })) : []),
  ]);
  const all = [...new Set(services)].flatMap((service) => named.map((reading) => ({ service, reading })));
  return all.map(({ service, reading: { title, key, status, severity } }) => ({
    source: 'email',
    status: status === 'resolved' ? 'resolved' : 'firing',
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

/** Returns what the mail is about, to store for later mails of its thread. */
export function threadOf(mail: ParsedMail, known: MailThread | undefined): MailThread {
  const { key, title } = readMail(mail, textOfMail(mail), known)[0]!;
  return { key, title };
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
