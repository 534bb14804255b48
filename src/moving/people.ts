import type { Builder } from './file/builder.ts';
import type { ImportedPerson } from './file/imported.ts';
import type { Lines } from './file/lines.ts';
import { zoneNamed } from './on-call/zones.ts';
import { named } from './read.ts';

/** A person of another system. */
export interface ForeignPerson {
  readonly key: string;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly zone?: string | undefined;
  readonly role?: ImportedPerson['role'];
  readonly accounts?: ImportedPerson['accounts'];
  /** Ways to reach the person there that Tocsin does not have: `phone`, `SMS`, `push`. */
  readonly otherWays?: readonly string[];
}

/** Adds people to the file. Their ids come from their email addresses, else from their names. */
export function addPeople(builder: Builder, people: readonly ForeignPerson[]): void {
  const { ids, lines } = builder;
  for (const { key, name, email, zone, role, accounts = {}, otherWays = [] } of people) {
    const id = ids.people.idFor(key, email?.split('@')[0] || name || '');
    const subject = named('person', name ?? email ?? id);
    const timezone = zone === undefined ? undefined : zoneNamed(zone);
    if (zone !== undefined && !timezone) {
      lines.approximated(subject, `their time zone “${zone}” is not one of the time zone database; UTC counts`);
    }
    const ways = [...new Set(otherWays)];
    if (ways.length > 0) lines.leftOut(subject, `Tocsin does not page by ${ways.join(', ')}`);
    if (Object.keys(accounts).length === 0) {
      lines.toDo(subject, 'add accounts, such as { slack: U012AB3CD } (docs/configuration.md)');
    }
    const person: ImportedPerson = {
      name: name?.slice(0, 80) ?? id,
      ...(email && { email }),
      ...(timezone && { timezone }),
      ...(role && { role }),
      ...(Object.keys(accounts).length > 0 && { accounts }),
    };
    builder.add('people', id, person, subject);
  }
}

/** Adds a line that notification rules are not imported, if there are any. */
export function sayNotificationRules(lines: Lines, count: number): void {
  if (count === 0) return;
  const whose = count === 1 ? 'the notification rules of one person' : `the notification rules of ${count} people`;
  lines.leftOut('people', `${whose}; here every linked chat is notified at once, and email after 5 minutes (notify)`);
}

/** Returns the person's id. Adds a line and returns undefined when the export does not contain them. */
export function personOf(builder: Builder, key: string, name: string | undefined, subject: string): string | undefined {
  const id = builder.ids.people.known(key);
  if (id === undefined) builder.lines.leftOut(subject, `${name ?? key} is not among the people of the export`);
  return id;
}
