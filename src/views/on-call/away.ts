import { absencesDuring, awayUntil, comingAbsences } from '../../domain/absence.ts';
import type { EmptyPolicy } from '../../domain/escalation/everybody-away.ts';
import { awayParts, type PagedInstead } from '../../domain/escalation/paged-instead.ts';
import { personShifts } from '../../domain/on-call/final.ts';
import type { PersonShift } from '../../domain/on-call/schedule.ts';
import type { Absence, Person, PersonId } from '../../domain/people.ts';
import { encodeInput, mostButtonBytes } from '../../ports/commands/input.ts';
import type { Button, Message } from '../../ports/message.ts';
import { inWords, nameOf } from '../names.ts';
import type { Confirmation } from '../questions.ts';
import type { Reader } from '../reader.ts';
import { moment } from '../times.ts';
import { emptyPoliciesText } from './empty-policies.ts';
import { periodEnds, periodOptions, periodText } from './period.ts';

const mostShifts = 3;
const mostShown = 10;

/**
 * Returns a person's time off.
 *
 * @param fromFile whether all of it is in the configuration file, where chat cannot end it
 * @param done whether it has just been changed
 */
export function awayView(
  person: Person,
  { own, fromFile, done = false }: { readonly own: boolean; readonly fromFile: boolean; readonly done?: boolean },
  reader: Reader,
): Message {
  const { t, now } = reader;
  const coming = comingAbsences(person, now);
  const begin = done ? [t('quiet.changed')] : [];
  if (coming.length === 0) {
    const none = own ? t('away.none') : t('away.none.person', { name: nameOf(person.id, reader) });
    return { text: [...begin, none, ...(own ? [t('away.hint.set')] : [])].join(' ') };
  }
  // One of the file that is under way can be ended in chat; one to come cannot.
  const hint = fromFile && coming[0]!.from > now ? t('away.hint.file') : t('away.hint.off');
  return { text: [...begin, periods(person, coming, own, reader), hint].join(' ') };
}

/** Returns who is away or will be, a line for each person. */
export function everybodyAwayView(reader: Reader): Message {
  const { t, now, directory } = reader;
  const lines = [...directory.people.values()].flatMap((person) => {
    const coming = comingAbsences(person, now);
    return coming.length === 0 ? [] : [periods(person, coming, false, reader)];
  });
  return { text: lines.length === 0 ? t('away.none.everybody') : lines.join('\n') };
}

/** Asks for confirmation before time off that was typed freely is saved: whose it is, and for when. */
export function awayQuestion(
  person: Person,
  { absence, own, empty }: { readonly absence: Absence; readonly own: boolean; readonly empty: readonly EmptyPolicy[] },
  reader: Reader,
): Confirmation {
  const { t } = reader;
  const period = periodText(absence, reader);
  const asked = own ? t('away.ask', { period }) : t('away.ask.person', { name: nameOf(person.id, reader), period });
  return {
    text: `${asked} ${empty.length > 0 ? emptyPoliciesText(empty, reader) : t('away.meaning')}`,
    yes: t('away.enter'),
    args: { ...periodOptions(absence, reader), ...(own ? {} : { person: person.id }) },
  };
}

/**
 * Asks before a button or a free line ends time off, because it ends all of it. Undefined when there is none to end.
 */
export function awayEndQuestion(
  ended: readonly Absence[],
  { person, own }: { readonly person: Person; readonly own: boolean },
  reader: Reader,
): Confirmation | undefined {
  if (ended.length === 0) return undefined;
  const { t } = reader;
  const values = { name: nameOf(person.id, reader), periods: listed(ended, reader) };
  return {
    text: own ? t('away.end.ask', values) : t('away.end.ask.person', values),
    yes: own ? t('away.end') : t('away.end.person'),
  };
}

/**
 * Answers new time off: what became of it, its consequences, and the shifts that need cover.
 *
 * @param before the person's time off to come, without it
 */
export function absentView(
  person: Person,
  { absence, before, own }: { readonly absence: Absence; readonly before: readonly Absence[]; readonly own: boolean },
  reader: Reader,
): Message {
  const { t } = reader;
  const whole = comingAbsences(person, reader.now).find(({ from, to }) => from <= absence.from && to >= absence.to);
  const became = whole ?? absence;
  const earlier = before.filter(({ from, to }) => from <= became.to && to >= became.from);
  const isKnown = earlier.some(({ from, to }) => from <= became.from && to >= became.to);
  const period = periodText(became, reader);
  const name = nameOf(person.id, reader);
  const already = own ? t('away.already', { period }) : t('away.already.person', { name, period });
  const merged = earlier.length > 0 ? [t('away.merged', { periods: listed(earlier, reader) })] : [];
  const told = isKnown ? [already] : [periods(person, [became], own, reader), ...merged];
  const affected = shiftsAway(person, absence, own, reader);
  return {
    text: [...told, t('away.meaning'), ...affected.texts].join(' '),
    ...(affected.buttons.length > 0 && { buttons: affected.buttons }),
  };
}

/** Tells a person that a manager entered time off for them, with their shifts in it. */
export function markedAwayView(person: Person, absence: Absence, by: PersonId, reader: Reader): Message {
  const { t } = reader;
  const marked = t('away.marked', { by: nameOf(by, reader), ...periodEnds(absence, reader) });
  const { texts, buttons } = shiftsAway(person, absence, true, reader);
  return { text: [marked, ...texts, t('away.hint.off')].join(' '), ...(buttons.length > 0 && { buttons }) };
}

/** Tells a person that a manager ended their time off. */
export function awayEndedView(ended: readonly Absence[], by: PersonId, reader: Reader): Message {
  return { text: reader.t('away.ended', { by: nameOf(by, reader), periods: listed(ended, reader) }) };
}

/** Returns the shifts in a person's time off, what happens when nobody takes them, and buttons that ask for cover. */
function shiftsAway(person: Person, absence: Absence, own: boolean, reader: Reader) {
  const { t, directory } = reader;
  const shifts = personShifts(directory.schedules.values(), person.id, absence.from, absence.to);
  if (shifts.length === 0) return { texts: [], buttons: [] };
  const named = shifts.slice(0, mostShifts).map((shift) => shiftText(shift, reader));
  const list = inWords(named, reader.language);
  const more = shifts.length - named.length;
  const text = own ? t('away.shifts', { shifts: list, more }) : t('away.shifts.person', { shifts: list, more });
  const buttons = own ? coverButtons(shifts, reader) : [];
  // The reader may know the person as they were before.
  const people = new Map(directory.people).set(person.id, person);
  return { texts: [text, ...untaken(shifts, own, { ...reader, directory: { ...directory, people } })], buttons };
}

/** Says who is paged in a person's time off when nobody takes these shifts, and where nobody else is left. */
export function untaken(shifts: readonly PersonShift[], own: boolean, reader: Reader): readonly string[] {
  const { t, directory, language } = reader;
  const parts = shifts.slice(0, mostShown).flatMap((shift) => {
    const schedule = directory.schedules.get(shift.schedule);
    return schedule
      ? awayParts(schedule, shift, directory).map((part) => ({ ...part, ...shiftOfPart(shift, part) }))
      : [];
  });
  const instead = [...new Set(parts.flatMap((part) => part.instead?.people ?? []))];
  const alone = parts.filter((part) => part.instead?.nobodyElse && part.instead.people.length === 0);
  const names = inWords(
    instead.map((one) => nameOf(one, reader)),
    language,
  );
  const told = { names, count: instead.length };
  const texts = instead.length === 0 ? [] : [own ? t('away.untaken', told) : t('away.untaken.person', told)];
  if (alone.length === 0) return texts;
  const list = inWords(
    alone.slice(0, mostShifts).map((part) => shiftText(part, reader)),
    language,
  );
  const [{ person }] = alone as [PersonShift];
  const name = nameOf(person, reader);
  return [...texts, own ? t('away.alone', { shifts: list }) : t('away.alone.person', { shifts: list, name })];
}

/** Returns buttons that ask for cover: one for each of the first shifts. */
export function coverButtons(shifts: readonly PersonShift[], reader: Reader): readonly Button[] {
  return shifts
    .slice(0, mostShifts)
    .map((shift) => coverButton(shift, reader))
    .filter(fitsEverywhere);
}

/** Returns whether every platform can carry the button; names of schedules and people may be long. */
export function fitsEverywhere({ invokes }: Button): boolean {
  return encodeInput(invokes).length <= mostButtonBytes;
}

/** Warns that the person is away during a shift that they take; undefined when they are not. */
export function awayWarning(
  person: PersonId,
  shift: { readonly from: Date; readonly to: Date },
  reader: Reader,
): string | undefined {
  const absences = absencesDuring(reader.directory.people.get(person) ?? {}, shift);
  if (absences.length === 0) return undefined;
  return reader.t('away.warning', { name: nameOf(person, reader), periods: listed(absences, reader) });
}

function shiftOfPart({ person, schedule }: PersonShift, { from, to }: Absence): PersonShift {
  return { person, schedule, from, to };
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
  const texts = absences.slice(0, mostShown).map((one) => periodText(one, reader));
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
  return `${schedule} ${periodText(shift, reader)}`;
}

function coverButton({ schedule, from, to }: PersonShift, { t, zone, now }: Reader): Button {
  return {
    label: t('away.cover', { schedule }),
    invokes: { command: 'cover', args: { schedule, ...periodOptions({ from, to }, { zone, now }) } },
  };
}
