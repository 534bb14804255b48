import { spellMoment } from '../../domain/on-call/moments.ts';
import type { PersonId } from '../../domain/people.ts';
import type { AddedOverride, Cover } from '../../domain/runtime-changes.ts';
import { formatMoment } from '../../lib/moment.ts';
import { nameOf } from '../names.ts';
import type { Confirmation } from '../questions.ts';
import type { Reader } from '../reader.ts';
import { awayWarning } from './away.ts';

/** Asks for confirmation before other people are asked to take a shift: who, and for when. */
export function coverQuestion(cover: Cover, schedule: string, reader: Reader): Confirmation {
  const names = cover.asked.map(({ person }) => nameOf(person, reader));
  return {
    text: reader.t('typed.cover', { names: listed(names, reader), schedule, ...period(cover, reader) }),
    yes: reader.t('typed.cover.yes', { people: names.length, name: names[0] ?? '' }),
    args: { schedule, ...exactly(cover, reader) },
  };
}

/** Asks for confirmation before a person is put on call: who, in which schedule, for when, and instead of whom. */
export function overrideQuestion(
  { person, from, to }: AddedOverride,
  schedule: string,
  relieved: readonly PersonId[],
  reader: Reader,
): Confirmation {
  const name = nameOf(person, reader);
  const values = { name, schedule, ...period({ from, to }, reader) };
  const others = relieved.map((one) => nameOf(one, reader));
  const question =
    others.length > 0
      ? reader.t('typed.override.instead', { ...values, names: listed(others, reader) })
      : reader.t('typed.override', values);
  const warning = awayWarning(person, { from, to }, reader);
  return {
    text: warning ? `${question} ${warning}` : question,
    yes: reader.t('typed.override.yes', { name }),
    args: { schedule, person, ...exactly({ from, to }, reader) },
  };
}

interface Period {
  readonly from: Date;
  readonly to: Date;
}

function period({ from, to }: Period, { zone, now, language }: Reader) {
  return { from: formatMoment(from, zone, now, language), to: formatMoment(to, zone, now, language) };
}

/** Returns the command's options. Without `from`, a period that has already begun starts when the button is pressed. */
function exactly({ from, to }: Period, { zone, now }: Reader) {
  return { ...(from > now && { from: spellMoment(from, zone) }), to: spellMoment(to, zone) };
}

function listed(names: readonly string[], { language }: Reader): string {
  return new Intl.ListFormat(language).format(names);
}
