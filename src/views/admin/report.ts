import { formatDuration } from '../../domain/on-call/durations.ts';
import { severities } from '../../domain/severity.ts';
import type { Message } from '../../ports/message.ts';
import type { LastDays } from '../../ports/reporting.ts';
import type { Reader } from '../reader.ts';

/** As many services and people as are read; the dashboard has them all. */
const mostNamed = 10;

/** What the last days amounted to, in the words of a person who sums it up. */
export function reportView(last: LastDays, reader: Reader): Message {
  const { days, incidents, bySeverity, byService, paged, toAcknowledgeMs, toResolveMs } = last;
  const period = days === 1 ? 'today (UTC)' : `the last ${days} days`;
  if (incidents === 0) return { text: `No incidents ${days === 1 ? period : `in ${period}`}.` };
  const title = `${counted(incidents, 'incident')} ${days === 1 ? period : `in ${period}`}`;
  const graded = severities.filter((one) => bySeverity[one] > 0).map((one) => `${one}: ${bySeverity[one]}`);
  const pages = paged.reduce((sum, one) => sum + one.pages, 0);
  const lines = [
    graded.join(' · '),
    `Until acknowledged: ${length(toAcknowledgeMs)} · until resolved: ${length(toResolveMs)} (medians)`,
    named(
      'By service',
      byService.map(({ service, incidents: of }) => `${service} (${of})`),
    ),
    pages === 0
      ? 'Nobody was paged.'
      : named(
          counted(pages, 'page'),
          paged.map(({ person, pages: of }) => `${reader.directory.people.get(person)?.name ?? person} (${of})`),
        ),
  ];
  return { text: title, title, body: lines.filter(Boolean).join('\n'), tone: 'neutral' };
}

function named(what: string, all: readonly string[]): string {
  if (all.length === 0) return '';
  const more = all.length > mostNamed ? ` · and ${all.length - mostNamed} more` : '';
  return `${what}: ${all.slice(0, mostNamed).join(' · ')}${more}`;
}

function length(ms: number | undefined): string {
  return ms === undefined ? 'none was yet' : formatDuration(ms);
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'}`;
}
