import { refusedBy } from '../../../src/domain/refusal.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { me, meansSomebody, type NameKinds, type Names, nameAt, takeNames } from '../names.ts';
import { isMoment, splitPeriod, timeAtTheEnd } from '../times/period.ts';
import { bare, fillers, joined, meansList, type Word, without, withoutPoliteness } from '../words.ts';

/** `oncall checkout`, `who is on call for payments on friday 18:00?` */
export const onCallWords: FromWords = (words, { names }): ReadWords | undefined => {
  const main = without(withoutPoliteness(words), fillers);
  // “5 May” is a day, also where May is a person.
  if (/\d/u.test(joined(main)) && isMoment(joined(main))) return { args: { at: joined(main) } };
  const kinds: NameKinds = [
    ['schedule', names.schedules],
    ['service', names.services],
    ['for', [...names.teams, ...names.people]],
  ];
  const { args, rest } = takeNames(main, kinds);
  const left = without(
    rest.filter(
      (word) => !meansList(word) && !/^(?:on-call|call|team|rota|schedule|right|just|rn|atm|gerade)$/i.test(word.text),
    ),
    fillers,
  );
  while (fillers.test(left.at(-1)?.text ?? '')) left.pop();
  const time = joined(left);
  // The levels of a service show who its backup is.
  const service = args.service ?? (names.services.length === 1 ? names.services[0]?.id : undefined);
  if (service && left.length === 1 && meansSomebody(time)) return { args: { ...args, service } };
  // “Who is next” is answered with whoever is on call, and until when.
  if (time === '' || /^next$/i.test(bare(time))) return { args };
  if (isMoment(time)) return { args: { ...args, at: time } };
  if (/^(?:week|woche|semana)$/iu.test(time)) return { args: { ...args, at: 'this week' } };
  // Several words are one name or one time that nothing has, and are refused as such.
  if (left.length > 1) return { args: { ...args, [/\d/u.test(time) || args.schedule ? 'at' : 'schedule']: time } };
  return { args, rest: left };
};

/** `override primary bob tomorrow 9am to friday 18:00` */
export const overrideWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const plain = withoutPoliteness(words).filter(({ text }, index) => index > 0 || !/^(?:add|with)$/i.test(text));
  // “Primary to bob tomorrow”: the word belongs to the name.
  const main = plain.filter(({ text }, index) => !(/^to$/iu.test(text) && isAfterSchedule(plain, index, names)));
  const read = takeNames(main, missing(given, names));
  const shown = overridesShown(read);
  if (shown) return shown;
  const { args, rest } = insteadOf(read, names);
  return withPeriod(args, withoutShift(rest), given);
};

function isAfterSchedule(words: readonly Word[], at: number, { schedules, people }: Names): boolean {
  return nameAt(words, schedules)?.words === at && nameAt(words.slice(at + 1), people) !== undefined;
}

/** `override list`, `overrides primary`, `override mine`: without a time, the overrides are shown. */
function overridesShown({ args, rest }: ReturnType<typeof takeNames>): ReadWords | undefined {
  const words = rest.filter((word) => !meansList(word) && !fillers.test(word.text));
  if (rest.length === 0 || words.some(({ text }) => !/^(?:my|mine)$/iu.test(bare(text)))) return undefined;
  return { args: words.length > 0 ? { ...args, person: me } : args };
}

/** `cover me tomorrow`, `cover primary next monday` */
export const coverWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const mine = without(withoutPoliteness(words), /^(?:me|my|mine|shift|for)$/i).filter(
    ({ text }, index, all) => !/^(?:my|shift)$/i.test(text) || index === all.length,
  );
  const { args, rest: others } = takeNames(mine, [['schedule', names.schedules]]);
  const rest = withoutReason(others);
  const another = nameAt(
    rest,
    names.people.filter(({ id }) => id !== me),
  );
  if (another) throw refusedBy('cover-is-for-yourself', { name: rest[0]?.text ?? another.id });
  return withPeriod(args, without(rest, /^(?:for|on|me|my|shift)$/i), given);
};

/** `away tomorrow to friday`, `away until monday 9am`, `away off` */
export const awayWords: FromWords = (typed, { args: given, names }): ReadWords | undefined => {
  const whose = without(withoutPoliteness(typed), /^(?:for|für|para|is|ist|está)$/iu);
  const others = names.people.filter(({ id }) => id !== me);
  const named = given.person === undefined ? nameAt(whose, others) : undefined;
  if (!named) return awayPeriod(typed, given);
  const read = awayPeriod(whose.slice(named.words), given);
  return { ...read, args: { ...read.args, person: named.id } };
};

function awayPeriod(words: readonly Word[], given: Record<string, string>): ReadWords {
  const main = without(withoutPoliteness(words), /^(?:i['’]?m|me|my|is|on|from|until|till|the|ab|vom|de|desde)$/i);
  const [first, ...others] = main;
  const action = first && bare(first.text).toLowerCase();
  if (action === 'show' || action === 'list') return { args: { action: 'show' }, rest: others };
  if (action && /^(?:off|end|cancel|back|aus)$/.test(action)) return { args: { action: 'off' }, rest: others };
  const last = words.find(({ text }) => /^(?:until|till|bis|hasta)$/i.test(text));
  if (last && last === words[0] && given.to === undefined && isMoment(joined(main)))
    return { args: { to: joined(main) }, free: true };
  return withPeriod({}, main, given);
}

/** `alice with bob` is Bob instead of Alice: whoever is on call then is relieved. */
function insteadOf(
  { args, rest }: { readonly args: Record<string, string>; readonly rest: readonly Word[] },
  { people }: Names,
): { readonly args: Record<string, string>; readonly rest: readonly Word[] } {
  const at = rest.findIndex(({ text }) => /^(?:with|by|to|durch|mit|con|por)$/i.test(text));
  const other = at === -1 || args.person === undefined ? undefined : nameAt(rest.slice(at + 1), people);
  if (!other) return { args, rest };
  return { args: { ...args, person: other.id }, rest: [...rest.slice(0, at), ...rest.slice(at + 1 + other.words)] };
}

/** `bob's shift tonight`, `tomorrow all day` */
function withoutShift(words: readonly Word[]): readonly Word[] {
  const kept = words.filter(({ text }) => !/^(?:shift|schicht|turno)$/i.test(bare(text)));
  const at = kept.findIndex(({ text }, index) => /^all$/i.test(text) && /^day$/i.test(kept[index + 1]?.text ?? ''));
  return at === -1 ? kept : [...kept.slice(0, at), ...kept.slice(at + 2)];
}

/** `cover me tomorrow, I am sick` */
function withoutReason(words: readonly Word[]): readonly Word[] {
  const reason = words.findIndex(({ text }) =>
    /^(?:i['’]?m|i|because|since|as|ich|weil|porque|estoy)$/i.test(bare(text)),
  );
  const kept = reason === -1 ? words : words.slice(0, reason);
  return kept.filter(({ text }) => bare(text) !== '');
}

function missing(given: Record<string, string>, names: Names): NameKinds {
  const kinds: NameKinds = [
    ['schedule', names.schedules],
    ['person', names.people],
  ];
  return kinds.filter(([option]) => given[option] === undefined);
}

/** One exact time: the options by their places take these as they always did. */
const exactTime = /^(?:\d{4}-\d\d-\d\d\S*|\d{1,2}:\d\d|\+\S+|now)$/i;

/** The words that say no time go back: they are refused with the names that are near. */
function withPeriod(args: Record<string, string>, words: readonly Word[], given: Record<string, string>): ReadWords {
  if (words.every(({ text }) => exactTime.test(text))) return { args, rest: words };
  const { before, time } = timeAtTheEnd(words);
  const period = splitPeriod(time);
  const fits = (given.from === undefined || !period.from) && (given.to === undefined || !period.to);
  if (!fits || time === '') return { args, rest: words };
  return { args: { ...args, ...period }, rest: before.filter(({ text }) => !fillers.test(text)), free: true };
}
