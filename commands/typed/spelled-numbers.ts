import { mayBeCounted } from './counted-words.ts';
import { inWords, spelledNumber } from './incident-number.ts';
import { beginsWithCondition } from './line/conditions.ts';
import { bare, joined, split, type Word, withoutPoliteness } from './words.ts';

/** `fourteen is fixed` with its number in digits; undefined for a line that begins with no number in words, or with a count. */
export function withNumberFirst(line: string): { readonly line: string; readonly isAlone: boolean } | undefined {
  if (beginsWithCondition(line)) return undefined;
  const found = inWords(split(line, []));
  if (!found || mayBeCounted(found.rest, found.incident)) return undefined;
  return { line: `${found.incident} ${joined(found.rest)}`.trim(), isAlone: found.rest.length === 0 };
}

const looking = /^\/?(?:list|open|show|see|view|display|join|watch|follow|runbook|tldr|read|info)$/iu;
const naming =
  /^\/?(?:assign|reassign|give|hand|escalate|severity|sev|timeline|history|alerts|tasks|show|list|add|invite|catch|merge)$/iu;
const paging = /^\/?(?:page|call|wake|ping|alarm\p{L}*|weck\p{L}*|llama\p{L}*)$/iu;
const beforeNumber = /^(?:about|to|of|on|for|incident|number|over|vorfall|nummer|incidente|número|sobre|wegen)$/iu;
const beforeNumberOfPage = /^(?:about|regarding|re|incident|number|vorfall|nummer|incidente|número|sobre|wegen)$/iu;

/** `list fourteen` and `page bob about fourteen` with the number in digits; other lines as they are. */
export function withNumberLast(line: string): string {
  const words = withoutPoliteness(split(line, []));
  const verb = bare(words[0]?.text ?? '');
  const isNumberAt = (at: number) =>
    (at === 1 && looking.test(verb)) ||
    (naming.test(verb) && beforeNumber.test(bare(words[at - 1]?.text ?? ''))) ||
    (paging.test(verb) && beforeNumberOfPage.test(bare(words[at - 1]?.text ?? '')));
  for (let at = 1; at < words.length; at += 1) {
    const number = isNumberAt(at) ? numberOf(words.slice(at)) : undefined;
    if (number !== undefined) return `${joined(words.slice(0, at))} ${number}`;
  }
  return line;
}

/** Returns the line with every number in words as digits, for a question: `is fourteen fixed?` A count stays in words. */
export function withNumbers(line: string): string {
  const words = split(line, []);
  let text = '';
  for (let at = 0; at < words.length; ) {
    const count = [4, 3, 2, 1].find(
      (some) => numberOf(words.slice(at, at + some)) !== undefined && at + some <= words.length,
    );
    const number = count === undefined ? undefined : numberOf(words.slice(at, at + count));
    const isCounted = number === undefined || mayBeCounted(words.slice(at + (count ?? 1)), String(number));
    const taken = isCounted ? 1 : (count ?? 1);
    text += `${words[at]!.gap}${isCounted ? words[at]!.text : number}`;
    at += taken;
  }
  return text;
}

/** A number of more than one that the words say, and nothing else. */
function numberOf(words: readonly Word[]): number | undefined {
  // “Once” is eleven in Spanish, and seldom meant so.
  const texts = words.map(({ text }) => bare(text)).filter((text) => !/^once$/iu.test(text));
  const number = texts.length === words.length ? spelledNumber(texts) : undefined;
  return number !== undefined && number > 1 ? number : undefined;
}
