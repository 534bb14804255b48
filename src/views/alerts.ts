import { type AlertGroup, firingIn, type GroupedAlert } from '../domain/alerts/alert-group.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Mark } from '../domain/incident/incident.ts';
import type { Field } from '../ports/message.ts';

const shown = 3;

/** How many alerts there are, and the last of them, for the card of their incident. */
export function alertFields(group: AlertGroup): Field[] {
  const { alerts, more, received, waiting, flapping } = group;
  const firing = firingIn(group);
  const all = alerts.length;
  const counts = [
    all === 1 ? (firing === 1 ? 'firing' : 'resolved') : `${firing} of ${all}${more ? ' or more' : ''} firing`,
    ...(received > all ? [`received ${received} times`] : []),
    ...(waiting ? [`nobody is paged before ${enough(waiting)}`] : []),
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

/** Such as “3 alerts within 5 minutes”. */
export function enough({ alerts, withinMs }: { readonly alerts: number; readonly withinMs: number }): string {
  const minutes = Math.round(withinMs / 60_000);
  const time =
    minutes < 1 ? `${Math.round(withinMs / 1000)} seconds` : minutes === 1 ? 'a minute' : `${minutes} minutes`;
  return `${alerts} alerts within ${time}`;
}

export function alertedSentence({ alerts, more }: Extract<IncidentEvent, { type: 'alerted' }>): string {
  const named = alerts.map(({ title, status }) => `${status === 'firing' ? 'Alert' : 'Resolved'}: ${title}`);
  return [...named, ...(more > 0 ? [`and ${more} more`] : [])].join(' · ');
}

/** A monitor is not a person who says something somewhere. */
export function isByAlert({ via }: Pick<Mark, 'via'>): boolean {
  return via === 'alert';
}
