import { refusedBy } from '../../../src/domain/refusal.ts';
import type { Command } from '../../command.ts';
import { type Names, nameAt } from '../names.ts';
import { inOrder } from '../orders/in-order.ts';
import { severityOrder } from '../orders/severity-order.ts';
import { aliasesOf } from '../verbs.ts';
import { split } from '../words.ts';

/** Commands that people append to another command. Words of a note rarely begin like these. */
const joined = [
  'ack',
  'resolve',
  'escalate',
  'page',
  'snooze',
  'reopen',
  'assign',
  'severity',
  'postmortem',
  'unack',
  'merge',
] as const;
const needsNumber = new Set<string>([
  'ack',
  'resolve',
  'snooze',
  'reopen',
  'unack',
  'escalate',
  'merge',
  'severity',
  'postmortem',
]);
const between =
  /(?:\s*(?:[,;&+\n]|&&|\.\s)\s*(?:(?:and|then|und|dann|y|luego)\s+)*|\s+(?:(?:and|then|also|und|dann|auch|y|luego|también)\s+)+|(?<=\s#?\d{1,9})\s+(?=\p{L}+\s+#?\d{1,9}(?:[\s.!]|$)))(?:[-*•]\s+)?(?=\/?(\p{L}+)(?![\p{L}\d:])([\s\S]*)$)/giu;
const saysNumber =
  /^\s*(?:it|this|that|es|das|lo|#?\d{1,9}(?!\p{L}))?[\s.!]*$|^\s+(?:it|this|that)\s+(?:for|until|to)\s|^\s+#?\d{1,9}(?!\p{L})|^\s+(?:for\s+|until\s+)?\d+\s?(?:m|h|d|min|minutes?|hours?|hrs?|stunden?|horas?)(?!\p{L})/iu;
/** Further behind, the words belong to a message. */
const mostWordsBefore = 4;

/**
 * @throws Refused when a line has two commands, such as `ack 14 and page bob`: the second would become a note of the first
 */
export function refuseSecondCommand(line: string, catalogue: readonly Command[], names: Names): void {
  const commandOf = (word: string) =>
    catalogue.find(({ name }) => name === word.toLowerCase() || aliasesOf(name).includes(word.toLowerCase()))?.name;
  for (const found of line.matchAll(between)) {
    const first = line.slice(0, found.index).trim();
    const second = line.slice(found.index + found[0].length).trim();
    const level = severityOrder(second)?.isSure;
    const [, verb = '', rest = ''] = level
      ? ['', 'severity']
      : (/^\/?(\p{L}+)(?![\p{L}\d:])([\s\S]*)$/u.exec(inOrder(second)) ?? []);
    if (first.split(/\s+/).length > mostWordsBefore) return;
    // Without a word between them, only a command’s own name begins another.
    const command = joined.find((one) => one === (found[0].trim() === '' ? verb.toLowerCase() : commandOf(verb)));
    const isFirst = commandOf(/^\/?(\p{L}+)/u.exec(first)?.[1] ?? '') !== undefined || severityOrder(first)?.isSure;
    if (!command || !isFirst) continue;
    if (needsNumber.has(command) ? saysNumber.test(rest) || isTo(rest, command, names) : namesSomebody(rest, names)) {
      throw refusedBy('one-command', { first, second });
    }
  }
}

/** “And escalate to bob” names somebody, where “and assign to the db team” is a note. */
function isTo(text: string, command: string, names: Names): boolean {
  return command === 'escalate' && /^\s+(?:to|an|a)\s/iu.test(text) && namesSomebody(text, names);
}

/** Returns whether the text names a person: “page received” is a note, “page bob” a command. */
function namesSomebody(text: string, { people, teams, schedules }: Names): boolean {
  const words = split(text, []).filter((word) => !/^(?:to|an|a|#?\d{1,9})$/iu.test(word.text));
  // “Ping me if it comes back” is meant for other people.
  if (/^me(?!\p{L})/iu.test(words[0]?.text ?? '')) return false;
  return (
    /^(?:him|her|them|us)(?!\p{L})/iu.test(words[0]?.text ?? '') ||
    nameAt(words, [...people, ...teams, ...schedules]) !== undefined
  );
}
