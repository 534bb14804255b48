import type { Command } from '../../command.ts';
import { aliasesOf, phraseIn, takesSomethingElse, verbAfterNumber } from '../verbs.ts';

/** A command, the words after it, and whether another word was said for it. */
export interface Found {
  readonly command: Command;
  readonly rest: string;
  readonly isAlias: boolean;
}

/** Finds the command that a line begins with: its name, a phrase, another word for it, or a verb after a number. */
export function findCommand(text: string, catalogue: readonly Command[]): Found | undefined {
  const [, word = '', rest = ''] = /^\/?(\S*)([\s\S]*)$/.exec(text) ?? [];
  const verb = word.toLowerCase().replace(/[.,:;!?]+$/, '');
  const command = catalogue.find(({ name }) => name === verb);
  const phrase = phraseIn(text);
  // “oncall …” is the command, “who is on call …” means it; of “on it” the first word alone says nothing.
  if (command && !phrase) return { command, rest, isAlias: false };
  const byPhrase = phrase && catalogue.find(({ name }) => name === phrase.command);
  if (byPhrase) return { command: byPhrase, rest: phrase.rest, isAlias: true };
  const byAlias = takesSomethingElse(text) ? undefined : commandOf(verb, catalogue);
  if (byAlias) return { command: byAlias, rest, isAlias: true };
  const turned = verbAfterNumber(text);
  if (turned) return findCommand(`${turned.verb}${turned.rest}`, catalogue);
  const [, number] = /^(?:inc(?:ident)?[-\s]*)?(#?\d{1,9})[.?!]*$/iu.exec(text) ?? [];
  const show = number && catalogue.find(({ name }) => name === 'show');
  return show ? { command: show, rest: ` ${number}`, isAlias: true } : undefined;
}

/** The command that a word is, or is another word for. */
export function commandOf(word: string, catalogue: readonly Command[]): Command | undefined {
  return catalogue.find(({ name }) => name === word) ?? catalogue.find(({ name }) => aliasesOf(name).includes(word));
}
