import type { Listed } from '../../domain/incident/listed.ts';
import type { ComingShift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import type { Message } from '../../ports/message.ts';
import { headline } from '../incident/incident.ts';
import { incidentLine } from '../lists.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

/** A notification that is later than this names the time of the hand-over. */
const lateAfterMs = 10 * 60_000;
const mostIncidents = 10;

/** The shift that a hand-over started. */
export interface StartedShift {
  readonly schedule: string;
  readonly at: Date;
  /** Absent: nobody is on call. */
  readonly person?: PersonId;
  /** When the shift ends. Absent: it lasts for a year at least. */
  readonly until?: Date;
  /** The next shift of anybody, however far away. */
  readonly next?: ComingShift;
}

/**
 * Tells the person who comes on call.
 *
 * @param open incidents that page this schedule
 */
export function comingOnView(shift: StartedShift, open: readonly Listed[], reader: Reader): Message {
  const { t, language } = reader;
  const { schedule, until } = shift;
  const when = variant(shift, reader);
  const you = t(`hand-over.you.${when}`, times(shift, reader));
  const sentence = until ? `${you} ${nextSentence(shift, reader)}` : you;
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
export function goingOffView(shift: StartedShift, reader: Reader): Message {
  const { t } = reader;
  const { schedule, person, at } = shift;
  if (person === undefined) return { text: `${t('hand-over.ended', { schedule })} ${nobody(shift, reader)}` };
  const name = nameOf(person, reader);
  if (!isLate(shift, reader)) return { text: t('hand-over.ended.now', { schedule, name }) };
  return { text: t('hand-over.ended.since', { schedule, name, since: moment(at, reader) }) };
}

/** Tells the person who goes off call that, as planned, nobody is on call next. */
export function goingOffIntoGapView(schedule: string, until: Date, reader: Reader): Message {
  return { text: reader.t('rota.shift-over.until', { schedule, until: moment(until, reader) }) };
}

/** Tells the announce channel about the hand-over. */
export function handOverView(shift: StartedShift, reader: Reader): Message {
  const { person } = shift;
  if (person === undefined) return { text: nobody(shift, reader), tone: 'warning' };
  const values = { ...times(shift, reader), name: nameOf(person, reader) };
  const when = variant(shift, reader);
  return { text: reader.t(`hand-over.room.${when}`, values) };
}

function nobody(shift: StartedShift, reader: Reader): string {
  const when = variant(shift, reader);
  return reader.t(`hand-over.nobody.${when}`, times(shift, reader));
}

function variant(shift: StartedShift, reader: Reader) {
  const { until } = shift;
  if (isLate(shift, reader)) return until ? 'since-until' : 'since';
  return until ? 'until' : 'now';
}

function times({ schedule, at, until }: StartedShift, reader: Reader) {
  return { schedule, since: moment(at, reader), until: until ? moment(until, reader) : '' };
}

function nextSentence({ until, next }: StartedShift, reader: Reader): string {
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

function isLate({ at }: StartedShift, { now }: Reader): boolean {
  return now.getTime() - at.getTime() > lateAfterMs;
}
