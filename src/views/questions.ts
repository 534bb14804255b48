import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { platformNames } from '../domain/people.ts';
import type { CommandShape } from '../ports/commands.ts';
import { ended } from './answers.ts';
import { eventSentence } from './incident/events.ts';
import { headline } from './incident/incident.ts';
import { nameOf } from './names.ts';
import type { Reader } from './reader.ts';

/** What a person is asked before something is done. */
export interface Confirmation {
  readonly text: string;
  /** The label of the button that agrees. */
  readonly yes: string;
  /** The incident that it is about. Absent: it begins one, or is about none. */
  readonly incident?: Incident;
  /** What the button runs instead of what was typed: times and names made exact. */
  readonly args?: Readonly<Record<string, string>>;
}

/**
 * Names whom it would page.
 * @param what such as “Escalate”
 * @param events what would happen
 */
export function whomView(
  what: string,
  { incident, events }: { readonly incident?: Incident; readonly events: readonly IncidentEvent[] },
  reader: Reader,
): Confirmation {
  const pages = events.filter((event) => event.type === 'paged');
  const people = pages.flatMap((page) => page.people.map((person) => nameOf(person, reader)));
  const channels = pages.flatMap((page) => page.channels ?? []);
  const names = [...people, ...channels.map(({ platform }) => `a channel on ${platformNames[platform]}`)];
  const level = pages.find((page) => page.level !== undefined)?.level;
  const last = events.at(-1);
  const whom =
    names.length > 0
      ? `This pages ${listed(names)}${level === undefined ? '' : ` (level ${level + 1})`}.`
      : `This pages nobody.${last ? ` ${ended(eventSentence(last, reader), reader.t)}` : ''}`;
  const one = people.length === 1 && names.length === 1 ? people[0] : `${names.length} people`;
  return {
    text: `${what}${incident ? ` ${headline(incident)}` : ''}? ${whom}`,
    yes: names.length === 0 ? what : `Page ${channels.length > 0 && people.length === 0 ? 'the channel' : one}`,
    ...(incident && { incident }),
  };
}

/** Names the incident that a line in a direct message would change, though it named none. */
export function guessView({ name, form }: CommandShape, incident: Incident): Confirmation {
  const what = form?.title ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    text: `${what} ${headline(incident)}? You named no incident, and this is the one that you were paged for last.`,
    yes: `${what} #${incident.number}`,
    incident,
  };
}

function listed(names: readonly string[]): string {
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : (names[0] ?? '');
}
