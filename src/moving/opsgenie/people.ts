import type { Builder } from '../file/builder.ts';
import { addPeople, personOf, sayNotificationRules } from '../people.ts';
import { named } from '../read.ts';
import type { Team, User } from './shapes.ts';

const roles: Readonly<Record<string, 'admin' | undefined>> = { owner: 'admin', admin: 'admin' };
const waysThere: Readonly<Record<string, string>> = { voice: 'phone', sms: 'SMS', mobile: 'push notification' };

export function addOpsgeniePeople(builder: Builder, users: readonly User[], teams: readonly Team[]): void {
  addPeople(
    builder,
    users.map(({ id, username, fullName, role, timeZone, userContacts }) => {
      const known = roles[role?.name?.toLowerCase() ?? ''];
      return {
        key: id,
        name: fullName,
        email: username.includes('@') ? username : undefined,
        zone: timeZone,
        ...(known && { role: known }),
        otherWays: (userContacts ?? []).flatMap(({ contactMethod = '' }) => waysThere[contactMethod] ?? []),
      };
    }),
  );
  sayNotificationRules(builder.lines, users.filter((one) => one.notificationRules?.length).length);
  // Some answers name people only by their email address.
  for (const { id, username } of users) builder.ids.people.alias(username, id);
  for (const { id, name, members } of teams) {
    const subject = named('team', name);
    const people = (members ?? []).flatMap(
      ({ user }) => personCalled(builder, user.id ?? '', user.username, subject) ?? [],
    );
    if (people.length === 0) {
      builder.lines.leftOut(subject, 'it has no members');
      continue;
    }
    builder.add('teams', builder.ids.teams.idFor(id, name), { members: people }, subject);
    builder.ids.teams.alias(name, id);
  }
}

/**
 * Returns the person's id by Opsgenie's id or address. Adds a line and returns undefined when the export does not contain
 * them.
 */
export function personCalled(
  builder: Builder,
  id: string,
  username: string | undefined,
  subject: string,
): string | undefined {
  const byAddress = username === undefined ? undefined : builder.ids.people.known(username);
  return byAddress ?? personOf(builder, id, username, subject);
}
