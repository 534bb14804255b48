import type { Doubt } from '../../../src/ports/commands/press.ts';
import { isPeriod } from '../times/period.ts';
import { joined, type Word, withoutPoliteness } from '../words.ts';

/** A word that begins a text without belonging to it: `ack 14 note: looking`, `resolve 14 -> rolled back`. */
const named =
  /^\s*(?:(?:[:,–—-]|->|=>|→)+\s+|(?:with\s+)?(?:the\s+)?(?:summary|message|msg|reason|note|comment)\s*[:=]\s*|with\s+(?:the\s+)?(?:summary|message|note|comment)\s+)/iu;
/** `because the vendor is on it`, `- the vendor is on it` */
const because =
  /^[\s,;:.–—-]*(?:(?:because|since|cause|cos|bc|reason|weil|denn|da|wegen|grund|porque|ya que|motivo)(?!\p{L})[\s:]*)?/iu;

/** A word that makes the line a question, or doubts it: `ack 14 right?`, `ack 14 maybe`. */
const tag =
  /^(?:(?:right|ok(?:ay)?|correct|yes|no|eh|sure|oder|richtig|ja|vale)\s*[?？]+|(?:maybe|perhaps|or not|oder nicht|vielleicht|quizás?|tal vez)[\s?？.]*)$/iu;

/** A text that says when it is to be done, or on what condition: nothing is done later. */
const notNow =
  /^(?:when(?:ever)?|if|once|after|as soon as|unless|until|till|later|never|only (?:if|when|once|after)|only$|but|not before|or|wenn|sobald|falls|nachdem|erst|noch nicht|cuando|si|después|aún no|todavía no)(?!\p{L})|^(?:not|no|nicht)(?=[\s.,!]*$|\s+(?:yet|now|before|until|till|unless|if|today|ahora|jetzt|bevor)(?!\p{L}))|^by (?:mistake|accident)|^(?:before|eod|cob|soon|tonight|end of (?:the )?(?:day|shift|week)|in progress|in review|rolling out|pending|wip|almost|partially|partly|teilweise|fast|casi|parcialmente)(?!\p{L})|^(?:is|are)\s+(?:in|not|rolling|coming|almost|pending|being|under|still|out|on)(?!\p{L})|^(?:coming|merged|ready|eta)(?!\p{L})|^(?:not|nicht|no)\s+(?:fully\s+|completely\s+|really\s+|quite\s+)?(?:fixed|resolved|done|closed|solved|over|working|stable|healthy|behoben|gelöst|erledigt|resuelto|arreglado)(?!\p{L})/iu;

/** Returns a text without the word or mark that introduces it. */
export function withoutIntroduction(text: string): string {
  return text.replace(named, '').replace(because, '');
}

/** Returns whether a text tags a question or a doubt onto the command. */
export function isTag(text: string): boolean {
  return tag.test(text);
}

/** Returns why a text leaves open whether its command is meant now; undefined for an ordinary reason. */
export function doubtOfText(text: string): Doubt | undefined {
  if (notNow.test(text) || isPeriod(text)) return 'later';
  return tag.test(text) || /[?？]\s*$/u.test(text) ? 'asked' : undefined;
}

/** Whether a reason is set apart from the words before it: `carol, she knows the db`. */
export function isSetApart(before: Word | undefined, [first]: readonly Word[]): boolean {
  return /[,;:.–—-]$/u.test(before?.text ?? '') || because.exec(first?.text ?? '')?.[0] !== '';
}

/** Reads words that say why as a note. None gives no note. */
export function noteOf(words: readonly Word[]): { readonly note?: string; readonly doubtful?: Doubt } {
  const note = withoutIntroduction(joined(withoutPoliteness(words)));
  if (note === '') return {};
  const doubtful = doubtOfText(withoutIntroduction(joined(words)));
  return { note, ...(doubtful && { doubtful }) };
}
