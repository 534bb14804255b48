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
  return ownAbsence(line) ?? absenceOf(line, names) ?? shiftTaken(line, names) ?? coverSought(line);
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
  /^(?:(?:i['’]?ll|i will|i can|let me|i|ich)\s+)?(take(?:\s+over)?(?:\s+for)?|(?<=(?:i|ll|will|can|me)\s+)(?:cover|stand in|fill in)(?:\s+for)?|(?<=ich\s+)(?:übernehme|vertrete))(?!\p{L})\s*([\s\S]*)$/iu;

/** Whoever stands in has to say until when. */
function shiftTaken(line: string, { schedules, people }: Names): CommandInput | undefined {
  const [, verb = '', typed = ''] = takes.exec(line) ?? [];
  if (verb === '') return undefined;
  const others = people.filter(({ id }) => id !== me);
  const { args, rest } = takeNames(withoutPoliteness(split(typed, [])), [
    ['schedule', schedules],
    ['person', others],
  ]);
  const isFor = /for$|^(?:cover|stand|fill|vertrete)/iu.test(verb);
  const isPager = /(?<!\p{L})(?:pager|on[\s-]?call|shift|bereitschaft|schicht|dienst)(?!\p{L})/iu.test(typed);
  // “Take bob” may mean much.
  const isShift =
    isPager ||
    args.schedule !== undefined ||
    (isFor && args.person !== undefined) ||
    /^(?:cover|stand|fill)/iu.test(verb);
  if (!isShift) return undefined;
  const first = rest.findIndex(
    ({ text }) =>
      !/^(?:for|from|the|on|shift|schedule|rota|pager|on-?call|call|duty|die|den|bereitschaft|schicht|dienst)$/iu.test(
        bare(text),
      ),
  );
  const time = first === -1 ? '' : joined(rest.slice(first));
  if (time === '' && isPager && args.schedule === undefined && !isFor) return undefined;
  if (time === '') throw refusedBy('end-missing', { option: 'to' });
  if (!isPeriod(time)) return undefined;
  const { schedule } = args;
  return understoodFreely({
    command: 'override',
    args: { ...(schedule && { schedule }), person: me, ...splitPeriod(time) },
  });
}

const seeks =
  /^(?:(?:(?:can|could|would|will|is)\s+)?(?:someone|somebody|anyone|anybody)\s+(?:able\s+to\s+|free\s+to\s+)?(?:please\s+)?(?:cover|take)|who\s+(?:can|could)\s+cover|(?:i\s+)?need\s+(?:someone|somebody)\s+(?:to\s+cover|for)|looking\s+for\s+(?:a\s+)?cover(?:\s+for)?|i\s+can['’]?t\s+(?:do|make|be\s+on[\s-]call|work)|take\s+me\s+off(?:\s+(?:call|on-?call|the\s+(?:rota|schedule)))?|(?:kann|könnte)\s+mich\s+jemand|wer\s+kann\s+mich|¿?(?:puede\s+alguien\s+cubrirme|alguien\s+(?:me\s+cubre|puede\s+cubrirme)|quién\s+me\s+cubre))\s+(.+?)(?:\s+(?:for\s+me|vertreten))?[\s.!?？]*$/iu;

/** Reads `can anyone cover friday?`, `i need someone to cover friday night` and `I can’t do friday`: others are asked. */
function coverSought(line: string): CommandInput | undefined {
  const [, typed = ''] =
    seeks.exec(line) ?? /^(.+?)[をは]?代わって(?:ください|くれ(?:る|ませんか)?)?[。！？?]*$/u.exec(line) ?? [];
  const time = typed.replace(/^(?:my\s+)?(?:shift\s+)?(?:on\s+|am\s+|el\s+)?/iu, '');
  const isDay = /\p{L}{3}|:/u.test(time) || /[-–]/u.test(time) || /[日曜]/u.test(time);
  return isDay && isPeriod(time) ? understoodFreely({ command: 'cover', args: { ...splitPeriod(time) } }) : undefined;
}
