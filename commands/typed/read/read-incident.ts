import { refusedBy } from '../../../src/domain/refusal.ts';
import { readLength } from '../../../src/lib/words/length-words.ts';
import type { FromWords, ReadWords } from '../../command.ts';
import { me, type Names, nameAt } from '../names.ts';
import { isPeriod } from '../times/period.ts';
import { bare, joined, type Word, without, withoutPoliteness } from '../words.ts';
import { doubtOfText, isTag, withoutIntroduction } from './reason.ts';

/** Words after the number are a note. A second number is not: one line acknowledges one incident. */
export const ackWords: FromWords = (words, { args: { incident }, names }): ReadWords | undefined => {
  const [first] = words;
  const note = withoutIntroduction(joined(words));
  // “14 acked by bob” says that Bob did.
  if (isPeriod(joined(withoutPoliteness(words))) || /^by(?!\p{L})/iu.test(note))
    return { args: { note }, doubtful: 'later' };
  const isTalk = incident === undefined && aboutAcks.test(note);
  if (isTalk || isAnothers(words, names) || notTheLatest.test(note) || isTag(note))
    return { args: { note }, doubtful: 'asked' };
  if (/^[-–—:]$/u.test(first?.text ?? '') && note !== '') return { args: { note } };
  if (!first || !/^#?\d+\W*$/.test(first.text)) return undefined;
  throw refusedBy('word-left-over', { word: first.text, command: 'ack', options: ['incident', 'note'] });
};

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
    /^(?:#?\d+)?\W*$/u.test(after) ||
    /['’]s$/iu.test(rest[found.words - 1]!.text) ||
    /^(?:is|has|have|will|['’]ll|takes?|took|got|owns?|can|hat|ist|übernimmt|macht|tiene|está|lo)$/iu.test(bare(after))
  );
}

/** A summary of which nobody can be sure that it means now. */
export const resolveWords: FromWords = (words, { args: { incident } }): ReadWords | undefined => {
  const isIt =
    incident === undefined &&
    words.length > 1 &&
    /^(?:it|this|that) (?!was|is|has|had|did|works)/iu.test(joined(words));
  const summary = isIt ? words.slice(1) : words;
  const text = withoutIntroduction(joined(summary));
  const isOut = incident === undefined && /^(?:out|off|down|up)\s+#?\d|^#?\d/u.test(text);
  // “Only checkout” is not all of it.
  const isPart = /^only(?!\p{L})/iu.test(text);
  const doubt = isPart ? 'later' : (doubtOfText(text) ?? (isOut ? ('asked' as const) : undefined));
  return { args: { summary: text }, ...(doubt && { doubtful: doubt }) };
};

/** `rename 14 to Checkout is slow`, `rename it to …`, `rename this incident: …` */
export const renameWords: FromWords = (words, { args: { incident } }): ReadWords | undefined => {
  const title = joined(words);
  const renamed = title.replace(
    /^(?:(?:(?:(?:the|this|that)\s+)?(?:incident|title|name)|it|this|that)\s*(?:to|as|in|zu|a|->|=>|→|:)\s+|it\s+(?!is|was|has|does|can)|(?:to|as|in|zu|a)\s+|(?:->|=>|→|[:–—-])\s*)(?=\S)/iu,
    '',
  );
  // “Rename the branch” may be said of something else.
  const isTalk =
    incident === undefined && renamed === title && words.length === 2 && /^(?:the|my|a|that)\s/iu.test(title);
  return { args: { title: renamed }, ...(isTalk && { doubtful: 'asked' }) };
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

/** `1h because the deploy is running`: the time, and what is to be noted. */
function withReason(words: readonly Word[]): { readonly for: string; readonly note: string } | undefined {
  for (let count = words.length - 1; count > 0; count -= 1) {
    const time = joined(words.slice(0, count)).replace(/[\s,;:–—-]+$/u, '');
    if (!isPeriod(time)) continue;
    const note = withoutIntroduction(joined(words.slice(count)));
    // “2h 30” and “1h and 15” are no time and a reason.
    return /^(?:(?:and|und|y|or|oder|o|to|bis|a)\s|\W*\d)/iu.test(note) || note === ''
      ? undefined
      : { for: time, note };
  }
  return undefined;
}
