import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import type { Listed } from '../domain/incident/listed.ts';
import type { Translate } from '../locales/catalogue.ts';
import { anyState, drawnFor } from '../ports/commands/press.ts';
import type { Message } from '../ports/message.ts';
import { eventSentence } from './incident/events.ts';
import { headline } from './incident/incident.ts';
import { nameOf } from './names.ts';
import type { Reader } from './reader.ts';

/** The incident after a command, and the events that the command added. */
interface Changed {
  readonly incident: Incident;
  readonly events: readonly IncidentEvent[];
}

/** The consequences that a person should know: who was paged, who could not be paged, and what was noted. */
const consequences: ReadonlySet<IncidentEvent['type']> = new Set([
  'held',
  'deferred',
  'nobody-awake',
  'nobody-there',
  'paged',
  'level-empty',
  'exhausted',
  'unreachable',
  'noted',
]);

/**
 * Returns the answer to a declaration: the incident's number, and who was paged.
 *
 * @param inMaintenance whether alerts of the service page nobody at the moment
 */
export function declaredView(changed: Changed, inMaintenance: boolean, reader: Reader): Message {
  const { t } = reader;
  const { incident } = changed;
  const { severity, escalation } = incident;
  const answer = changedView(t('answer.declared', { incident: headline(incident), severity }), changed, reader);
  if (!escalation) return { text: `${answer.text} ${t('answer.declared.no-policy')}` };
  return inMaintenance ? { text: `${answer.text} ${t('answer.declared.maintenance')}` } : answer;
}

/** Adds a question to the answer of a declaration: another incident may be the same, and a button asks to merge the two. */
export function withMergeProposal(
  answer: Message,
  { incident, open }: { readonly incident: Incident; readonly open: Listed },
  { t }: Reader,
): Message {
  const [number, other] = [String(open.number), String(incident.number)];
  return {
    ...answer,
    text: `${answer.text} ${ended(t('answer.declared.alike', { incident: headline(open) }), t)}`,
    buttons: [
      ...(answer.buttons ?? []),
      {
        label: t('answer.declared.merge', { number }),
        invokes: drawnFor(anyState, { command: 'merge', args: { incident: number, other } }),
      },
    ],
  };
}

/** Answers an acknowledgement. */
export function acknowledgedView({ incident, events }: Changed, reader: Reader): Message {
  const { t } = reader;
  const named = { incident: headline(incident) };
  if (events.some(({ type }) => type === 'confirmed')) return { text: ended(t('answer.confirmed', named), t) };
  if (incident.acknowledged && events.some(({ type }) => type === 'joined')) {
    return { text: ended(t('answer.joined', { ...named, name: nameOf(incident.acknowledged.by, reader) }), t) };
  }
  // The person already owned the incident and added a note. A repeated command has no events and gets the answer of the
  // first.
  const onlyAddedNote = events.length > 0 && !events.some(({ type }) => type === 'acknowledged');
  if (onlyAddedNote) return { text: ended(t('answer.noted', named), t) };
  const former = events.find((event) => event.type === 'acknowledged')?.from;
  if (former) return { text: ended(t('answer.taken-over', { ...named, name: nameOf(former, reader) }), t) };
  return { text: `${ended(t('answer.acknowledged', named), t)} ${t('answer.acknowledged.next')}` };
}

/** Says what was done, and its consequences. */
export function changedView(done: string, { events }: Pick<Changed, 'events'>, reader: Reader): Message {
  const followed = events.filter(({ type }) => consequences.has(type)).map((event) => eventSentence(event, reader));
  return { text: [done, ...followed].map((sentence) => ended(sentence, reader.t)).join(' ') };
}

/** Returns the sentence with a full stop, unless it ends with text that a person typed and already ended. */
export function ended(sentence: string, t: Translate): string {
  return /[.!?…。！？]$/.test(sentence) ? sentence : t('answer.sentence', { sentence });
}
