import type { Named } from '../../src/application/incidents/known-names.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { severityMeant } from '../../src/domain/severity-words.ts';
import type { FromWords, ReadWords } from '../command.ts';
import { nameAt, takeNames } from './names.ts';
import { nearest } from './nearest.ts';
import { bare, joined, type Word, without, withoutPoliteness } from './words.ts';

/** `sev1`, `SEV-2`, `P1` or `severity 1` before or after a title; other words only with a colon: titles begin with them. */
const severityFirst =
  /^(?:an?\s+)?\(?\[?(?:(?:sev|severity|prio|priority)[\s-]*([1-4]|critical|high|medium|low)|p([1-4])|(critical|major|minor|high|medium|low)(?=[\])]*\s*:))[\])]*\s*[:,–—-]?\s+/iu;
const severityLast =
  /[\s,([]+(?:(?:[Ss]ev|SEV)[\s-]?([1-4])|P([1-4]))[)\].]*$|\s*[,([–—][\s–—]*(critical|major|minor|high|medium|low)[)\].]*$/u;
/** `sev:2` and `prio=high` for `severity:sev2`. */
const severityNamed = /(?:^|\s)(?:sev|severity|prio|priority)[:=]\s?(\S+)/iu;

/** Words after the number are a note. A second number is not: one line acknowledges one incident. */
export const ackWords: FromWords = (words): ReadWords | undefined => {
  const [first] = words;
  if (!first || !/^#?\d+\W*$/.test(first.text)) return undefined;
  throw refusedBy('word-left-over', { word: first.text, command: 'ack', options: ['incident', 'note'] });
};

/** `declare sev1 Database is down`: the severity is no part of the title. */
export const declareWords: FromWords = (words, { args }): ReadWords | undefined => {
  const title = joined(words).replace(/^(?:an?\s+)?(?:new\s+)?incident\b[:,]?(?:\s+|$)/iu, '');
  // Somebody would be paged for it, and could not tell for what.
  if (!/\p{L}/u.test(title)) throw refusedBy('no-title', { option: 'title', text: joined(words) });
  if (args.severity !== undefined) return { args: { title } };
  for (const pattern of [severityNamed, severityFirst, severityLast]) {
    const found = pattern.exec(title);
    const severity = found && severityMeant(found.slice(1).find((group) => group !== undefined) ?? '');
    const rest = title
      .replace(pattern, '')
      .replace(/^(?:an?\s+)?incident\b[:,]?\s+/iu, '')
      .trim();
    if (severity && rest !== '') return { args: { title: rest, severity } };
  }
  return { args: { title } };
};

/** `page diego are you there`: whom, and the words to them. */
export const pageWords: FromWords = (words, { args, names }): ReadWords | undefined => {
  if (args.to !== undefined) return undefined;
  const main = without(words, /^(?:to|the)$/i);
  const targets = [...names.people, ...names.teams, ...names.schedules];
  const found = nameAt(main, targets);
  const [first] = main;
  const service = found ? undefined : nameAt(main, names.services);
  if (service) throw refusedBy('service-is-no-target', { service: service.id, option: 'to' });
  if (found && isListOf(main.slice(found.words), targets)) throw refusedBy('one-target');
  // The name of nobody is refused with the one that is near; anything else is a message without anybody to get it.
  const isNear =
    first &&
    nearest(
      bare(first.text),
      targets.map(({ id }) => id),
    ) !== undefined;
  if (!found && !isNear && main.length !== 1) return undefined;
  const to = found?.id ?? bare(first?.text ?? '');
  const message = joined(main.slice(found?.words ?? 1));
  return { args: { to, ...(message && { message }) }, free: true };
};

/** Whether another name follows: `and carol`, `, carol`. */
function isListOf(words: readonly Word[], known: readonly Named[]): boolean {
  const [first] = words;
  if (!first || !/^(?:and|und|y|&|\+|,)$/i.test(first.text)) return false;
  return nameAt(words.slice(1), known) !== undefined;
}

/** `escalate 14 to carol` */
export const escalateWords: FromWords = (words, { names }): ReadWords | undefined => {
  const { args, rest } = takeNames(without(withoutPoliteness(words), /^(?:to|it)$/i), [
    ['to', [...names.people, ...names.teams, ...names.schedules]],
  ]);
  return { args, rest };
};

/** `assign 14 to bob as commander`, `assign bob 14` */
export const assignWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words).filter(({ text }) => !/^(?:to|as|the)$/i.test(text));
  const { args, rest } = takeNames(main, [['person', names.people]]);
  const number = given.incident === undefined && rest.find(({ text }) => /^#?\d{1,9}$/.test(text));
  if (!number) return { args, rest };
  return { args: { ...args, incident: number.text }, rest: rest.filter((word) => word !== number) };
};

/** `severity 14 to critical`, `severity critical 14` */
export const severityWords: FromWords = (words, { args: given }): ReadWords | undefined => {
  const main = without(withoutPoliteness(words), /^(?:to|is|as|now|=)?$/i);
  const last = main.at(-1);
  const number = given.incident === undefined && main.length > 1 && last && /^#?\d+$/.test(last.text) && last.text;
  const level = severityMeant(joined(number ? main.slice(0, -1) : main));
  return level && { args: { level, ...(number && { incident: number }) } };
};

/** `snooze 14 until 9am`, `snooze 2 hours` */
export const snoozeWords: FromWords = (words): ReadWords | undefined => {
  const main = joined(withoutPoliteness(words));
  return { args: main === '' ? {} : { for: main } };
};

/** `list closed`, `list checkout`, `list sev1` */
export const listWords: FromWords = (words, { args: given, names }): ReadWords | undefined => {
  const main = withoutPoliteness(words)
    .filter(({ text }) => !/^(?:incidents?|the|for|of|me|only)$/i.test(text))
    .map((word) => (/^(?:closed|done|fixed)$/i.test(word.text) ? { ...word, text: 'resolved' } : word));
  const { args, rest } = takeNames(main, [['service', names.services]]);
  const levelOf = ({ text }: Word) => (/^\d/.test(text) ? undefined : severityMeant(text));
  const level = given.severity === undefined && rest.find(levelOf);
  if (!level) return { args, rest };
  return { args: { ...args, severity: levelOf(level)! }, rest: rest.filter((word) => word !== level) };
};
