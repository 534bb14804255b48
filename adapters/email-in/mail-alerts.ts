import type { ParsedMail } from 'mailparser';
import { type Alert, alertLimits, fingerprintOf, type Label } from '../../src/domain/alerts/alert.ts';
import { readHeadline } from '../../src/domain/alerts/headline.ts';
import { oneLine, truncate } from '../../src/lib/text.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** Beyond this a subject is cut before it becomes part of a fingerprint, which may have 500. */
const SUBJECT_COMPARED = 300;

/**
 * A mail as alerts: one for each service it was sent to; none for what neither begins nor ends anything.
 *
 * @param services undefined stands for the address that names none
 */
export function alertsOf(mail: ParsedMail, services: readonly (string | undefined)[], now: Date): readonly Alert[] {
  const text = (mail.text ?? '').replaceAll('\0', '').trim();
  const said = oneLine(mail.subject ?? '') || oneLine(text.split('\n', 1)[0] ?? '') || 'Mail without a subject';
  const { status, bare, severity } = readHeadline(said);
  if (status === 'other') return [];
  const url = firstUrl(text);
  const startsAt = sentAt(mail, now);
  return [...new Set(services)].map((service) => ({
    source: 'email',
    status,
    title: truncate(said, alertLimits.title),
    ...(text && { description: truncate(text, alertLimits.description) }),
    fingerprint: fingerprintOf(['mail', service ?? '', bare.toLowerCase().slice(0, SUBJECT_COMPARED)]),
    ...(service !== undefined && { service }),
    ...(severity && { severity }),
    labels: labelsOf(mail, service),
    ...(url && { url }),
    ...(startsAt && { startsAt }),
  }));
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
