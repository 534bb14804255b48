import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { spellSeen, takeOver } from '../domain/incident/pressed.ts';
import { refusalText } from '../locales/refusals.ts';
import { agreeing, drawnFor } from '../ports/commands/press.ts';
import type { CommandShape } from '../ports/commands.ts';
import type { Message } from '../ports/message.ts';
import { ended } from './answers.ts';
import { eventSentence } from './incident/events.ts';
import { headline } from './incident/incident.ts';
import { inWords, nameOf, platformName } from './names.ts';
import type { Reader } from './reader.ts';

/** A question that a person answers before a command runs. */
export interface Confirmation {
  readonly text: string;
  /** The label of the button that agrees. */
  readonly yes: string;
  /** The incident that the command is about. Absent: the command declares one, or is about none. */
  readonly incident?: Incident;
  /** The options that the button runs with instead of the typed ones: their times and names are exact. */
  readonly args?: Readonly<Record<string, string>>;
  /** What the button agrees to, short: when it has changed by then, the question is asked again. Absent: nothing else. */
  readonly covers?: string;
}

/**
 * Names the people whom an action would page.
 * @param action the key of the text for the action, such as `ask.escalate`
 * @param events the events that the action would cause
 */
export function whomView(
  action: 'ask.escalate' | 'ask.reopen' | 'ask.unack' | 'ask.unsnooze' | 'ask.page',
  { incident, events }: { readonly incident?: Incident; readonly events: readonly IncidentEvent[] },
  reader: Reader,
): Confirmation {
  const pages = events.filter((event) => event.type === 'paged');
  const people = pages.flatMap((page) => page.people.map((person) => nameOf(person, reader)));
  const channels = pages.flatMap((page) => page.channels ?? []);
  const names = [
    ...people,
    ...channels.map(({ platform }) => reader.t('ask.channel', { platform: platformName(platform, reader.t) })),
  ];
  const level = pages.find((page) => page.level !== undefined)?.level;
  const what = reader.t(action);
  return {
    text: `${questionText(what, incident, reader)} ${whomText(names, level, events.at(-1), reader)}`,
    yes: yesLabel({ what, names, people, channels: channels.length }, reader),
    ...(incident && { incident }),
  };
}

function questionText(what: string, incident: Incident | undefined, { t }: Reader): string {
  return incident ? t('ask.what', { what, incident: headline(incident) }) : t('ask.what.new', { what });
}

function whomText(
  names: readonly string[],
  level: number | undefined,
  last: IncidentEvent | undefined,
  reader: Reader,
): string {
  const { t, language } = reader;
  if (names.length === 0)
    return [t('ask.nobody'), ...(last ? [ended(eventSentence(last, reader), reader.t)] : [])].join(' ');
  const whom = inWords(names, language);
  return level === undefined ? t('ask.whom', { names: whom }) : t('ask.whom.level', { names: whom, level: level + 1 });
}

interface Asked {
  readonly what: string;
  readonly names: readonly string[];
  readonly people: readonly string[];
  readonly channels: number;
}

function yesLabel({ what, names, people, channels }: Asked, { t }: Reader): string {
  const [only] = people;
  if (names.length === 0) return what;
  if (channels > 0 && people.length === 0) return t('ask.yes.channel');
  return only !== undefined && names.length === 1
    ? t('ask.yes.one', { name: only })
    : t('ask.yes.many', { people: names.length });
}

/** Asks whether to take an incident over from its owner. After either answer a typed note has to be sent again. */
export function takeOverView(incident: Incident, note: string | undefined, reader: Reader): Message {
  const { number, acknowledged } = incident;
  if (!acknowledged) return { text: headline(incident) };
  const { by, via } = acknowledged;
  const data = { incident: number, name: nameOf(by, reader), via, ...(note && { note }) };
  const input = { command: 'ack', args: { incident: String(number) } };
  return {
    text: `${refusalText({ rule: 'already-acknowledged', data }, reader)} ${reader.t('ask.take-over')}`,
    buttons: [
      { label: reader.t('ask.take-over.yes'), invokes: agreeing(takeOver, drawnFor(spellSeen(incident), input)) },
    ],
  };
}

/** Names the incident that a line in a direct message would change, because the line itself names none. */
export function guessView({ name, form }: CommandShape, incident: Incident, { t }: Pick<Reader, 't'>): Confirmation {
  const what = form?.title ?? `${name.charAt(0).toUpperCase()}${name.slice(1)}`;
  return {
    text: t('ask.guess', { what, incident: headline(incident) }),
    yes: t('ask.guess.yes', { what, incident: incident.number }),
    incident,
  };
}

/** Asks whether to run a line that the person may only have been thinking about. */
export function runView(incident: Incident | undefined, line: string, { t }: Pick<Reader, 't'>): Confirmation {
  const yes = t('ask.run.yes');
  if (!incident) return { text: t('ask.run', { line }), yes };
  return { text: t('ask.run.on', { incident: headline(incident), line }), yes, incident };
}
