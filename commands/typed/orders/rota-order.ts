import { refusedBy } from '../../../src/domain/refusal.ts';
import type { CommandInput } from '../../../src/ports/commands/input.ts';
import { understoodFreely } from '../../../src/ports/commands/press.ts';
import { me, type Names, nameAt, takeNames } from '../names.ts';
import { isPeriod, splitPeriod } from '../times/period.ts';
import { withoutAsking } from '../verbs.ts';
import { bare, joined, split, withoutPoliteness } from '../words.ts';

/**
 * Reads who stands in, as people say it: `take primary until 6`, `I can cover friday`, `bob takes friday`. All of it asks.
 * Undefined for other lines.
 *
 * @throws Refused when it does not say until when somebody stands in, or which shifts are swapped
 */
export function rotaOrder(line: string, names: Names): CommandInput | undefined {
  return (
    refuseNoDay(line, names) ??
    exchanged(line, names) ??
    swapped(line, names) ??
    shiftTaken(line, names) ??
    coverSought(line)
  );
}

const exchanges =
  /^(?:(?:can|could|may)\s+(?:i|we)\s+)?(?:swap|trade|switch|exchange|tausche?n?|cambi(?:o|ar?)|intercambi(?:o|ar?))\s+(.+?)\s+(?:with|for|against|mit|gegen|con|por)\s+(.+)$/iu;
const exchangesInJapanese = /^(.+?)と(.+?)を(?:交代|入れ替え|交換)(?:して)?(?:ください)?[。！!]*$/u;

/** `swap my monday with bob's tuesday`: each of the two has the other's shift. */
function exchanged(line: string, names: Names): CommandInput | undefined {
  const plain = withoutAsking(line).replace(/[\s.!?？]+$/u, '');
  const [, first = '', second = ''] = exchanges.exec(plain) ?? exchangesInJapanese.exec(plain) ?? [];
  const [mine, theirs] = [sideOf(first, names), sideOf(second, names)];
  if (!mine || !theirs || mine.who === theirs.who) return undefined;
  // “Bob’s tuesday with my monday” is the same.
  const [given, taken] = theirs.who === me ? [theirs, mine] : [mine, theirs];
  return understoodFreely({
    command: 'override',
    args: { person: taken.who, instead: given.who, ...splitPeriod(given.when), return: taken.when },
  });
}

/** Whose shift, and when: `bob's tuesday`, `el martes de bob`, `my monday`. */
function sideOf(text: string, { people }: Names): { readonly who: string; readonly when: string } | undefined {
  const small =
    /^(?:my|mine|mein\p{L}*|mi|the|el|la|den|die|das|am|on|de|del|von|vom|shifts?|schicht(?:en)?|dienst|turnos?)$/iu;
  const parted = text.replace(/^(?:私の)/u, '').replace(/^(\S+?)(?:さん)?の(?=[\p{sc=Han}])/u, '$1 ');
  const words = split(parted, []).filter((word) => !small.test(bare(word.text)));
  const others = people.filter(({ id }) => id !== me);
  const plain = words.map((word) => ({ ...word, text: word.text.replace(/^(\p{L}{2,})s$/u, '$1’s') }));
  for (const [at] of words.entries()) {
    const found = nameAt(words.slice(at), others) ?? nameAt(plain.slice(at), others);
    if (!found) continue;
    const when = joined([...words.slice(0, at), ...words.slice(at + found.words)]).trim();
    return isPeriod(when) ? { who: found.id, when } : undefined;
  }
  const when = joined(words);
  return isPeriod(when) ? { who: me, when } : undefined;
}

const swaps =
  /^(?:swap|trade|switch|exchange|tausche?n?|cambia(?:r|\s+a)?|intercambia(?:r|\s+a)?)\s+(?:(?:the\s+)?shifts?\s+(?:of|between)\s+)?([\s\S]+)$|^([\s\S]+?\s+(?:and|und|y|con)\s+[\s\S]+?)\s+(?:swap|trade|tauschen|cambian)(?!\p{L})\s*([\s\S]*)$/iu;
const swapsInJapanese =
  /^((?:明日|今日|今夜)の?)?(\S+?)(?:さん)?と(\S+?)(?:さん)?(?:を|の(?:当番|シフト)を)(?:交代|入れ替え|交換)(?:して)?(?:ください)?[。！!]*$/u;

const swapsNoDay =
  /^(?:(?:can|could|may)\s+i\s+)?(?:swap|trade|switch|exchange|tausche?n?|cambi(?:o|ar?))\s+(?:(?:my|our|meine?|mi)\s+)?(?:(?:shifts?|schicht(?:en)?|dienst|turnos?)\s+)?(?:with|mit|con)\s+(.+?)[\s.!?？]*$/iu;

/** @throws Refused for `swap my shift with carol`, which says no day */
function refuseNoDay(line: string, { people }: Names): undefined {
  const words = split(swapsNoDay.exec(withoutAsking(line))?.[1] ?? '', []);
  const other = nameAt(words, people);
  if (other && other.words === words.length && other.id !== me) throw refusedBy('which-shifts', { name: other.id });
}

/** `swap bob and carol tomorrow`: whichever of the two is on call then, the other stands in. */
function swapped(line: string, { people }: Names): CommandInput | undefined {
  const [, day = '', one, other] = swapsInJapanese.exec(line) ?? [];
  const [, after, before, time] = swaps.exec(line) ?? [];
  const typed =
    one === undefined
      ? (after ?? (before && `${before} ${time ?? ''}`))
      : `${one} and ${other} ${day.replace(/の$/u, '')}`;
  const words = withoutPoliteness(split(typed ?? '', []));
  const others = people.filter(({ id }) => id !== me);
  const first = nameAt(words, others);
  const isJoined = first && /^(?:and|with|und|mit|y|con|por|&|\+)$/iu.test(bare(words[first.words]?.text ?? ''));
  const second = isJoined ? nameAt(words.slice(first.words + 1), others) : undefined;
  if (!first || !second || second.id === first.id) return undefined;
  const rest = words
    .slice(first.words + 1 + second.words)
    .filter(({ text }) => !/^(?:shifts?|schicht(?:en)?|turnos?|on|for)$/iu.test(bare(text)));
  const when = joined(rest).replace(/[\s.!?？]+$/u, '');
  if (when !== '' && !isPeriod(when)) return undefined;
  const period = when === '' ? {} : splitPeriod(when);
  return understoodFreely({ command: 'override', args: { person: second.id, instead: first.id, ...period } });
}

const takes =
  /^(?:(?:i['’]?ll|i will|i can|let me|i|ich)\s+)?(take(?:\s+over)?(?:\s+for)?|(?<=(?:i|ll|will|can|me)\s+)(?:cover|stand in|fill in)(?:\s+for)?|(?<=ich\s+)(?:übernehme|vertrete))(?!\p{L})\s*([\s\S]*)$/iu;

const another =
  /^(?:(?:will|can|could|should)\s+)?(takes?(?:\s+over)?|covers?|does|do|has|gets?|is\s+on(?:\s+call)?|übernimmt|macht|hat|toma|cubre|hace)(?!\p{L})\s*(?:for\s+)?([\s\S]*)$/iu;

/** `bob takes friday`, `let bob take friday night` */
function takenBy(
  line: string,
  { people }: Names,
): { readonly who: string; readonly verb: string; readonly typed: string } {
  const [, verb = '', typed = ''] = takes.exec(line) ?? [];
  if (verb !== '') return { who: me, verb, typed };
  const words = split(line.replace(/^let\s+/iu, ''), []);
  const named = nameAt(words, people);
  const [, does = '', what = ''] = (named && another.exec(joined(words.slice(named.words)))) ?? [];
  return { who: named?.id ?? me, verb: does, typed: what };
}

/** A day or a night, and no length: “bob takes 5” may mean incident 5. */
function isOfDay(time: string): boolean {
  return (
    /\p{L}{3}|[日曜]/u.test(time) && isPeriod(time) && splitPeriod(time).from !== undefined && !/^in\s/iu.test(time)
  );
}

/** Whoever stands in has to say until when. */
function shiftTaken(line: string, names: Names): CommandInput | undefined {
  const { who, verb, typed } = takenBy(line, names);
  if (verb === '') return undefined;
  const { schedules, people } = names;
  const others = people.filter(({ id }) => id !== me && id !== who);
  const { args, rest } = takeNames(withoutPoliteness(split(typed, [])), [
    ['schedule', schedules],
    ['person', others],
  ]);
  const isFor = /for$|^(?:cover|stand|fill|vertrete)/iu.test(verb);
  const isPager = /(?<!\p{L})(?:pager|on[\s-]?call|shift|bereitschaft|schicht|dienst)(?!\p{L})/iu.test(typed);
  const first = rest.findIndex(
    ({ text }) =>
      !/^(?:for|from|the|on|shift|schedule|rota|pager|on-?call|call|duty|die|den|bereitschaft|schicht|dienst)$/iu.test(
        bare(text),
      ),
  );
  const time = first === -1 ? '' : joined(rest.slice(first)).replace(/[\s.!?？]+$/u, '');
  // “Take bob” may mean much.
  const isShift =
    isPager ||
    args.schedule !== undefined ||
    (isFor && args.person !== undefined) ||
    /^(?:cover|stand|fill)/iu.test(verb) ||
    isOfDay(time);
  if (!isShift || (who !== me && time === '')) return undefined;
  if (time === '' && isPager && args.schedule === undefined && !isFor) return undefined;
  if (time === '') throw refusedBy('end-missing', { option: 'to' });
  if (!isPeriod(time)) return undefined;
  const { schedule } = args;
  return understoodFreely({
    command: 'override',
    args: { ...(schedule && { schedule }), person: who, ...splitPeriod(time) },
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
