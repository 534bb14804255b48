import { absencesDuring, awayUntil, comingAbsences } from '../../domain/absence.ts';
import type { PagedInstead } from '../../domain/escalation/paged-instead.ts';
import { personShifts } from '../../domain/on-call/final.ts';
import { spellLocal } from '../../domain/on-call/moments.ts';
import type { PersonShift } from '../../domain/on-call/schedule.ts';
import type { Absence, Person, PersonId } from '../../domain/people.ts';
import type { Button, Message } from '../../ports/message.ts';
import { inWords, nameOf } from '../names.ts';
import type { Confirmation } from '../questions.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';

const mostShifts = 3;
const mostShown = 10;

/** Returns a person's time off with their shifts in it. The person themselves also gets buttons that ask for cover. */
export function awayView(person: Person, own: boolean, reader: Reader, done = false): Message {
  const { t, now } = reader;
  const coming = comingAbsences(person, now);
  const begin = done ? [t('quiet.changed')] : [];
  if (coming.length === 0) {
    const none = own ? t('away.none') : t('away.none.person', { name: nameOf(person.id, reader) });
    return { text: [...begin, none, ...(own ? [t('away.hint.set')] : [])].join(' ') };
  }
  return { text: [...begin, periods(person, coming, own, reader), t('away.hint.off')].join(' ') };
}

/** Asks for confirmation before time off that was typed freely is saved: whose it is, and for when. */
export function awayQuestion(person: Person, absence: Absence, own: boolean, reader: Reader): Confirmation {
  const { t } = reader;
  const period = t('cover.period', times(absence, reader));
  const asked = own ? t('away.ask', { period }) : t('away.ask.person', { name: nameOf(person.id, reader), period });
  return {
    text: `${asked} ${t('away.meaning')}`,
    yes: t('away.enter'),
    args: { ...exactly(absence, reader), ...(own ? {} : { person: person.id }) },
  };
}

/** Answers new time off: its consequences, and the shifts that need cover. */
export function absentView(person: Person, absence: Absence, own: boolean, reader: Reader): Message {
  const { t } = reader;
  const shifts = personShifts(reader.directory.schedules.values(), person.id, absence.from, absence.to);
  const told = [periods(person, [absence], own, reader), t('away.meaning')];
  if (shifts.length === 0) return { text: told.join(' ') };
  const named = shifts.slice(0, mostShifts).map((shift) => shiftText(shift, reader));
  const list = inWords(named, reader.language);
  const more = shifts.length - named.length;
  const text = own ? t('away.shifts', { shifts: list, more }) : t('away.shifts.person', { shifts: list, more });
  return {
    text: [...told, text].join(' '),
    ...(own && { buttons: shifts.slice(0, mostShifts).map((shift) => coverButton(shift, reader)) }),
  };
}

/** Tells a person that a manager entered time off for them. */
export function markedAwayView(absence: Absence, by: PersonId, reader: Reader): Message {
  const { t } = reader;
  return { text: `${t('away.marked', { by: nameOf(by, reader), ...times(absence, reader) })} ${t('away.hint.off')}` };
}

/** Returns the person's name. If the person is away at that moment, it also says when they are back. */
export function nameAt(person: PersonId, at: Date, reader: Reader): string {
  const name = nameOf(person, reader);
  const until = awayUntil(reader.directory.people.get(person) ?? {}, at);
  return until ? reader.t('away.name', { name, time: moment(until, reader) }) : name;
}

/** Returns the person's name with the time off that they have during a shift: until when, or from when to when. */
export function nameDuring(
  person: PersonId,
  shift: { readonly from: Date; readonly to?: Date | undefined },
  reader: Reader,
): string {
  return withAbsences(nameOf(person, reader), person, shift, reader);
}

/** Returns the text with the time off that the person has during a shift, in parentheses. */
export function withAbsences(
  name: string,
  person: PersonId,
  shift: { readonly from: Date; readonly to?: Date | undefined },
  reader: Reader,
): string {
  const absences = absencesDuring(reader.directory.people.get(person) ?? {}, shift);
  const [first] = absences;
  if (!first) return name;
  if (first.from <= shift.from && absences.length === 1) {
    return reader.t('away.name', { name, time: moment(first.to, reader) });
  }
  return reader.t('away.name.during', { name, periods: listed(absences, reader) });
}

/** Says who is paged while this person is on call and away. */
export function insteadText({ people, nobodyElse }: PagedInstead, person: PersonId, reader: Reader): string {
  if (people.length === 0) return reader.t(nobodyElse ? 'away.instead.self' : 'away.instead.nobody');
  const paged = [...people, ...(nobodyElse ? [person] : [])];
  const names = inWords(
    paged.map((one) => nameOf(one, reader)),
    reader.language,
  );
  return reader.t('away.instead', { names, count: paged.length });
}

function listed(absences: readonly Absence[], reader: Reader): string {
  const texts = absences.slice(0, mostShown).map((one) => reader.t('cover.period', times(one, reader)));
  return inWords(texts, reader.language);
}

function periods(person: Person, absences: readonly Absence[], own: boolean, reader: Reader): string {
  const { t } = reader;
  const list = listed(absences, reader);
  return own
    ? t('away.yours', { periods: list })
    : t('away.person', { name: nameOf(person.id, reader), periods: list });
}

function shiftText({ schedule, ...shift }: PersonShift, reader: Reader): string {
  return `${schedule} ${reader.t('cover.period', times(shift, reader))}`;
}

function coverButton({ schedule, from, to }: PersonShift, { t, zone, now }: Reader): Button {
  return {
    label: t('away.cover', { schedule }),
    invokes: { command: 'cover', args: { schedule, ...exactly({ from, to }, { zone, now }) } },
  };
}

/** Returns the command's options. Without `from`, time off that has already begun starts when the button is pressed. */
function exactly({ from, to }: Absence, { zone, now }: Pick<Reader, 'zone' | 'now'>): Record<string, string> {
  return { ...(from > now && { from: spellLocal(from, zone) }), to: spellLocal(to, zone) };
}

function times({ from, to }: Absence, reader: Reader) {
  return { from: moment(from, reader), to: moment(to, reader) };
}
