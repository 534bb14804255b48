import type { Word } from '../words.ts';

/** Words that say when it is to be done, or on what condition. */
const condition =
  /^(?:if|only if|unless|in case|as soon as|provided|whenever|when(?!\s+(?:did|do|does|was|were|is|are|will|can|could|should)(?!\p{L}))|once (?:the|it|it['’]s|this|that|we|he|she|they|i|you|everything|nobody)|assuming|wenn|falls|sobald|sofern|nur wenn|außer|si|cuando|en cuanto|a menos que|salvo que|en caso)(?![\p{L}\d])/iu;
const negation =
  /^(?:(?:noch|bitte|jetzt|doch|lieber|still|please)\s+)*(?:nicht|not|nope|no|nein|don['’]?t|todavía no|aún no|wait|hold on)(?:[\s,]+(?:yet|now|jetzt|mehr|wait|please|bitte|ahora))*[\s.!]*$|^(?:not|nicht|no)\s+#?\d|^nope(?!\p{L})|^later(?!\p{L})/iu;

/** Returns the words before those that make a line conditional or say not to; undefined when there are none. */
export function beforeCondition(words: readonly Word[]): readonly Word[] | undefined {
  const at = words.findIndex((_, index) => {
    const rest = words
      .slice(index)
      .map(({ text }) => text)
      .join(' ');
    return words[index]?.named === undefined && (condition.test(rest) || negation.test(rest));
  });
  return at === -1 ? undefined : words.slice(0, at);
}

/** Whether a line says on what condition, before it says what: `if it gets worse, page bob`. */
export function beginsWithCondition(line: string): boolean {
  return condition.test(line) || /^[^\s]{1,20}?(?:たら|れば|なら|場合は?)/u.test(line);
}

/** Whether the words of a text make a line conditional, or say not now: `if it stays green`, `not yet`. */
export function saysNotNow(text: string): boolean {
  const plain = text.replace(/^[\s(,;:–—-]+/u, '').replace(/^(?:but|and|aber|und|pero|y)\s+/iu, '');
  return condition.test(plain) || negation.test(text);
}

/** A condition after other words. `Check if the cache is full` has none. */
const laterCondition =
  /(?<!(?:check|see|know|ask|tell|wonder|look|verify|sure|find out|test|prüf\p{L}*|schau\p{L}*|sieh|mira|comprueba|sabe\p{L}*))[\s,(]+(?:only )?(?:if|unless|in case|falls|sofern|si|a menos que)\s+\S/iu;

/** Whether a message may say on what condition it is to go out: `the db is slow, if it gets worse`. */
export function endsWithCondition(text: string): boolean {
  return laterCondition.test(text) && !/[?？]\s*$/u.test(text);
}

/** Whether nothing but a sign says that a line asks: `resolve 14?` */
export function endsAsking(line: string): boolean {
  return /[?？](?:[\s?？!！\p{Extended_Pictographic}]|\u{fe0f})*$/u.test(line);
}
