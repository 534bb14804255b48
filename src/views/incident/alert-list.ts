import type { AlertLink } from '../../domain/alerts/alert.ts';
import { labelsBesideLinks } from '../../domain/alerts/alert-details.ts';
import type { GroupedAlert } from '../../domain/alerts/grouped-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { oneLine, truncate } from '../../lib/text.ts';
import type { Message } from '../../ports/message.ts';
import { pageButtons } from '../pages.ts';
import type { Reader } from '../reader.ts';
import { shortMoment } from '../times.ts';
import { inOrder, leftOutText } from './alerts.ts';
import { headline } from './incident.ts';

/** The most alerts that people read in one message of a chat. */
export const alertsPerPage = 10;
const mostLabelCharacters = 300;

/** The alerts of an incident to show. */
interface AlertsShown {
  /** In any order. Of very many alerts some are missing. */
  readonly all: readonly GroupedAlert[];
  /** From 1. */
  readonly page: number;
  readonly publicUrl: string;
}

/** Returns a page of an incident's alerts in full detail: firing alerts first, and the latest first in each group. */
export function alertsView(incident: Incident, { all, page, publicUrl }: AlertsShown, reader: Reader): Message {
  const { t, language } = reader;
  const { alerts: group, number } = incident;
  if (!group) return { text: t('alerts.none', { number }) };
  const before = (page - 1) * alertsPerPage;
  const shown = inOrder(all).slice(before, before + alertsPerPage);
  const [only, ...others] = shown;
  // The links of a single alert are buttons. In a list each alert has its first link beside it.
  const links = others.length === 0 ? (only?.links ?? []) : [];
  const lines = shown.map((alert) => alertLines(alert, links.length > 0 ? [] : (alert.links ?? []), reader));
  const more = group.total - before - shown.length;
  if (more > 0) lines.push(t('alerts.more', { count: more }));
  lines.push(...leftOutText(group, t));
  const asked = { command: 'alerts', args: { incident: String(number) } };
  const buttons = pageButtons(asked, { page, more: all.length > before + shown.length }, t);
  const name = headline(incident);
  const title = page === 1 ? t('alerts.title', { incident: name }) : t('alerts.title.page', { incident: name, page });
  return {
    text: `${title}: ${shown[0]?.title ?? ''}`,
    title,
    body: lines.join('\n'),
    tone: 'neutral',
    language,
    zone: reader.zone,
    ...(buttons.length > 0 && { buttons }),
    links: [
      ...links.map(({ kind, url }) => ({ label: t(`link.${kind}`), url })),
      { label: t('alerts.open', { incident: `#${number}` }), url: `${publicUrl}/incidents/${number}` },
    ],
  };
}

function alertLines(alert: GroupedAlert, links: readonly AlertLink[], reader: Reader): string {
  const { title, status, count, since, changedAt, value } = alert;
  const { t } = reader;
  const facts = [
    status === 'firing'
      ? t('alerts.since', { moment: shortMoment(since, reader) })
      : t('alerts.resolved-at', { moment: shortMoment(changedAt, reader) }),
    ...(count > 1 ? [t('alerts.times', { count })] : []),
    ...(value ? [value] : []),
  ];
  const named = labelsBesideLinks(alert)
    .map((label) => `${label.name}: ${oneLine(label.value)}`)
    .join(' · ');
  return [
    `${status === 'firing' ? '🔴' : '✅'} ${title} · ${facts.join(' · ')}`,
    ...(named ? [truncate(named, mostLabelCharacters)] : []),
    ...links.slice(0, 1).map(({ kind, url }) => `${t(`link.${kind}`)}: ${url}`),
  ].join('\n');
}
