import type { AlertGroup, GroupedAlert } from '../../domain/alerts/alert-group.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Mark } from '../../domain/incident/incident.ts';
import type { Translate } from '../../locales/catalogue.ts';
import type { Field } from '../../ports/message.ts';
import type { Reader } from '../reader.ts';
import { durationInWords } from '../times.ts';

const shown = 3;

/** How many alerts there are, and the last of them, for the card of their incident. */
export function alertFields(group: AlertGroup, reader: Reader): Field[] {
  const { alerts, total, firing, more, received, waiting, flapping } = group;
  const { t } = reader;
  const counts = [
    total === 1
      ? t(firing === 1 ? 'alerts.firing.one' : 'alerts.resolved.one')
      : t(more ? 'alerts.firing.more' : 'alerts.firing', { firing, total }),
    ...(received > total ? [t('alerts.received', { count: received })] : []),
    ...(waiting ? [t('alerts.waiting', { enough: enough(waiting, reader) })] : []),
  ];
  const fields: Field[] = [{ label: t('field.alerts'), value: counts.join(' · ') }];
  if (total > 1) {
    const lines = alerts.slice(0, shown).map((alert) => alertLine(alert, t));
    fields.push({ label: t('field.latest-alerts'), value: lines.join('\n') });
  }
  if (flapping) fields.push({ label: t('field.flapping'), value: t('alerts.flapping', { title: flapping.title }) });
  return fields;
}

function alertLine({ title, status, count }: GroupedAlert, t: Translate): string {
  const line = count > 1 ? t('alerts.repeated', { title, count }) : title;
  return `${status === 'firing' ? '🔴' : '✅'} ${line}`;
}

/** Returns “3 alerts within 5 minutes”, in the reader's language. */
export function enough(
  { alerts, withinMs }: { readonly alerts: number; readonly withinMs: number },
  { t, language }: Pick<Reader, 't' | 'language'>,
): string {
  return t('alerts.enough', { alerts, duration: durationInWords(withinMs, { language }) });
}

export function alertedSentence({ alerts, more }: Extract<IncidentEvent, { type: 'alerted' }>, t: Translate): string {
  const named = alerts.map(({ title, status }) => t(`event.alerted.${status}`, { title }));
  return [...named, ...(more > 0 ? [t('event.alerted.more', { more })] : [])].join(' · ');
}

/** A monitor is not a person who says something somewhere. */
export function isByAlert({ via }: Pick<Mark, 'via'>): boolean {
  return via === 'alert';
}
