import type { Directory } from '../domain/directory.ts';
import { type Language, languages } from '../domain/languages.ts';
import type { Person } from '../domain/people.ts';
import type { Translate } from '../locales/catalogue.ts';
import { translatorFor } from '../locales/translate.ts';

/** For whom a text is written, and when. */
export interface Reader {
  readonly directory: Directory;
  readonly language: Language;
  /** IANA zone of every moment in it. */
  readonly zone: string;
  readonly now: Date;
  /** Says a text in the reader's language. */
  readonly t: Translate;
}

/** Returns the reader of what many people read: rooms and announcements, in the language and the zone of the file. */
export function houseReader(directory: Directory, now: Date): Reader {
  const language = directory.language ?? languages[0];
  return { directory, language, zone: houseZone(directory), now, t: translatorFor(language) };
}

/** Returns the reader whom nobody knows: in the language of their platform, else of the file. */
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

/** Moments in channels, where the platform cannot use the reader's own zone: the first schedule's zone. */
export function houseZone(directory: Directory): string {
  for (const schedule of directory.schedules.values()) return schedule.timezone;
  return 'UTC';
}
