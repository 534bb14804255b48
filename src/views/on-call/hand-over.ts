import { absencesDuring } from '../../domain/absence.ts';
import { awayParts } from '../../domain/escalation/paged-instead.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import type { ComingShift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import type { Button, Message } from '../../ports/message.ts';
import { headline } from '../incident/incident.ts';
import { incidentLine } from '../lists.ts';
import { inWords, nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';
import { coverButtons, fitsEverywhere, nameAt, nameDuring, untaken } from './away.ts';
import { periodText } from './period.ts';

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
  const absence = ownAbsence(shift, reader);
  const sentence = [you, ...(until ? [nextSentence(shift, reader)] : []), ...absence.texts].join(' ');
  const buttons = absence.buttons.length > 0 && { buttons: absence.buttons };
  if (open.length === 0) return { text: sentence, ...buttons };
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
    ...buttons,
  };
}

/** Says that the person comes on call while they are away, with buttons that ask for cover or end the time off. */
function ownAbsence({ schedule: id, at, person, until }: StartedShift, reader: Reader) {
  const { t, directory } = reader;
  const known = person === undefined ? undefined : directory.people.get(person);
  // The message may have waited for the end of quiet hours.
  const begun = at > reader.now ? at : reader.now;
  const absences = known ? absencesDuring(known, { from: begun, to: until }) : [];
  if (!known || absences.length === 0) return { texts: [], buttons: [] };
  const shifts = absences.map(({ from, to }) => ({
    schedule: id,
    person: known.id,
    from: from > begun ? from : begun,
    to: until && until < to ? until : to,
  }));
  const list = inWords(
    absences.map((one) => periodText(one, reader)),
    reader.language,
  );
  const end: Button = { label: t('away.end'), invokes: { command: 'away', args: { action: 'off' } } };
  return {
    texts: [t('away.yours', { periods: list }), ...untaken(shifts, true, reader)],
    buttons: [...coverButtons(shifts, reader), end],
  };
}

/** Tells the person who goes off call. */
export function goingOffView(shift: StartedShift, reader: Reader): Message {
  const { t } = reader;
  const { schedule, person, at } = shift;
  if (person === undefined) return { text: `${t('hand-over.ended', { schedule })} ${nobody(shift, reader)}` };
  const name = nameAt(person, reader.now, reader);
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
  const { schedule: id, at, until } = shift;
  const values = { ...times(shift, reader), name: nameDuring(person, { from: at, to: until }, reader) };
  const when = variant(shift, reader);
  const text = reader.t(`hand-over.room.${when}`, values);
  const schedule = reader.directory.schedules.get(id);
  const parts = schedule ? awayParts(schedule, { person, from: at, to: until }, reader.directory) : [];
  if (parts.length === 0) return { text };
  const shifts = parts.map(({ from, to }) => ({ schedule: id, person, from, to }));
  return {
    text: [text, ...untaken(shifts, false, reader)].join(' '),
    tone: 'warning',
    ...(parts[0]!.from <= reader.now && { buttons: [takeButton(id, person, reader)].filter(fitsEverywhere) }),
  };
}

/** Returns a button that puts its presser on call until the person's shift ends or they are back; only the first has it. */
function takeButton(schedule: string, instead: PersonId, { t }: Reader): Button {
  return { label: t('away.take'), invokes: { command: 'override', args: { schedule, instead } } };
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
