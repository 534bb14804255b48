import type { Directory } from '../domain/directory.ts';
import { type Language, languages } from '../domain/languages.ts';
import type { Person } from '../domain/people.ts';
import type { Translate } from '../locales/catalogue.ts';
import { translatorFor } from '../locales/translate.ts';

/** The person or the place that a text is written for, and the moment at which it is written. */
export interface Reader {
  readonly directory: Directory;
  readonly language: Language;
  /** IANA zone of every moment in the text. */
  readonly zone: string;
  readonly now: Date;
  /** Translates a text into the reader's language. */
  readonly t: Translate;
}

/** Returns the reader of rooms and announcements, which many people read: in the language and the zone of the file. */
export function houseReader(directory: Directory, now: Date): Reader {
  const language = directory.language ?? languages[0];
  return { directory, language, zone: houseZone(directory), now, t: translatorFor(language) };
}

/** Returns the reader behind an unlinked account: in the language of their platform, else of the file. */
export function unlinkedReader(directory: Directory, now: Date, platformLanguage?: Language): Reader {
  const reader = houseReader(directory, now);
  return platformLanguage ? { ...reader, language: platformLanguage, t: translatorFor(platformLanguage) } : reader;
}

/** @param platformLanguage the language that the platform says the person uses; what the person chose comes first */
export function readerOf(person: Person, directory: Directory, now: Date, platformLanguage?: Language): Reader {
  const [lastSeen] = Object.values(person.platformLanguages ?? {});
  const language = person.language ?? platformLanguage ?? lastSeen ?? directory.language ?? languages[0];
  return { directory, language, zone: person.timezone, now, t: translatorFor(language) };
}

/** Returns the IANA zone of moments in channels, where the platform cannot use the reader's own: the first schedule's zone. */
export function houseZone(directory: Directory): string {
  for (const schedule of directory.schedules.values()) return schedule.timezone;
  return 'UTC';
}
