import { severities } from '../../domain/severity.ts';
import type { Message } from '../../ports/message.ts';
import type { LastDays } from '../../ports/reporting.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { duration } from '../times.ts';

/** As many services and people as are read; the dashboard has them all. */
const mostNamed = 10;

/** Returns the incidents and pages of the last days in a few lines. */
export function reportView(last: LastDays, reader: Reader): Message {
  const { t, language } = reader;
  const { days, incidents, bySeverity, byService, paged, toAcknowledgeMs, toResolveMs } = last;
  const title =
    days === 1 ? t('report.title.today', { count: incidents }) : t('report.title', { count: incidents, days });
  if (incidents === 0) return { text: title };
  const length = (ms: number | undefined) => (ms === undefined ? t('report.none-yet') : duration(ms, reader));
  const services = byService.map(({ service, incidents: count }) => `${service} (${count})`);
  const people = paged.map(({ person, pages: count }) => `${nameOf(person, reader)} (${count})`);
  const pages = paged.reduce((sum, one) => sum + one.pages, 0);
  const lines = [
    severities
      .filter((one) => bySeverity[one] > 0)
      .map((one) => `${one}: ${bySeverity[one]}`)
      .join(' · '),
    t('report.medians', { acknowledge: length(toAcknowledgeMs), resolve: length(toResolveMs) }),
    services.length > 0 ? t('report.by-service', { services: named(services, reader) }) : '',
    pages === 0 ? t('report.pages.none') : t('report.pages', { count: pages, people: named(people, reader) }),
  ];
  return { text: title, title, body: lines.filter(Boolean).join('\n'), tone: 'neutral', language };
}

function named(all: readonly string[], { t }: Reader): string {
  const more = all.length > mostNamed ? [t('dead.more', { count: all.length - mostNamed })] : [];
  return [...all.slice(0, mostNamed), ...more].join(' · ');
}
