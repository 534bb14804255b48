import { refusedBy } from '../../../src/domain/refusal.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { understoodFreely } from '../../../src/ports/commands/press.ts';
import { me, type Names, nameAt, takeNames } from '../names.ts';
import { isPeriod, splitPeriod } from '../times/period.ts';
import { bare, joined, split, withoutPoliteness } from '../words.ts';

const sick = String.raw`(?:out\s+|off\s+)?(?:sick|ill|unwell|krank|enferm[oa])`;
const gone = String.raw`out|off|away|gone|unavailable|not available|on (?:vacation|leave|pto|holidays?)|ooo|out of office|im urlaub|weg|nicht da|abwesend|de vacaciones|fuera|ausente`;
const mine = new RegExp(
  String.raw`^(?:i['’]?m|i am|i['’]?ll be|i will be|ich bin|estoy)\s+(?:${gone})(?!\p{L})\s+(.+)$`,
  'iu',
);
const theirs = new RegExp(
  String.raw`^(\S+(?:\s+\S+)?)\s+(is|ist|está)\s+(?:(${sick})|${gone})(?!\p{L})\s*(.*?)[\s.!]*$`,
  'iu',
);
const today: Readonly<Record<string, string>> = { is: 'today', ist: 'heute', está: 'hoy' };

/**
 * Reads who is away and who stands in, as people say it: `I'm out friday`, `bob is sick`, `take primary until 6`, `I can cover`.
 * All of it asks. Undefined for other lines.
 *
 * @throws Refused when it does not say until when somebody stands in
 */
export function rotaOrder(line: string, names: Names): CommandInput | undefined {
  return ownAbsence(line) ?? absenceOf(line, names) ?? shiftTaken(line, names);
}

function ownAbsence(line: string): CommandInput | undefined {
  const time = mine.exec(line)?.[1]?.replace(/[\s.!]+$/u, '');
  return time && isPeriod(time) ? understoodFreely({ command: 'away', args: { ...splitPeriod(time) } }) : undefined;
}

function absenceOf(line: string, { people }: Names): CommandInput | undefined {
  const [, who = '', verb = '', isSick, typed = ''] = theirs.exec(line) ?? [];
  const words = split(who, []);
  const person = nameAt(words, people);
  if (!person || person.id === me || person.words !== words.length) return undefined;
  // How long somebody is away cannot be known; of the sick it is today at least.
  const time = typed === '' && isSick ? today[verb.toLowerCase()] : typed;
  if (!time || !isPeriod(time)) return undefined;
  return understoodFreely({ command: 'away', args: { person: person.id, ...splitPeriod(time) } });
}

const takes =
  /^(?:(?:i['’]?ll|i will|i can|let me|i)\s+)?(take(?:\s+over)?(?:\s+for)?|(?<=(?:i|ll|will|can|me)\s+)(?:cover|stand in|fill in)(?:\s+for)?)(?!\p{L})\s*([\s\S]*)$/iu;

/** Whoever stands in has to say until when. */
function shiftTaken(line: string, { schedules, people }: Names): CommandInput | undefined {
  const [, verb = '', typed = ''] = takes.exec(line) ?? [];
  if (verb === '') return undefined;
  const others = people.filter(({ id }) => id !== me);
  const { args, rest } = takeNames(withoutPoliteness(split(typed, [])), [
    ['schedule', schedules],
    ['person', others],
  ]);
  const isFor = /for$|^(?:cover|stand|fill)/iu.test(verb);
  // “Take bob” may mean much.
  const isShift =
    args.schedule !== undefined || (isFor && args.person !== undefined) || /^(?:cover|stand|fill)/iu.test(verb);
  if (!isShift) return undefined;
  const first = rest.findIndex(({ text }) => !/^(?:for|the|on|shift|schedule|rota)$/iu.test(bare(text)));
  const time = first === -1 ? '' : joined(rest.slice(first));
  if (time === '') throw refusedBy('end-missing', { option: 'to' });
  if (!isPeriod(time)) return undefined;
  const { schedule } = args;
  return understoodFreely({
    command: 'override',
    args: { ...(schedule && { schedule }), person: me, ...splitPeriod(time) },
  });
}
