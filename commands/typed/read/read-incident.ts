import { refusedBy } from '../../../src/domain/refusal.ts';
import { severityMeant } from '../../../src/domain/severity-words.ts';
import { readLength } from '../../../src/lib/words/length-words.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { me, type Names, nameAt, takeNames } from '../names.ts';
import { isPeriod } from '../times/period.ts';
import { bare, joined, type Word, without, withoutPoliteness } from '../words.ts';

/** Words after the number are a note. A second number is not: one line acknowledges one incident. */
export const ackWords: FromWords = (words, { args: { incident }, names }): ReadWords | undefined => {
  const [first] = words;
  const note = joined(words).replace(named, '');
  // “14 acked by bob” says that Bob did.
  if (isPeriod(joined(withoutPoliteness(words))) || /^by(?!\p{L})/iu.test(note))
    return { args: { note }, doubtful: 'later' };
  const isTalk = incident === undefined && aboutAcks.test(note);
  if (isTalk || isAnothers(words, names) || notTheLatest.test(note) || tag.test(note))
    return { args: { note }, doubtful: 'asked' };
  if (!first || !/^#?\d+\W*$/.test(first.text)) return undefined;
  throw refusedBy('word-left-over', { word: first.text, command: 'ack', options: ['incident', 'note'] });
};

/** A word that begins a text without belonging to it: `ack 14 note: looking`, `resolve 14 -> rolled back`. */
const named =
  /^\s*(?:(?:[:,–—-]|->|=>|→)+\s+|(?:with\s+)?(?:the\s+)?(?:summary|message|msg|reason|note|comment)\s*[:=]\s*|with\s+(?:the\s+)?(?:summary|message|note|comment)\s+)/iu;

/** A word that makes the line a question, or doubts it: `ack 14 right?`, `ack 14 maybe`. */
const tag =
  /^(?:(?:right|ok(?:ay)?|correct|yes|no|eh|sure|oder|richtig|ja|vale)\s*[?？]+|(?:maybe|perhaps|or not|oder nicht|vielleicht|quizás?|tal vez)[\s?？.]*)$/iu;

/** What is said of acknowledgements, where no number follows: `ack is slow`, `acked already`. */
const aboutAcks =
  /^(?:is|are|was|were|does(?:n['’]?t)?|do(?:n['’]?t)?|did(?:n['’]?t)?|has(?:n['’]?t)?|can['’]?t|won['’]?t|should|would|could|fail(?:s|ed|ing)|button|rate|times?|message|already|as(?=\s+\p{L}+\W*$)|in (?:pagerduty|pd|opsgenie|grafana|slack|teams|discord|telegram|the app))(?!\p{L})|^it (?:easy|back|away|down|off|slow)(?!\p{L})/iu;

/** `ack the first one` means another incident than the place tells. */
const notTheLatest =
  /^(?:the\s+)?(?:first|previous|prior|older|oldest|other|second|third|next)(?:\s+(?:one|incident|alert|page))?\W*$|^the\s+\S+\s+(?:one|incident|alert)\W*$/iu;

/** “Bob has it” and “for Bob”: whoever says so would take the incident from Bob. */
function isAnothers(words: readonly Word[], { people }: Names): boolean {
  const others = people.filter(({ id }) => id !== me);
  const rest = without(words, /^(?:for|on|behalf|of|für|para|por)$/iu);
  const found = nameAt(rest, others);
  if (!found) return false;
  const after = rest[found.words]?.text ?? '';
  const before = words.length - rest.length;
  return (
    before > 0 ||
    after === '' ||
    /['’]s$/iu.test(rest[found.words - 1]!.text) ||
    /^(?:is|has|have|will|['’]ll|takes?|took|got|owns?|can|hat|ist|übernimmt|macht|tiene|está|lo)$/iu.test(bare(after))
  );
}

/** A text that says when it is to be done, or on what condition: nothing is done later. */
const notNow =
  /^(?:when(?:ever)?|if|once|after|as soon as|unless|until|till|later|never|only|but|not before|or|wenn|sobald|falls|nachdem|erst|noch nicht|cuando|si|después|aún no|todavía no)(?!\p{L})|^(?:not|no|nicht)(?=[\s.,!]*$|\s+(?:yet|now|before|until|till|unless|if|today|ahora|jetzt|bevor)(?!\p{L}))|^by (?:mistake|accident)|^(?:before|eod|cob|soon|tonight|end of (?:the )?(?:day|shift|week)|in progress|in review|rolling out|pending|wip|almost|partially|partly|teilweise|fast|casi|parcialmente)(?!\p{L})|^(?:is|are)\s+(?:in|not|rolling|coming|almost|pending|being|under|still|out|on)(?!\p{L})|^(?:coming|merged|ready|eta)(?!\p{L})|^(?:not|nicht|no)\s+(?:fully\s+|completely\s+|really\s+|quite\s+)?(?:fixed|resolved|done|closed|solved|over|working|stable|healthy|behoben|gelöst|erledigt|resuelto|arreglado)(?!\p{L})/iu;

/** A summary of which nobody can be sure that it means now. */
export const resolveWords: FromWords = (words, { args: { incident } }): ReadWords | undefined => {
  const isIt =
    incident === undefined &&
    words.length > 1 &&
    /^(?:it|this|that) (?!was|is|has|had|did|works)/iu.test(joined(words));
  const summary = isIt ? words.slice(1) : words;
  const text = joined(summary).replace(named, '');
  const isLater = notNow.test(text) || isPeriod(joined(withoutPoliteness(summary)));
  const isOut = incident === undefined && /^(?:out|off|down|up)\s+#?\d|^#?\d/u.test(text);
  const doubt = isLater ? 'later' : isOut || tag.test(text) || /[?？]\s*$/.test(text) ? 'asked' : undefined;
  return { args: { summary: text }, ...(doubt && { doubtful: doubt }) };
};

/** `assign 14 to bob as commander`, `assign bob 14` */
export const assignWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words).filter(
    ({ text }) => !/^(?:to|as|the|on|for|of|in|an|a|it|this|that|role)$/i.test(text),
  );
  const { args, rest } = takeNames(main, [['person', names.people]]);
  const number = given.incident === undefined && rest.find(({ text }) => /^#?\d{1,9}$/.test(text));
  if (!number) return { args, rest };
  return { args: { ...args, incident: number.text }, rest: rest.filter((word) => word !== number) };
};

/** `rename 14 to Checkout is slow`, `rename it to …`, `rename this incident: …` */
export const renameWords: FromWords = (words): ReadWords | undefined => {
  const title = joined(words);
  const renamed = title.replace(
    /^(?:(?:(?:(?:the|this|that)\s+)?(?:incident|title|name)|it|this|that)\s*(?:to|as|in|zu|a|->|=>|→|:)\s+|it\s+(?!is|was|has|does|can)|(?:to|as|in|zu|a)\s+|(?:->|=>|→|[:–—-])\s*)(?=\S)/iu,
    '',
  );
  return { args: { title: renamed } };
};

/** `severity 14 to critical`, `severity critical 14` */
export const severityWords: FromWords = (words, { args: given }): ReadWords | undefined => {
  const main = without(withoutPoliteness(words), /^(?:to|is|as|now|=)?$/i);
  const last = main.at(-1);
  const number = given.incident === undefined && main.length > 1 && last && /^#?\d+$/.test(last.text) && last.text;
  const level = severityMeant(joined(number ? main.slice(0, -1) : main));
  return level && { args: { level, ...(number && { incident: number }) } };
};

/** `snooze 14 until 9am`, `snooze 2 hours`, `snooze for 2h incident 14` */
export const snoozeWords: FromWords = (words, { args: given }): ReadWords | undefined => {
  const main = without(withoutPoliteness(words), /^(?:it|this|me|that)$/i);
  if (
    given.incident !== undefined &&
    /^(?:and|und|y|&|,)?\s*#?\d{1,9},?\s+(?:for|until|and(?! a half)|\d)|^(?:and|und|y|&|,)\s*#?\d{1,9}$/iu.test(
      joined(main),
    )
  ) {
    throw refusedBy('one-incident', { command: 'snooze' });
  }
  const time = joined(main);
  const [, before = '', number] = /^(.*?\D|.*?\d)\s+(?:(?:incident|on|of)\s+)*(#?\d{1,9})$/iu.exec(time) ?? [];
  // Of “2h 14” nobody can tell whether it is two hours and 14 minutes, or incident 14.
  if (given.incident === undefined && number && readLength(time) !== undefined) {
    throw refusedBy('word-left-over', { word: number, command: 'snooze', options: ['incident', 'for'] });
  }
  if (given.incident === undefined && number && isPeriod(before) && !isPeriod(time)) {
    return { args: { incident: number, for: before } };
  }
  const reasoned = isPeriod(time) ? undefined : withReason(main);
  return { args: reasoned ?? (time === '' ? {} : { for: time }) };
};

const reason =
  /^[\s,;:–—-]*(?:(?:because|since|cause|reason|weil|da|wegen|grund|porque|ya que|motivo)(?!\p{L})[\s:]*)?/iu;

/** `1h because the deploy is running`: the time, and what is to be noted. */
function withReason(words: readonly Word[]): { readonly for: string; readonly note: string } | undefined {
  for (let count = words.length - 1; count > 0; count -= 1) {
    const time = joined(words.slice(0, count)).replace(/[\s,;:–—-]+$/u, '');
    if (!isPeriod(time)) continue;
    const note = joined(words.slice(count)).replace(reason, '');
    // “2h 30” and “1h and 15” are no time and a reason.
    return /^(?:(?:and|und|y|or|oder|o|to|bis|a)\s|\W*\d)/iu.test(note) || note === ''
      ? undefined
      : { for: time, note };
  }
  return undefined;
}
