import type { AlertGroup, GroupedAlert } from '../../domain/alerts/alert-group.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Mark } from '../../domain/incident/incident.ts';
import type { Translate } from '../../locales/catalogue.ts';
import type { Field } from '../../ports/message.ts';
import { durationInWords } from '../names.ts';
import type { Reader } from '../reader.ts';

const shown = 3;

/** How many alerts there are, and the last of them, for the card of their incident. */
export function alertFields(group: AlertGroup, reader: Reader): Field[] {
  const { alerts, total: all, firing, more, received, waiting, flapping } = group;
  const counts = [
    all === 1 ? (firing === 1 ? 'firing' : 'resolved') : `${firing} of ${all}${more ? ' or more' : ''} firing`,
    ...(received > all ? [`received ${received} times`] : []),
    ...(waiting ? [`nobody is paged before ${enough(waiting, reader)}`] : []),
  ];
  const fields: Field[] = [{ label: 'Alerts', value: counts.join(', ') }];
  if (all > 1) fields.push({ label: 'Latest', value: alerts.slice(0, shown).map(alertLine).join('\n') });
  if (flapping) {
    fields.push({ label: 'Flapping', value: `“${flapping.title}” comes and goes: resolve it by hand once it is calm` });
  }
  return fields;
}

function alertLine({ title, status, count }: GroupedAlert): string {
  return `${status === 'firing' ? '🔴' : '✅'} ${title}${count > 1 ? ` (${count} times)` : ''}`;
}

/** Returns “3 alerts within 5 minutes”, in the reader's language. */
export function enough(
  { alerts, withinMs }: { readonly alerts: number; readonly withinMs: number },
  { t, language }: Pick<Reader, 't' | 'language'>,
): string {
  return t('alerts.enough', { alerts, duration: durationInWords(withinMs, language) });
}

export function alertedSentence({ alerts, more }: Extract<IncidentEvent, { type: 'alerted' }>, t: Translate): string {
  const named = alerts.map(({ title, status }) => t(`event.alerted.${status}`, { title }));
  return [...named, ...(more > 0 ? [t('event.alerted.more', { more })] : [])].join(' · ');
}

/** A monitor is not a person who says something somewhere. */
export function isByAlert({ via }: Pick<Mark, 'via'>): boolean {
  return via === 'alert';
}
