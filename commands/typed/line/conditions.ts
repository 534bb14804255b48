import type { Word } from '../words.ts';

/** Matches words of a time or a condition. */
const condition =
  /^(?:if|only if|unless|in case|as soon as|provided|whenever|when(?!\s+(?:did|do|does|was|were|is|are|will|can|could|should)(?!\p{L}))|once(?=\s+\S)(?!\s+(?:an?|per|every|in|more|again|or|upon|daily|weekly|\d+\s?[x×])(?![\p{L}]))|assuming|wenn|falls|sobald|sofern|nur wenn|außer|si|cuando|en cuanto|a menos que|salvo que|en caso)(?![\p{L}\d])/iu;
const negation =
  /^(?:(?:noch|bitte|jetzt|doch|lieber|still|please)\s+)*(?:nicht|not|nope|no|nein|don['’]?t|todavía no|aún no|wait|hold on)(?:[\s,]+(?:no|yet|now|jetzt|mehr|wait|please|bitte|ahora))*[\s.!]*$|^(?:no[\s,]+wait|wait[\s,]+(?:no|that))(?!\p{L})|^(?:(?:i|ich)\s+)?(?:can['’]?t|cannot|can not|kann (?:gerade )?nicht|no puedo)[\s.!]*$|^undo(?!\p{L})|^(?:was|is)\s+(?:an?\s+|by\s+)?(?:mistake|accident|error)(?!\p{L})|^(?:not|nicht|no|sorry|i meant?|make (?:it|that))[\s,]+#?\d+\W*$|^(?:not|nicht|no)\s+#?\d|^nope(?!\p{L})|^later(?!\p{L})|^(?:sorry[\s,]+)?(?:not (?:mine|me|us|ours|my\s+\p{L}+|this one|that one)|wrong (?:one|incident|number|channel|room|button|chat)|oops|oups|whoops|nvm|never ?mind|scratch that|cancel(?: that)?|ignore(?: (?:that|this))?|jk|just kidding|falsch\p{L}*|versehen\p{L}*|doch nicht|no es (?:mío|mía)|me equivoqué|間違え?\p{L}*)(?!\p{L})/iu;

/** Returns the words before those that make a line conditional or negate it; undefined when there are none. */
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

/** Returns whether a line begins with a condition: `if it gets worse, page bob`. */
export function beginsWithCondition(line: string): boolean {
  return condition.test(line) || /^[^\s]{1,20}?(?:たら|れば|なら|場合は?)/u.test(line);
}

/** Returns whether the words of a text are conditional, or say not now: `if it stays green`, `not yet`. */
export function saysNotNow(text: string): boolean {
  const plain = text.replace(/^[\s(,;:–—-]+/u, '').replace(/^(?:but|and|aber|und|pero|y)\s+/iu, '');
  return condition.test(plain) || negation.test(plain);
}

/** Matches words before “if” that begin an indirect question: `checking if the cache is full`. */
const finding =
  'check(?:ing|ed)?|see(?:ing)?|know|ask(?:ing|ed)?|tell|wonder(?:ing)?|look(?:ing)?|verify(?:ing)?|(?:not |un)?sure|find(?:ing)? out|test(?:ing)?|figur(?:e|ing) out|confirm(?:ing)?|(?:not |un)clear|even|as|what|especially|watch(?:ing)?|prüf\\p{L}*|schau\\p{L}*|sieh|seh\\p{L}*|mira\\p{L}*|comprueb\\p{L}*|comprobando|viendo|sabe\\p{L}*';
/** Matches a condition after other words. */
const laterCondition = new RegExp(
  String.raw`(?<!(?:^|[^\p{L}])(?:${finding}))[\s,(–—-]+(?:(?:but|aber|pero)\s+)?(?:(?:only |nur |solo )?(?:if|unless|in case|falls|sofern|si|a menos que|salvo que|provided)|(?:außer|es sei denn)(?:,? wenn)?|(?:when|once|as soon as) (?:i|we|i['’]m|we['’]re|i am|we are)(?!\s+\p{L}+ed(?!\p{L}))|(?:wenn|sobald) (?:ich|wir))\s+\S`,
  'iu',
);
/** Matches conditions of an action other than the command: `will escalate if it comes back`, `call me if …`. */
const somethingElse =
  /(?<!\p{L})(?:(?:will|['’]ll|going to|gonna|can|could|would|let['’]?s|please|werde|kann|voy a)\s+(?!(?:take|ack|have|own|do|handle|get|be)(?!\p{L}))\p{L}+|(?:ping|call|page|tell|wake|text|message|ask|poke|shout|holler|yell|ruft?|sagt?|weckt?|avis\p{L}*|llam\p{L}*)\s+(?:me|us|here|mich|uns|bescheid)|shout|holler|let (?:me|us) know|watching|monitoring|meld\p{L}*)(?!\p{L})/iu;

const someoneHas = String.raw`\s+(?:\S+\s+){1,2}(?:has|have|already|is on|takes?|took|got|wants?|picks?|beats?|hat|übernimmt|will|lo|tiene|quiere)(?!\p{L})`;
/** Matches a condition about who has the incident, whatever else the text says: `will check unless bob has it`. */
const unlessOthers = new RegExp(
  String.raw`(?<!\p{L})(?:unless|außer|es sei denn|salvo que|a menos que)${someoneHas}`,
  'iu',
);
const ifOthers = new RegExp(String.raw`^[\s,(–—-]+(?:\p{L}+\s+){0,2}(?:if|wenn|falls|si)${someoneHas}`, 'iu');

/**
 * Returns whether a text may end with a condition of the command: `the db is slow, if it gets worse`, `on it unless bob has
 * it`.
 */
export function endsWithCondition(text: string): boolean {
  if (/[?？]\s*$/u.test(text)) return false;
  if (/(?:なら|場合は?|たら|れば|ければ)[。！]*$/u.test(text)) return true;
  if (unlessOthers.test(text)) return true;
  const found = laterCondition.exec(text);
  if (!found) return false;
  if (ifOthers.test(text.slice(found.index))) return true;
  const clause =
    text
      .slice(0, found.index)
      .split(/[,;.\n]\s*|\s+(?:and|then|und|dann|y)\s+/u)
      .at(-1) ?? '';
  return !somethingElse.test(` ${clause}`);
}

/** Returns whether only a question mark makes the line a question: `resolve 14?` */
export function endsAsking(line: string): boolean {
  return /[?？](?:[\s?？!！\p{Extended_Pictographic}]|\u{fe0f})*$/u.test(line);
}
