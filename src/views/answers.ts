import type { Directory } from '../domain/directory.ts';
import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { formatMoment } from '../domain/on-call/moments.ts';
import type { Message } from '../ports/message.ts';
import { eventSentence } from './events.ts';
import { headline, houseZone } from './incident.ts';

/** To whoever declared it: its number, and who has been paged. */
export function declaredView(incident: Incident, events: readonly IncidentEvent[], directory: Directory): Message {
  const answer = changedView(`Declared ${headline(incident)} (${incident.severity}).`, { events, incident }, directory);
  if (incident.escalation) return answer;
  return { text: `${answer.text} Nobody is paged: there is no escalation policy. “page” asks somebody.` };
}

/** What was done, and what followed from it that the person should know: who was paged, and who could not be. */
export function changedView(
  done: string,
  { events, incident }: { readonly events: readonly IncidentEvent[]; readonly incident: Incident },
  directory: Directory,
): Message {
  const told = new Set<IncidentEvent['type']>([
    'held',
    'nobody-there',
    'paged',
    'level-empty',
    'exhausted',
    'unreachable',
  ]);
  const followed = events.filter(({ type }) => told.has(type)).map((event) => ended(eventSentence(event, directory)));
  return { text: [done, ...followed, ...quietOnes(incident, events, directory)].join(' ') };
}

/** Who was paged just now and sleeps on, for they want it quiet: the asker must not count on them. */
function quietOnes(incident: Incident, events: readonly IncidentEvent[], directory: Directory): string[] {
  const now = new Set(events.map(({ at }) => at.getTime()));
  return Object.values(incident.deliveries).flatMap(({ kind, person, about, after }) => {
    if (kind !== 'held' || !person || !about || !after || !now.has(about.at.getTime())) return [];
    return `${directory.people.get(person)?.name ?? person} has quiet hours until ${formatMoment(after, houseZone(directory))} and hears of it then.`;
  });
}

/** With a full stop, unless it ends in what people typed, and they ended it themselves. */
export function ended(sentence: string): string {
  return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
