import type { AwayPart } from '../../src/domain/escalation/paged-instead.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { PersonShift } from '../../src/domain/on-call/schedule.ts';
import type { PersonId } from '../../src/domain/people.ts';
import { formatMomentWithYear } from '../../src/lib/moment.ts';
import { withoutControls } from '../../src/lib/text.ts';
import type { Translate } from '../../src/locales/catalogue.ts';

/** How a feed writes: its language, the zone of moments in texts, and what people are called. */
export interface Wording {
  readonly language: Language;
  /** Of moments in descriptions; events themselves are in UTC. */
  readonly zone: string;
  readonly t: Translate;
  readonly nameOf: (person: PersonId) => string;
}

/** A shift with its time off. */
export interface ShiftWithAbsences extends PersonShift {
  readonly away: readonly AwayPart[];
}

/** Returns the title of a shift's event. It says when the person is away, for calendars show little else. */
export function summaryOf({ schedule, person, from, to, away }: ShiftWithAbsences, { t, nameOf }: Wording): string {
  const values = { schedule, name: nameOf(person) };
  const [first] = away;
  if (!first) return t('calendar.shift', values);
  const isWhole = away.at(-1)!.to >= to && away.every((part, index) => part.from <= (away[index - 1]?.to ?? from));
  return t(isWhole ? 'calendar.shift.away' : 'calendar.shift.partly', values);
}

/** Returns from when to when the person is away and who is paged meanwhile, a line each; undefined when they are not. */
export function descriptionOf({ person, away }: ShiftWithAbsences, wording: Wording): string | undefined {
  const { t, zone, language, nameOf } = wording;
  if (away.length === 0) return undefined;
  const lines = away.map(({ from, to, instead }) => {
    const [begins, ends] = [from, to].map((at) => formatMomentWithYear(at, zone, language));
    const periods = t('cover.period', { from: begins!, to: ends! });
    const line = t('away.name.during', { name: nameOf(person), periods });
    if (!instead) return line;
    const people = [...instead.people, ...(instead.nobodyElse ? [person] : [])];
    if (instead.people.length === 0) return `${line} · ${t('away.instead.self')}`;
    const names = new Intl.ListFormat(language).format(people.map(nameOf));
    return `${line} · ${t('away.instead', { names, count: people.length })}`;
  });
  return lines.map(withoutControls).join('\n');
}
