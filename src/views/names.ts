import { nameOfPerson } from '../domain/former-people.ts';
import type { Language } from '../domain/languages.ts';
import type { PersonId, Platform, Via } from '../domain/people.ts';
import type { Translate } from '../locales/catalogue.ts';
import type { Reader } from './reader.ts';

/** Creating a format costs more than using it a hundred times. There are two for each language. */
const lists = new Map<string, Intl.ListFormat>();

/** Returns the words as one list: “Alice, Bob and Carol”. */
export function inWords(words: readonly string[], language: Language): string {
  return listOf(language, 'conjunction').format(words);
}

/** Returns the list as its entries with the text between them. */
export function inPieces<Word>(words: readonly Word[], language: Language): readonly (Word | string)[] {
  return listOf(language, 'conjunction')
    .formatToParts(words.map((_, index) => String(index)))
    .map(({ type, value }) => (type === 'element' ? (words[Number(value)] ?? '') : value));
}

/** Returns the words as a choice: “Slack, Discord or Telegram”. */
export function alternatives(words: readonly string[], language: Language): string {
  return listOf(language, 'disjunction').format(words);
}

function listOf(language: Language, type: 'conjunction' | 'disjunction'): Intl.ListFormat {
  const key = `${language} ${type}`;
  const known = lists.get(key);
  if (known) return known;
  const made = new Intl.ListFormat(language === 'en' ? 'en-GB' : language, { type });
  lists.set(key, made);
  return made;
}

/** Returns the person's name, or a text in the reader's language when the person has no name any more. */
export function nameOf(person: PersonId, { directory, t }: Pick<Reader, 'directory' | 't'>): string {
  return nameOfPerson(person, directory.people, (code) => t('person.former', { code }));
}

export function platformName(platform: Platform, t: Translate): string {
  return t(`platform.${platform}`);
}

/** Returns the name of a platform, or of a program's way in, as a label: “Web chat”. */
export function viaLabel(via: Via, t: Translate): string {
  return t(`via-label.${via}`);
}

/** Returns the name of a platform, or of a program's way in, for the middle of a sentence: “the web chat”. */
export function viaName(via: Via, t: Translate): string {
  return via === 'alert' || via === 'api' || via === 'amqp' ? t(`via.${via}`) : platformName(via, t);
}
