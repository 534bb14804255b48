import type { AlertLink } from '../../domain/alerts/alert.ts';
import { labelsBesideLinks } from '../../domain/alerts/alert-details.ts';
import type { GroupedAlert } from '../../domain/alerts/alert-group.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { truncate } from '../../lib/text.ts';
import type { Message } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';
import { shortMoment } from '../times.ts';
import { inOrder, leftOutText } from './alerts.ts';
import { headline } from './incident.ts';

/** As many as people read in a chat; the web and the API list them all. */
const mostShown = 10;
const mostLabelCharacters = 300;

/** Returns the alerts of an incident with all that is known of them: those that fire first, the latest first. */
export function alertsView(incident: Incident, publicUrl: string, reader: Reader): Message {
  const { t, language } = reader;
  const { alerts: group, number } = incident;
  if (!group) return { text: t('alerts.none', { number }) };
  const shown = inOrder(group.alerts).slice(0, mostShown);
  const [only, ...others] = shown;
  // The links of one alert are buttons; of many each has the first of its own beside it.
  const buttons = others.length === 0 ? (only?.links ?? []) : [];
  const lines = shown.map((alert) => alertLines(alert, buttons.length > 0 ? [] : (alert.links ?? []), reader));
  const more = group.total - shown.length;
  if (more > 0) lines.push(t('alerts.more', { count: more, number }));
  lines.push(...leftOutText(group, t));
  const title = t('alerts.title', { incident: headline(incident) });
  return {
    text: `${title}: ${shown[0]?.title ?? ''}`,
    title,
    body: lines.join('\n'),
    tone: 'neutral',
    language,
    zone: reader.zone,
    links: [
      ...buttons.map(({ kind, url }) => ({ label: t(`link.${kind}`), url })),
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
    .map((label) => `${label.name}: ${label.value}`)
    .join(' · ');
  return [
    `${status === 'firing' ? '🔴' : '✅'} ${title} · ${facts.join(' · ')}`,
    ...(named ? [truncate(named, mostLabelCharacters)] : []),
    ...links.slice(0, 1).map(({ kind, url }) => `${t(`link.${kind}`)}: ${url}`),
  ].join('\n');
}
