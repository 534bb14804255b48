import { basename } from 'node:path';
import { type AllowedName, allowedNames, allowedPhrases } from './allowed-names.ts';
import { type BannedWord, bannedWords } from './banned-words.ts';
import { declaredNames, wordsOf } from './declared-names.ts';

export interface Banned {
  readonly word: BannedWord;
  readonly name: string;
  readonly file: string;
  /** Missing for the file's own name. */
  readonly line?: number;
}

/** Returns each name of a file, and its own name, that says a banned word; one entry for each word in it. */
export function findBanned(file: string, text: string): readonly Banned[] {
  const own = { name: basename(file).replace(/\.[^.]+$/, ''), line: undefined };
  const declared = /\.(ts|js)$/.test(file) ? declaredNames(file, text) : [];
  return [own, ...declared].flatMap(({ name, line }) =>
    bannedIn(name)
      .filter((word) => !isAllowed(allowedNames, word, name, file))
      .map((word) => ({ word, name, file, ...(line !== undefined && { line }) })),
  );
}

/** Returns the banned words in a name, apart from those in a phrase of the glossary such as "dead letter". */
export function bannedIn(name: string): readonly BannedWord[] {
  let words = ` ${wordsOf(name).join(' ')} `;
  for (const { phrase } of allowedPhrases) words = words.replaceAll(` ${phrase} `, ' · ');
  return bannedWords.filter(({ word, exact }) =>
    [word, ...(exact ? [] : [`${word}s`])].some((form) => words.includes(` ${form} `)),
  );
}

function isAllowed(allowed: readonly AllowedName[], { word }: BannedWord, name: string, file: string): boolean {
  return allowed.some(
    (one) =>
      one.word === word &&
      (one.names === undefined || one.names.includes(name)) &&
      (one.folder === undefined || file.startsWith(one.folder)),
  );
}
