import { type Names, nameAt } from '../names.ts';
import { timeAtTheStart } from '../times/period.ts';
import { phraseIn } from '../verbs.ts';
import { fillers, joined, split, without, withoutPoliteness } from '../words.ts';

/**
 * Returns a line that begins with a time, with the time at its end: `tomorrow who is on call`, `until 9am snooze 14`.
 * Undefined for other lines; a number alone is an incident’s.
 */
export function timeLast(line: string): string | undefined {
  const { time, after } = timeAtTheStart(withoutPoliteness(split(line, [])));
  return time === '' || after.length === 0 || /^#?\d+$/u.test(time) ? undefined : `${joined(after)} ${time}`;
}

/** Returns `checkout who is on call?`, `bob on call tomorrow` and `bob override primary friday` in order; undefined for other lines. */
export function onCallOf(line: string, { schedules, services, teams, people }: Names): string | undefined {
  const words = without(split(line, []), fillers);
  const named = nameAt(words, [...schedules, ...services, ...teams, ...people]);
  if (!named) return undefined;
  const asked = joined(words.slice(named.words)).replace(/^oncall(?!\p{L})/iu, 'on call');
  const phrase = phraseIn(asked);
  if (phrase?.command === 'oncall') return `oncall ${named.id} ${phrase.rest}`;
  // “Bob, override …” asks Bob to.
  const isAsked = /[,:]$/u.test(words[named.words - 1]!.text);
  return !isAsked && /^overrides?\s+\S/iu.test(asked) ? asked.replace(/\s/u, ` ${named.id} `) : undefined;
}
