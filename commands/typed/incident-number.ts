import { readLength } from '../../src/lib/words/length-words.ts';
import { numberMeant } from '../../src/lib/words/number-words.ts';
import type { Command } from '../command.ts';
import { type Names, nameAt } from './names.ts';
import { bare, emoji, type Word, without } from './words.ts';

const before =
  /^(?:incident|inc|number|no|the|of|for|on|with|over|el|del|den|das|nr|nummer|vorfall|incidente|número)$/i;
/** Other words for an incident. Before a text they begin it: `note page 2 is broken`. */
const alsoBefore = /^(?:id|alert|alarm|page|issue|case|alerta|alarma|meldung)$/i;
const number = new RegExp(
  String.raw`^[=(['’‘"“]?(?:inc(?:ident)?-?)?(#?\d+)(?:st|nd|rd|th)?(?:[.,:;!?？。、)\]"”'’…]|${emoji})*$`,
  'iu',
);

/**
 * Takes the incident's number from the words: the first word, or a word with `#` where no option takes all words. `2 hours`
 * is a duration, not incident 2.
 */
export function incidentFrom(
  words: readonly Word[],
  { options }: Command,
): { readonly incident: string; readonly rest: readonly Word[] } | undefined {
  // In “show me 14”, “me” is filler; in “assign me 14” it names the person.
  const namesPeople = options.some(({ kind }) => kind === 'person' || kind === 'target');
  const isText = options.some(({ takesTheRest, required }) => takesTheRest && required);
  const first = words.findIndex(
    ({ text }) =>
      bare(text) !== '' &&
      !before.test(bare(text)) &&
      !(alsoBefore.test(bare(text)) && !isText) &&
      !(/^(?:me|mir|us|uns)$/i.test(text) && !namesPeople),
  );
  const at =
    first >= 0 && number.test(words[first]!.text) && (first === 0 || isSmallTalk(words, first))
      ? first
      : hashed(words, options);
  const [, incident] = (at >= 0 && number.exec(words[at]!.text)) || [];
  const spelled = incident ? undefined : inWords(words);
  if (spelled && !isLength([{ text: spelled.incident, gap: '' }, ...spelled.rest], 0, options)) return spelled;
  if (!incident || isLength(words, at, options)) return undefined;
  return { incident, rest: [...words.slice(0, at === first ? 0 : at), ...words.slice(at + 1)] };
}

/** Reads the number that words begin with: `fourteen`, as a phone writes down what it hears: `incident number fourteen`, `one four`, `twenty two on it`. */
export function inWords(
  words: readonly Word[],
): { readonly incident: string; readonly rest: readonly Word[] } | undefined {
  const start = words.findIndex(({ text }) => !before.test(bare(text)));
  const isNamed = words
    .slice(0, Math.max(0, start))
    .some(({ text }) => /^(?:incident|inc|number|vorfall|nummer|nr|incidente|número)$/iu.test(bare(text)));
  for (const count of [6, 5, 4, 3, 2, 1]) {
    const candidates = start === -1 ? [] : words.slice(start, start + count);
    const number = candidates.length === count ? spelledNumber(candidates.map(({ text }) => bare(text))) : undefined;
    // “One of them” names no incident.
    if (number === undefined || (number < 2 && !isNamed)) continue;
    const rest = words.slice(start + count);
    // A number too large to read must not be read as a smaller one.
    if (/^(?:hundreds?|thousand|hundert|tausend|cien(?:to)?s?|mil)$/iu.test(bare(rest[0]?.text ?? '')))
      return undefined;
    if (rest.length > 0 && start > 0 && !isNamed) return undefined;
    return { incident: String(number), rest };
  }
  return undefined;
}

/** Reads `twenty two`, and digits one by one: `one four`. Undefined for other words. */
export function spelledNumber(words: readonly string[]): number | undefined {
  const whole = numberMeant(words.join(' '));
  if (whole !== undefined) return /^(?:an?|ein|eine|un|una)$/iu.test(words[0] ?? '') ? undefined : whole;
  const hundreds = /^(\p{L}+) hundred(?:(?: and)? (\p{L}+(?:[ -]\p{L}+)?))?$/iu.exec(words.join(' '));
  const [, count = '', rest] = hundreds ?? [];
  const [first, second] = [numberMeant(count), rest === undefined ? 0 : numberMeant(rest)];
  if (hundreds && first !== undefined && second !== undefined) return first * 100 + second;
  const digits = words.map((word) => (/^(?:zero|oh|null|cero)$/iu.test(word) ? 0 : numberMeant(word)));
  if (words.length < 2 || digits.some((digit) => digit === undefined || digit > 9)) return undefined;
  return Number(digits.join(''));
}

/**
 * Returns whether the words before a number are filler, such as “incident”. “The 3 servers” is a count; “the 14” alone is an
 * incident.
 */
function isSmallTalk(words: readonly Word[], first: number): boolean {
  const { text: typed } = words[first]!;
  if (first === words.length - 1 || /^#|:$/.test(typed)) return true;
  return words
    .slice(0, first)
    .some(({ text }) => /^(?:incident|inc|number|no|nr|me|of|for|with|over|alert|alarm|page)\.?$/i.test(text));
}

function hashed(words: readonly Word[], options: Command['options']): number {
  if (options.some(({ takesTheRest }) => takesTheRest)) return -1;
  return words.findIndex(({ text }) => text.startsWith('#') && number.test(text));
}

function isLength(words: readonly Word[], at: number, options: Command['options']): boolean {
  const [length, unit] = [words[at]!, words[at + 1]];
  if (!unit || !options.some(({ kind }) => kind === 'time')) return false;
  // “14 hora y media” is incident 14 and an hour and a half; fourteen hours would be “horas”.
  const rest = words
    .slice(at + 1)
    .map(({ text }) => bare(text))
    .join(' ');
  if (
    /^(?:hour and a half|hora y media|hora y cuarto|stunde und eine halbe)(?!\p{L})/iu.test(rest) &&
    !/^#?1$/.test(length.text)
  )
    return false;
  return readLength(`${length.text} ${bare(unit.text)}`) !== undefined;
}

/** Returns whether the words name several incidents and nothing else: `14 and 15`, `14-16`, `both`. */
export function meansMore(words: readonly Word[]): boolean {
  if (/^(?:both|these|those|them|beide|ambos|#?\d+\s*[-–]\s*#?\d+)(?: of them| please)?$/iu.test(textOf(words)))
    return true;
  const numbers = words
    .flatMap(({ text }) => text.split(/[,;/+&、]/u).map(bare))
    .filter((text) => !/^(?:and|und|y|&|\+|then|dann|luego|also|auch|or|oder|o|incidents?)?$/iu.test(text));
  return numbers.length > 0 && numbers.every((text) => /^#?\d{1,9}$/.test(text) || (numberMeant(text) ?? 0) > 1);
}

/** Returns whether the words mean some of all incidents: `all but 14`, `everything from checkout`, `all sev1`. */
export function meansSome(words: readonly Word[]): boolean {
  return (
    /^(?:all|everything|alle|alles|tod[oa]s?|全部)\s+(?:of\s+)?(?:but|except|besides|from|for|in|on|of|other|the\s+others?|sev\s?\d|p\d|critical|außer|bis auf|von|menos|excepto|salvo|de)(?!\p{L})/iu.test(
      textOf(words),
    ) && !meansAllOpen.test(textOf(words))
  );
}

/** Returns whether the words mean the incidents of a service or a person: `all checkout incidents`, `bob’s incidents`. */
export function meansSomeOf(words: readonly Word[], { services, teams, people }: Names): boolean {
  const others = without(
    words,
    /^(?:all|every|everything|alle|alles|tod[oa]s?|of|the|my|our|open|for|from|on|de|von)$/iu,
  );
  const isAll = others.length < words.length;
  const named = nameAt(others, [...services, ...teams, ...people]);
  const rest = named ? others.slice(named.words) : others;
  const isThing = /^(?:open\s+)?(?:incidents?|alerts?|alarms?|pages|vorfälle|alarme|incidentes|alertas|ones)$/iu.test(
    textOf(rest).trim(),
  );
  return named !== undefined && ((isAll && (isThing || rest.length === 0)) || (isThing && /s$/iu.test(textOf(rest))));
}

const meansAllOpen = /^(?:all|alle|tod[oa]s)\s+of\s+(?:them|these|those|mine)(?!\p{L})/iu;

/** Returns whether the words mean all incidents: `all`, `all of them`, `everything`. */
export function meansAll(words: readonly Word[]): boolean {
  return /^(?:(?:all|alle|todos|every|全部)(?: (?:of )?(?:my |the |these |those )?(?:open |sev[1-4] )?(?:them|these|those|mine|open|sev[1-4]s?|pages?|incidents?))?|(?:them|these|those) all|everything|alles|todo)(?: please| now| bitte)*$/iu.test(
    textOf(words),
  );
}

function textOf(words: readonly Word[]): string {
  return words.map((word) => bare(word.text)).join(' ');
}

const wholeNumber = /^#?(\d{1,9})$/;
const into = /^(?:into|in|to|onto|a|en|に)$/i;
const between = /^(?:and|with|incident|incidents|the|number|no|inc|und|mit|y|con|vorfall|incidente|el|den|one)$/i;
/** The incident of the place, as the source of a merge. */
export const thisIncident = 'this';
const thisOne = /^(?:this|it|here|this one|dies(?:en|er)?|hier|est[ea]|esto|これ|この)$/iu;

/**
 * Reads the two incidents of a merge: `42 43` and `43 into 42` both merge 43 into 42. A single number is the source, and the
 * incident of the place the target; with `into 42` and `this into 42` it is the reverse.
 *
 * @returns undefined for other words
 */
export function twoIncidents(
  words: readonly Word[],
): { readonly incident?: string; readonly other?: string } | undefined {
  const parts = words.map(({ text }) => bare(text)).filter((text) => text !== '' && !between.test(text));
  const named = parts.flatMap((text) => (thisOne.test(text) ? thisIncident : (numberOf(text) ?? [])));
  const intoAt = parts.findIndex((text) => into.test(text));
  const [first, second, ...others] = named;
  const isMore = others.length > 0 || named.length + (intoAt === -1 ? 0 : 1) !== parts.length;
  if (first === undefined || isMore || (first === thisIncident && second === undefined)) return undefined;
  if (second === undefined) return intoAt === 0 ? { incident: first, other: thisIncident } : { other: first };
  const [incident, other] = intoAt === 1 ? [second, first] : [first, second];
  return incident === thisIncident ? { other } : { incident, other };
}

function numberOf(text: string): string | undefined {
  const digits = wholeNumber.exec(text)?.[1];
  const spelled = digits === undefined ? numberMeant(text) : undefined;
  return spelled !== undefined && spelled > 1 ? String(spelled) : digits;
}
