import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Message } from '../ports/message.ts';
import { eventSentence } from './incident/events.ts';
import { headline } from './incident/incident.ts';
import type { Reader } from './reader.ts';

/** To whoever declared it: its number, and who has been paged. */
export function declaredView(incident: Incident, events: readonly IncidentEvent[], reader: Reader): Message {
  const answer = changedView(`Declared ${headline(incident)} (${incident.severity}).`, { events, incident }, reader);
  if (incident.escalation) return answer;
  return { text: `${answer.text} Nobody is paged: there is no escalation policy. “page” asks somebody.` };
}

/** What was done, and what followed from it that the person should know: who was paged, and who could not be. */
export function changedView(
  done: string,
  { events }: { readonly events: readonly IncidentEvent[]; readonly incident: Incident },
  reader: Reader,
): Message {
  const told = new Set<IncidentEvent['type']>([
    'held',
    'deferred',
    'nobody-awake',
    'nobody-there',
    'paged',
    'level-empty',
    'exhausted',
    'unreachable',
  ]);
  const followed = events.filter(({ type }) => told.has(type)).map((event) => ended(eventSentence(event, reader)));
  return { text: [done, ...followed].join(' ') };
}

/** With a full stop, unless it ends in what people typed, and they ended it themselves. */
export function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
