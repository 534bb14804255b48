import type { Listed } from '../../domain/incident/listed.ts';
import type { ComingShift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import type { Message } from '../../ports/message.ts';
import { headline } from '../incident/incident.ts';
import { incidentLine } from '../lists.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

/** A notification that is later than this says when the hand-over was. */
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
 * Tells the person who comes on call.
 *
 * @param open incidents that page this schedule
 */
export function comingOnView(turn: Turn, open: readonly Listed[], reader: Reader): Message {
  const { t, language } = reader;
  const { schedule, until } = turn;
  const when = variant(turn, reader);
  const you = t(`hand-over.you.${when}`, times(turn, reader));
  const sentence = until ? `${you} ${nextSentence(turn, reader)}` : you;
  if (open.length === 0) return { text: sentence };
  const heading = t('hand-over.open');
  return {
    text: `${sentence} ${heading} ${listed(open.map(headline), reader).join('; ')}`,
    title: t('hand-over.title', { schedule }),
    body: [
      sentence,
      heading,
      ...listed(
        open.map((incident) => incidentLine(incident, reader)),
        reader,
      ),
    ].join('\n'),
    tone: 'neutral',
    language,
  };
}

/** Tells the person who goes off call. */
export function goingOffView(turn: Turn, reader: Reader): Message {
  const { t } = reader;
  const { schedule, person, at } = turn;
  if (person === undefined) return { text: `${t('hand-over.ended', { schedule })} ${nobody(turn, reader)}` };
  const name = nameOf(person, reader);
  if (!isLate(turn, reader)) return { text: t('hand-over.ended.now', { schedule, name }) };
  return { text: t('hand-over.ended.since', { schedule, name, since: moment(at, reader) }) };
}

/** Tells the person who goes off call where nobody is meant to be on call next. */
export function goingOffIntoGapView(schedule: string, until: Date, reader: Reader): Message {
  return { text: reader.t('rota.shift-over.until', { schedule, until: moment(until, reader) }) };
}

/** Tells the announce channel. */
export function turnView(turn: Turn, reader: Reader): Message {
  const { person } = turn;
  if (person === undefined) return { text: nobody(turn, reader), tone: 'warning' };
  const values = { ...times(turn, reader), name: nameOf(person, reader) };
  const when = variant(turn, reader);
  return { text: reader.t(`hand-over.room.${when}`, values) };
}

function nobody(turn: Turn, reader: Reader): string {
  const when = variant(turn, reader);
  return reader.t(`hand-over.nobody.${when}`, times(turn, reader));
}

function variant(turn: Turn, reader: Reader) {
  const { until } = turn;
  if (isLate(turn, reader)) return until ? 'since-until' : 'since';
  return until ? 'until' : 'now';
}

function times({ schedule, at, until }: Turn, reader: Reader) {
  return { schedule, since: moment(at, reader), until: until ? moment(until, reader) : '' };
}

function nextSentence({ until, next }: Turn, reader: Reader): string {
  const { t } = reader;
  if (!next) return t('hand-over.next.nobody');
  const name = nameOf(next.person, reader);
  if (next.from.getTime() === until?.getTime()) return t('hand-over.next', { name });
  return t('hand-over.next.from', { name, from: moment(next.from, reader) });
}

function listed(lines: readonly string[], { t }: Reader): string[] {
  const more = lines.length - mostIncidents;
  return [...lines.slice(0, mostIncidents), ...(more > 0 ? [t('list.rest', { count: more })] : [])];
}

function isLate({ at }: Turn, { now }: Reader): boolean {
  return now.getTime() - at.getTime() > lateAfterMs;
}
