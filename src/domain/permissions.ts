/** Who may do what: the one place where roles are compared. Everything else asks `Permissions`. */

import { type Person, type Platform, type Role, roles, type TokenRole } from './people.ts';

/** Where groups can give a role. */
export const groupPlatforms = ['slack', 'discord', 'telegram'] as const satisfies readonly Platform[];
export type GroupPlatform = (typeof groupPlatforms)[number];

/** What a group can give. A viewer is everybody who is in the file. */
export const grantedRoles = ['responder', 'manager', 'admin'] as const satisfies readonly Role[];
export type GrantedRole = (typeof grantedRoles)[number];

/** Groups whose members have at least this role: user groups of Slack, roles of Discord, administrators of Telegram chats. */
export type RoleGroups = Readonly<
  Partial<Record<GrantedRole, Readonly<Partial<Record<GroupPlatform, readonly string[]>>>>>
>;

/** A role that somebody has if this account of theirs is in this group. */
export interface Grant {
  readonly role: GrantedRole;
  readonly platform: GroupPlatform;
  readonly group: string;
  readonly account: string;
}

export function mayActAs(role: Role, needed: Role): boolean {
  return roles.indexOf(role) >= roles.indexOf(needed);
}

/**
 * What groups could give this person beyond their own role. Nothing of it is known before the platform was asked.
 *
 * @param needed only what is enough for this; absent: all
 */
export function grantsFor({ role, accounts }: Person, groups: RoleGroups = {}, needed: Role = 'viewer'): Grant[] {
  return grantedRoles.flatMap((given) => {
    if (mayActAs(role, given) || !mayActAs(given, needed)) return [];
    return groupPlatforms.flatMap((platform) => {
      const account = accounts[platform];
      if (account === undefined) return [];
      return (groups[given]?.[platform] ?? []).map((group): Grant => ({ role: given, platform, group, account }));
    });
  });
}

/** Whether this person has that role, or a group could give it to them. */
export function couldActAs(person: Person, needed: Role, groups: RoleGroups = {}): boolean {
  return mayActAs(person.role, needed) || grantsFor(person, groups, needed).length > 0;
}

/** The highest of them; the person's own when nothing was given. */
export function highest(own: Role, given: readonly Role[]): Role {
  return given.reduce<Role>((most, one) => (mayActAs(most, one) ? most : one), own);
}

/** Returns the person as a program acts for them: with the role of its token at most, where that has one. */
export function actingBy(person: Person, tokenRole: TokenRole | undefined): Person {
  return tokenRole ? { ...person, tokenRole } : person;
}

/** The lower of the two. */
export function lowest(one: Role, other: Role): Role {
  return mayActAs(one, other) ? other : one;
}

/** Returns who can add somebody to the file: the admins, or the managers where nobody is one. */
export function whoMayAddPeople(people: Iterable<Person>): readonly Person[] {
  const all = [...people];
  const admins = all.filter(({ role }) => role === 'admin');
  return admins.length > 0 ? admins : all.filter(({ role }) => role === 'manager');
}
