import { refusedBy } from '../../src/domain/refusal.ts';
import { findLength } from '../../src/lib/length-words.ts';
import type { FromWords, ReadWords } from '../command.ts';
import { me, type NameKinds, type Names, nameAt, takeNames } from './names.ts';
import { nearest } from './nearest.ts';
import { isMoment, isPeriod, splitPeriod, timeAtTheEnd, timeAtTheStart, timeOfDayIn } from './period.ts';
import { bare, joined, type Word, without, withoutPoliteness } from './words.ts';

const small = /^(?:for|on|of|at|the|in|is|with|to|by|currently|für|de|para)$/i;

/** `oncall checkout`, `who is on call for payments on friday 18:00?` */
export const onCallWords: FromWords = (words, { names }): ReadWords | undefined => {
  const main = without(withoutPoliteness(words), /^(?:for|on|of|in|at|the|für|de|para)$/i);
  const kinds: NameKinds = [
    ['schedule', names.schedules],
    ['service', names.services],
    ['for', [...names.teams, ...names.people]],
  ];
  const { args, rest } = takeNames(main, kinds);
  const left = without(
    rest.filter(({ text }) => !/^(?:on-call|call)$/i.test(text)),
    small,
  );
  const time = joined(left);
  // “Who is next” is answered with whoever is on call, and until when.
  if (time === '' || /^next$/i.test(bare(time))) return { args };
  if (isMoment(time)) return { args: { ...args, at: time } };
  return { args, rest: left };
};

/** `override primary bob tomorrow 9am to friday 18:00` */
export const overrideWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words).filter(({ text }, index) => index > 0 || !/^(?:add|with)$/i.test(text));
  const { args, rest } = takeNames(main, missing(given, names));
  return withPeriod(args, rest, given);
};

/** `cover me tomorrow`, `cover primary next monday` */
export const coverWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const mine = without(withoutPoliteness(words), /^(?:me|my|mine|shift|for)$/i).filter(
    ({ text }, index, all) => !/^(?:my|shift)$/i.test(text) || index === all.length,
  );
  const { args, rest } = takeNames(mine, [['schedule', names.schedules]]);
  const another = nameAt(
    rest,
    names.people.filter(({ id }) => id !== me),
  );
  if (another) throw refusedBy('cover-is-for-yourself', { name: rest[0]?.text ?? another.id });
  return withPeriod(args, without(rest, /^(?:for|on|me|my|shift)$/i), given);
};

/** `maintenance checkout 2h tonight 23:00 database move` */
export const maintenanceWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words);
  const [first] = main;
  const verbs: Readonly<Record<string, string>> = {
    end: 'stop',
    finish: 'stop',
    cancel: 'remove',
    delete: 'remove',
    add: 'start',
    plan: 'start',
  };
  const action =
    first && /^(?:list|start|stop|remove|end|finish|cancel|delete|add|plan)$/i.test(first.text)
      ? first.text.toLowerCase()
      : undefined;
  const services = [...names.services, { id: 'all', name: 'everything' }];
  const { args, rest } = takeNames(without(action ? main.slice(1) : main, small), [['service', services]]);
  const meantAction = action && (verbs[action] ?? action);
  if (args.service === undefined && given.service === undefined) {
    const isNear =
      !action &&
      first &&
      nearest(
        bare(first.text),
        services.map(({ id }) => id),
      ) !== undefined;
    return { args: meantAction ? { action: meantAction } : isNear ? { action: 'start' } : {}, rest };
  }
  const window = windowIn(without(rest, /^(?:for|on|of|services?)$/i), given);
  const does = meantAction ?? ((window.for ?? window.from) ? 'start' : undefined);
  return { args: { ...args, ...(does && { action: does }), ...window } };
};

/** A length and a time, in either order; the words after them are the reason. */
function windowIn(words: readonly Word[], given: Record<string, string>): Record<string, string> {
  let text = joined(words);
  const found =
    given.for === undefined && !/\s(?:to|until|till|bis|hasta)\s/i.test(` ${text}`) ? findLength(text) : undefined;
  if (found) text = found.rest;
  const left = text
    .split(/\s+/)
    .filter(Boolean)
    .map((word, index) => ({ text: word, gap: index > 0 ? ' ' : '' }));
  const { time, after } = given.from === undefined ? timeAtTheStart(left) : { time: '', after: left };
  const { from, to } = splitPeriod(time);
  const reason = joined(without(after, /^(?:because|reason|for|due|to|-|–|—)?$/i));
  return {
    ...(found && { for: found.length }),
    ...(to && !found && { for: `until ${to}` }),
    ...(from && { from }),
    ...(reason && { reason }),
  };
}

/** `quiet 22:00-07:00`, `quiet off until monday` */
export const quietWords: FromWords = (words): ReadWords | undefined => {
  const main = withoutPoliteness(words);
  const [first, ...others] = main;
  const action = first && bare(first.text).toLowerCase();
  if (action === 'off' || action === 'reset' || action === 'show') {
    const until = joined(without(others, /^(?:until|till|bis|hasta|for)$/i));
    if (until === '') return { args: { action } };
    return action === 'off' && isMoment(until) ? { args: { action, until } } : { args: { action }, rest: others };
  }
  const text = joined(main);
  const [, hours = text, except] =
    /^([\s\S]*?)[\s,]+(?:except|but|außer|excepto)\s+(?:for\s+)?([\s\S]+)$/iu.exec(text) ?? [];
  if (/^on$/i.test(text)) return { args: { action: 'show' } };
  const { from, to } = splitPeriod(hours.replace(/^(\S*\d\S*)\s+(\S*\d\S*)$/u, '$1 - $2'));
  const [begin, end] = [from && timeOfDayIn(from), to && timeOfDayIn(to)];
  if (isPeriod(hours) && !(begin && end)) throw refusedBy('quiet-needs-two-times');
  if (!begin || !end) return undefined;
  return { args: { from: begin, to: end, ...(except && { except: except.replace(/\s+and\s+/gi, ',') }) } };
};

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
  return { args: { ...args, ...period }, rest: before.filter(({ text }) => !small.test(text)), free: true };
}
