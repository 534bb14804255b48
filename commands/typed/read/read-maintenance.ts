import { refusedBy } from '../../../src/domain/refusal.ts';
import { findLength } from '../../../src/lib/words/length-words.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { type NameKinds, nameAt, takeNames } from '../names.ts';
import { nearest } from '../nearest.ts';
import { isMoment, refuseTwoHours, splitPeriod, timeAtTheStart } from '../times/period.ts';
import { bare, fillers, joined, joiner, split, type Word, without, withoutPoliteness } from '../words.ts';

/** `maintenance checkout 2h tonight 23:00 database move` */
export const maintenanceWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words);
  const [first] = main;
  const verbs: Readonly<Record<string, string>> = {
    end: 'stop',
    off: 'stop',
    over: 'stop',
    done: 'stop',
    stopp: 'stop',
    beenden: 'stop',
    terminar: 'stop',
    finish: 'stop',
    cancel: 'remove',
    delete: 'remove',
    add: 'start',
    plan: 'start',
  };
  const ends = /^(?:off|over|done|finished|beenden|terminar)$/i;
  const last = main.length > 1 && ends.test(main.at(-1)!.text) ? main.at(-1) : undefined;
  const verb =
    first && /^(?:list|start|stop|stopp|remove|end|off|over|done|finish|cancel|delete|add|plan)$/i.test(first.text)
      ? first
      : last;
  const action = verb?.text.toLowerCase();
  const services = [...names.services, { id: 'all', name: 'everything' }];
  const { args, rest } = takeNames(
    without(
      main.filter((word) => word !== verb && !/^(?:windows?|alerts?)$/iu.test(word.text)),
      fillers,
    ),
    [['service', services]],
  );
  if (args.service !== undefined && isAnother(rest, services)) throw refusedBy('one-service');
  const meantAction = action && (verbs[action] ?? action);
  if (args.service === undefined && given.service === undefined) {
    const isNear =
      !action &&
      first &&
      nearest(
        bare(first.text),
        services.map(({ id }) => id),
      ) !== undefined;
    // “Maintenance banana 2h” names a service that is none.
    const isStart = isNear || (!action && rest.length > 1 && findLength(joined(rest.slice(1))) !== undefined);
    if (!isStart) return { args: meantAction ? { action: meantAction } : {}, rest };
    return { args: { action: 'start', service: bare(rest[0]!.text), ...windowIn(rest.slice(1), given) } };
  }
  const every = joined(rest);
  // It would begin now, and once.
  if (
    given.every === undefined &&
    /^(?:every|each|daily|weekly|monthly|nightly|jede[nrs]?|täglich|wöchentlich|cada|毎)/iu.test(every)
  ) {
    throw refusedBy('unreadable-recurrence', { text: every });
  }
  const window = windowIn(without(rest, /^(?:for|on|of|services?|alerts?|window|alarme|alertas)$/i), given);
  const does = meantAction ?? ((window.for ?? window.from) ? 'start' : undefined);
  // A time among the words of the reason was meant as the beginning: now would silence too early.
  const isLater =
    does === 'start' && window.from === undefined && given.from === undefined && whenWord.test(window.reason ?? '');
  return { args: { ...args, ...(does && { action: does }), ...window }, ...(isLater && { doubtful: 'later' }) };
};

const whenWord =
  /(?<!\p{L})(?:tomorrow|tonight|later|next|monday|tuesday|wednesday|thursday|friday|saturday|sunday|morgen|heute|später|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|mañana|lunes|martes|miércoles|jueves|viernes|sábado|domingo)(?!\p{L})|\d\s?(?:am|pm|uhr)(?!\p{L})|\d:\d\d|明日|今夜/iu;

/** Whether another service is named, joined to the first: `and search`, `, search`. */
function isAnother(words: readonly Word[], services: NameKinds[number][1]): boolean {
  const at = words.findIndex(({ text }) => joiner.test(text));
  return nameAt(words.slice(at + 1), services) !== undefined;
}

/** A length and a time, in either order; the words after them are the reason. */
function windowIn(words: readonly Word[], given: Record<string, string>): Record<string, string> {
  let text = joined(words);
  // “In 10 minutes for an hour”: the first length says when.
  const [, later, rest = ''] =
    given.from === undefined ? (/^(in\s+\S+\s+[\p{L}]+)\s+(?=for\s)([\s\S]+)$/iu.exec(text) ?? []) : [];
  if (later && isMoment(later)) return { ...windowIn(split(rest, []), { ...given, from: later }), from: later };
  const found =
    given.for === undefined && !/\s(?:to|until|till|bis|hasta)\s/i.test(` ${text}`) ? findLength(text) : undefined;
  if (found) text = found.rest;
  const left = text
    .split(/\s+/)
    .filter(Boolean)
    .map((word, index) => ({ text: word, gap: index > 0 ? ' ' : '' }));
  const { time, after } = given.from === undefined ? timeAtTheStart(left) : { time: '', after: left };
  const { from, to } = splitPeriod(time);
  refuseTwoHours({ from, to });
  const reason = joined(without(after, /^(?:because|reason|for|due|to|-|–|—)?$/i));
  return {
    ...(found && { for: found.length }),
    ...(to && !found && { for: `until ${to}` }),
    ...(from && { from }),
    ...(reason && { reason }),
  };
}
