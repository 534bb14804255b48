import { spellMoment } from '../../domain/on-call/moments.ts';
import type { PersonId } from '../../domain/people.ts';
import type { AddedOverride, Cover } from '../../domain/runtime-changes.ts';
import { inWords, nameOf } from '../names.ts';
import type { Confirmation } from '../questions.ts';
import type { Reader } from '../reader.ts';
import { awayWarning } from './away.ts';
import { withBack } from './cover.ts';
import { periodEnds, periodOptions } from './period.ts';

/** Asks for confirmation before other people are asked to take a shift: who, and for when. */
export function coverQuestion(cover: Cover, schedule: string, reader: Reader): Confirmation {
  const names = cover.asked.map(({ person }) => nameOf(person, reader));
  return {
    text: reader.t('typed.cover', { names: inWords(names, reader.language), schedule, ...periodEnds(cover, reader) }),
    yes: reader.t('typed.cover.yes', { people: names.length, name: names[0] ?? '' }),
    args: { schedule, ...periodOptions(cover, reader) },
  };
}

/** Asks for confirmation before one person is asked to take a shift or to swap. */
export function consentQuestion(cover: Cover, schedule: string, reader: Reader): Confirmation {
  const [person = ''] = cover.asked.map((one) => one.person);
  const name = nameOf(person, reader);
  const spelled = (moment: Date) => spellMoment(moment, reader.zone);
  const { back } = cover;
  return {
    text: withBack(reader.t('typed.cover.one', { name, schedule, ...periodEnds(cover, reader) }), cover, reader),
    yes: reader.t('typed.cover.yes', { people: 1, name }),
    args: {
      schedule,
      person,
      ...periodOptions(cover, reader),
      ...(back && { return: `${spelled(back.from)} to ${spelled(back.to)}` }),
    },
  };
}

/** Asks for confirmation before two people swap their shifts: both halves, which happen together. */
export function swapQuestion(halves: readonly [Half, Half], schedule: string, reader: Reader): Confirmation {
  const [first, second] = halves.map(({ added, relieved }) => overrideQuestion(added, schedule, relieved, reader));
  const [{ added: given }, { added: taken }] = halves;
  const spelled = (moment: Date) => spellMoment(moment, reader.zone);
  return {
    text: `${first!.text} ${second!.text}`,
    yes: reader.t('typed.swap.yes', { name: nameOf(given.person, reader) }),
    args: {
      ...first!.args,
      instead: taken.person,
      return: `${spelled(taken.from)} to ${spelled(taken.to)}`,
    },
  };
}

interface Half {
  readonly added: AddedOverride;
  readonly relieved: readonly PersonId[];
}

/** Asks for confirmation before a person is put on call: who, in which schedule, for when, and instead of whom. */
export function overrideQuestion(
  { person, from, to }: AddedOverride,
  schedule: string,
  relieved: readonly PersonId[],
  reader: Reader,
): Confirmation {
  const name = nameOf(person, reader);
  const values = { name, schedule, ...periodEnds({ from, to }, reader) };
  const others = relieved.map((one) => nameOf(one, reader));
  const question =
    others.length > 0
      ? reader.t('typed.override.instead', { ...values, names: inWords(others, reader.language) })
      : reader.t('typed.override', values);
  const warning = awayWarning(person, { from, to }, reader);
  return {
    text: warning ? `${question} ${warning}` : question,
    yes: reader.t('typed.override.yes', { name }),
    args: { schedule, person, ...periodOptions({ from, to }, reader) },
  };
}
