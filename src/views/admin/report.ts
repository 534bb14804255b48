import type { OnCallHours } from '../../domain/reports/on-call-hours.ts';
import { severities } from '../../domain/severity.ts';
import { formatDay } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import type { LastDays } from '../../ports/reporting.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { duration } from '../times.ts';
import { onCallText } from './on-call-hours.ts';

/** The most services and people in the answer; the dashboard shows all of them. */
const mostNamed = 10;

interface Named {
  readonly from: Date;
  /** The moment after the last day. */
  readonly until: Date;
}

/**
 * Returns the incidents, pages and hours on call of some days in a few lines.
 *
 * @param named a period that the person named; undefined for the last days up to now
 */
export function reportView(
  last: LastDays,
  onCall: readonly OnCallHours[],
  named: Named | undefined,
  reader: Reader,
): Message {
  const { t, language } = reader;
  const { days, incidents } = last;
  const title = named
    ? titleOf(incidents, named, reader)
    : t(days === 1 ? 'report.title.today' : 'report.title', { count: incidents, days });
  const counted = incidents === 0 ? [] : countedLines(last, reader);
  const people = onCall.map((one) => onCallText(one, reader));
  const lines = [...counted, people.length > 0 ? t('report.on-call', { people: listed(people, reader) }) : ''];
  const body = lines.filter(Boolean).join('\n');
  return body === '' ? { text: title } : { text: title, title, body, tone: 'neutral', language };
}

function countedLines(
  { bySeverity, byService, paged, toAcknowledgeMs, toResolveMs }: LastDays,
  reader: Reader,
): string[] {
  const { t } = reader;
  const length = (ms: number | undefined) => (ms === undefined ? t('report.none-yet') : duration(ms, reader));
  const services = byService.map(({ service, incidents: count }) => `${service} (${count})`);
  const people = paged.map(({ person, pages: count }) => `${nameOf(person, reader)} (${count})`);
  const pages = paged.reduce((sum, one) => sum + one.pages, 0);
  return [
    severities
      .filter((one) => bySeverity[one] > 0)
      .map((one) => `${one}: ${bySeverity[one]}`)
      .join(' · '),
    t('report.medians', { acknowledge: length(toAcknowledgeMs), resolve: length(toResolveMs) }),
    services.length > 0 ? t('report.by-service', { services: listed(services, reader) }) : '',
    pages === 0 ? t('report.pages.none') : t('report.pages', { count: pages, people: listed(people, reader) }),
  ];
}

function listed(all: readonly string[], { t }: Reader): string {
  const more = all.length > mostNamed ? [t('dead.more', { count: all.length - mostNamed })] : [];
  return [...all.slice(0, mostNamed), ...more].join(' · ');
}

function titleOf(count: number, { from, until }: Named, { t, language, now }: Reader): string {
  const last = new Date(until.getTime() - 1);
  const [first, end] = [from, last].map((day) => formatDay(day, language));
  if (first !== end) return t('report.title.between', { count, from: first!, until: end! });
  const isToday = now.toISOString().slice(0, 10) === from.toISOString().slice(0, 10);
  return isToday ? t('report.title.today', { count }) : t('report.title.day', { count, day: first! });
}
