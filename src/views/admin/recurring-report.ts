import type { Address } from '../../domain/address.ts';
import { zonedAt } from '../../domain/on-call/moments.ts';
import type { Lengths, ReportContent } from '../../domain/reports/content.ts';
import { severities } from '../../domain/severity.ts';
import { type Cell, csvOf } from '../../lib/tables/csv.ts';
import { truncate } from '../../lib/text.ts';
import type { Chart, Message } from '../../ports/message.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { duration, shortMoment } from '../times.ts';
import { hours, onCallText } from './on-call-hours.ts';

/** The most entries of each list that a phone shows without scrolling; the email has more. */
const mostNamed = 5;
const longestTitle = 60;

/** Returns a report in a few lines, for chats. */
export function recurringReportView(id: string, content: ReportContent, reader: Reader): Message {
  const { t, language, zone } = reader;
  const {
    from,
    to,
    incidents: count,
    bySeverity,
    toAcknowledge,
    toResolve,
    services,
    people,
    onCall,
    noisy,
    openTasks,
  } = content;
  const title = t('recurring-report.title', {
    name: id,
    count,
    from: shortMoment(from, reader),
    to: shortMoment(new Date(to.getTime() - 1), reader),
  });
  const lines = [
    severities
      .filter((one) => bySeverity[one] > 0)
      .map((one) => `${one}: ${bySeverity[one]}`)
      .join(' · '),
    toAcknowledge && t('recurring-report.acknowledge', spread(toAcknowledge, reader)),
    toResolve && t('recurring-report.resolve', spread(toResolve, reader)),
    services.length > 0 &&
      t('report.by-service', {
        services: named(services.map(({ service, incidents }) => `${serviceName(service, reader)} (${incidents})`)),
      }),
    people.length === 0
      ? t('report.pages.none')
      : t('recurring-report.pages', {
          people: named(
            people.map((one) =>
              t('recurring-report.person', { name: nameOf(one.person, reader), count: one.pages, night: one.atNight }),
            ),
          ),
        }),
    noisy.length > 0 &&
      t('recurring-report.noisy', {
        alerts: named(
          noisy.map((one) =>
            t('recurring-report.alert', {
              title: truncate(one.title, longestTitle),
              from: one.from,
              count: one.pages,
              never: one.unacknowledged,
            }),
          ),
        ),
      }),
    openTasks.length > 0 &&
      t('recurring-report.tasks', {
        tasks: named(openTasks.map(({ incident, tasks }) => `#${incident} (${tasks.length})`)),
      }),
    onCall.length > 0 && t('report.on-call', { people: named(onCall.map((one) => onCallText(one, reader))) }),
    truncatedText(content, reader),
  ];
  return { text: title, title, body: lines.filter(Boolean).join('\n'), tone: 'neutral', language, zone };
}

/** Adds charts and the table as CSV where the report goes out by mail. */
export function withTables(message: Message, content: ReportContent, to: Address, reader: Reader): Message {
  if (to.platform !== 'email') return message;
  const day = zonedAt(content.from, reader.zone).toPlainDate();
  return {
    ...message,
    charts: chartsOf(content, reader),
    attachments: [{ name: `report-${day}.csv`, type: 'text/csv', text: tableOf(content, reader) }],
  };
}

/** Says which lists were too long to count; empty when everything was counted. */
function truncatedText({ truncated = {} }: ReportContent, { t }: Reader): string {
  const { incidents, timelines } = truncated;
  return [
    incidents !== undefined && t('recurring-report.truncated.incidents', { incidents }),
    timelines && t('recurring-report.truncated.events', timelines),
  ]
    .filter(Boolean)
    .join(' ');
}

function chartsOf(content: ReportContent, reader: Reader): readonly Chart[] {
  const { t } = reader;
  const charts: readonly Chart[] = [
    {
      title: t('recurring-report.chart.days'),
      axis: t('recurring-report.axis.incidents'),
      isTimeline: true,
      bars: content.byDay.map(({ day, incidents }) => ({ label: dayLabel(day, reader), value: incidents })),
    },
    {
      title: t('recurring-report.chart.severity'),
      axis: t('recurring-report.axis.incidents'),
      bars: severities.map((one) => ({ label: one, value: content.bySeverity[one] })),
    },
    {
      title: t('recurring-report.chart.services'),
      axis: t('recurring-report.axis.incidents'),
      bars: content.services.map(({ service, incidents }) => ({
        label: serviceName(service, reader),
        value: incidents,
      })),
    },
    {
      title: t('recurring-report.chart.pages'),
      axis: t('recurring-report.axis.pages'),
      bars: content.people.map(({ person, pages }) => ({ label: nameOf(person, reader), value: pages })),
    },
    {
      title: t('recurring-report.chart.on-call'),
      axis: t('recurring-report.axis.hours'),
      bars: content.onCall.map(({ person, totalMs }) => ({ label: nameOf(person, reader), value: hours(totalMs) })),
    },
  ];
  return charts.filter(({ bars }) => bars.some(({ value }) => value > 0));
}

/** Returns the report as one CSV table. Names in it are English, because programs read them. */
function tableOf(content: ReportContent, reader: Reader): string {
  const { toAcknowledge, toResolve } = content;
  const truncated = truncatedText(content, reader);
  const times = (name: string, one: Lengths | undefined): Cell[][] =>
    one
      ? [
          ['time', name, 'median_seconds', Math.round(one.medianMs / 1000)],
          ['time', name, 'p90_seconds', Math.round(one.p90Ms / 1000)],
        ]
      : [];
  const rows: Cell[][] = [
    ...(truncated === '' ? [] : [['note', 'truncated', 'text', truncated]]),
    ...severities.map((one): Cell[] => ['severity', one, 'incidents', content.bySeverity[one]]),
    ...content.byDay.map(({ day, incidents }): Cell[] => ['day', day, 'incidents', incidents]),
    ...times('to_acknowledge', toAcknowledge),
    ...times('to_resolve', toResolve),
    ...content.services.flatMap(({ service, incidents, pages }): Cell[][] => [
      ['service', serviceName(service, reader), 'incidents', incidents],
      ['service', serviceName(service, reader), 'pages', pages],
    ]),
    ...content.people.flatMap(({ person, pages, atNight }): Cell[][] => [
      ['person', nameOf(person, reader), 'pages', pages],
      ['person', nameOf(person, reader), 'pages_at_night', atNight],
    ]),
    ...content.onCall.flatMap(({ person, totalMs, nightMs, weekendMs }): Cell[][] => [
      ['person', nameOf(person, reader), 'on_call_hours', hours(totalMs)],
      ['person', nameOf(person, reader), 'on_call_hours_at_night', hours(nightMs)],
      ['person', nameOf(person, reader), 'on_call_hours_at_weekends', hours(weekendMs)],
    ]),
    ...content.noisy.flatMap(({ from, title, pages, unacknowledged }): Cell[][] => [
      ['alert', `${from}: ${title}`, 'pages', pages],
      ['alert', `${from}: ${title}`, 'never_acknowledged', unacknowledged],
    ]),
    ...content.openTasks.flatMap(({ incident, tasks }) =>
      tasks.map((task): Cell[] => ['open_task', `#${incident}`, 'text', task]),
    ),
  ];
  return csvOf(['kind', 'name', 'figure', 'value'], rows);
}

/** Returns a day such as “9 Mar”, without its year. */
function dayLabel(day: string, { language }: Reader): string {
  const locale = language === 'en' ? 'en-GB' : language;
  return new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', timeZone: 'UTC' }).format(new Date(day));
}

function spread({ medianMs, p90Ms }: Lengths, reader: Reader) {
  return { median: duration(medianMs, reader), p90: duration(p90Ms, reader) };
}

function serviceName(id: string, { directory }: Reader): string {
  return directory.services.get(id)?.name ?? id;
}

function named(all: readonly string[]): string {
  return all.length > mostNamed ? `${all.slice(0, mostNamed).join(' · ')} · …` : all.join(' · ');
}
