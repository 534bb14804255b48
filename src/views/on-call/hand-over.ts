import type { Listed } from '../../domain/incident/listed.ts';
import type { ComingShift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import { formatMoment } from '../../lib/moment.ts';
import type { Message } from '../../ports/message.ts';
import { headline, stateSentence } from '../incident/incident.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';

/** Told later than this, a hand-over is no news of this moment: the text says when it was. */
const lateAfterMs = 10 * 60_000;
const mostIncidents = 10;

/** What a hand-over began. */
export interface Turn {
  readonly schedule: string;
  readonly at: Date;
  /** Absent: nobody is on call. */
  readonly person?: PersonId;
  /** Absent: for a year at least. */
  readonly until?: Date;
  /** The next time that somebody is on call, whenever that is. */
  readonly next?: ComingShift;
}

/**
 * To the one coming on.
 * @param open incidents that page this schedule
 */
export function comingOnView(turn: Turn, open: readonly Listed[], reader: Reader): Message {
  const { schedule, until } = turn;
  const since = isLate(turn, reader) ? ` since ${moment(turn.at, reader)}` : '';
  const end = until ? ` until ${moment(until, reader)}${nextInWords(turn, reader)}` : '';
  const sentence = `You are on call for ${schedule}${since}${end}.`;
  if (open.length === 0) return { text: sentence };
  return {
    text: `${sentence} Open incidents: ${listed(open.map(headline)).join('; ')}`,
    title: `You are on call for ${schedule}`,
    body: [
      sentence,
      'Open incidents:',
      ...listed(open.map((incident) => `${headline(incident)} · ${stateSentence(incident, reader)}`)),
    ].join('\n'),
    tone: 'neutral',
  };
}

/** To the one going off. */
export function goingOffView(turn: Turn, reader: Reader): Message {
  const { schedule, person } = turn;
  if (person === undefined) return { text: `${nobody(turn, reader)} Thank you.` };
  const name = nameOf(person, reader);
  const said = isLate(turn, reader)
    ? `${name} has had ${schedule} since ${moment(turn.at, reader)}.`
    : `${name} has ${schedule} now.`;
  return { text: `${said} Thank you.` };
}

/** To the one going off where nobody is meant to be on call next. */
export function goingOffIntoGapView({ schedule, until }: Turn, { t, zone, now, language }: Reader): Message {
  if (!until) return { text: t('rota.shift-over', { schedule }) };
  return { text: t('rota.shift-over.until', { schedule, until: formatMoment(until, zone, now, language) }) };
}

/** To the announce channel. */
export function turnView(turn: Turn, reader: Reader): Message {
  const { schedule, person, until } = turn;
  if (person === undefined) return { text: nobody(turn, reader), tone: 'warning' };
  const since = isLate(turn, reader) ? `since ${moment(turn.at, reader)}` : 'now';
  const end = until ? `, until ${moment(until, reader)}` : '';
  return { text: `On call for ${schedule} ${since}: ${nameOf(person, reader)}${end}.` };
}

function nobody(turn: Turn, reader: Reader): string {
  const times = [
    ...(isLate(turn, reader) ? [`since ${moment(turn.at, reader)}`] : []),
    ...(turn.until ? [`until ${moment(turn.until, reader)}`] : ['for a year or more']),
  ];
  return `Nobody is on call for ${turn.schedule} ${times.join(' and ')}.`;
}

function nextInWords({ until, next }: Turn, reader: Reader): string {
  if (!next) return '; nobody is next';
  const name = nameOf(next.person, reader);
  if (next.from.getTime() === until?.getTime()) return `; next is ${name}`;
  return `; next is ${name} from ${moment(next.from, reader)}`;
}

function listed(lines: readonly string[]): string[] {
  const more = lines.length - mostIncidents;
  return [...lines.slice(0, mostIncidents), ...(more > 0 ? [`… ${more} more`] : [])];
}

function isLate({ at }: Turn, { now }: Reader): boolean {
  return now.getTime() - at.getTime() > lateAfterMs;
}

function moment(at: Date, { zone, now }: Reader): string {
  return formatMoment(at, zone, now);
}
