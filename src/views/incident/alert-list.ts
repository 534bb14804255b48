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
  const lines = shown.map((alert) => alertLines(alert, reader));
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
    links: [{ label: t('alerts.open', { incident: `#${number}` }), url: `${publicUrl}/incidents/${number}` }],
  };
}

function alertLines(alert: GroupedAlert, reader: Reader): string {
  const { title, status, count, since, changedAt, value, labels = [], links = [] } = alert;
  const { t } = reader;
  const facts = [
    status === 'firing'
      ? t('alerts.since', { moment: shortMoment(since, reader) })
      : t('alerts.resolved-at', { moment: shortMoment(changedAt, reader) }),
    ...(count > 1 ? [t('alerts.times', { count })] : []),
    ...(value ? [value] : []),
  ];
  const named = labels.map((label) => `${label.name}: ${label.value}`).join(' · ');
  return [
    `${status === 'firing' ? '🔴' : '✅'} ${title} · ${facts.join(' · ')}`,
    ...(named ? [truncate(named, mostLabelCharacters)] : []),
    ...links.map(({ kind, url }) => `${t(`link.${kind}`)}: ${url}`),
  ].join('\n');
}
