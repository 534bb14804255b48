/** Who may do what: the one place where roles are compared. Everything else asks `Permissions`. */

import { type Person, type Platform, type Role, roles, type TokenRole } from './people.ts';

/** Platforms whose groups can give roles. */
export const groupPlatforms = ['slack', 'discord', 'telegram'] as const satisfies readonly Platform[];
export type GroupPlatform = (typeof groupPlatforms)[number];

/** Roles that a group can give. Everybody in the file is a viewer. */
export const grantedRoles = ['responder', 'manager', 'admin'] as const satisfies readonly Role[];
export type GrantedRole = (typeof grantedRoles)[number];

/** Groups whose members have at least this role: Slack user groups, Discord roles, administrators of Telegram chats. */
export type RoleGroups = Readonly<
  Partial<Record<GrantedRole, Readonly<Partial<Record<GroupPlatform, readonly string[]>>>>>
>;

/** A role that a person has if this account is in this group. */
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
 * Returns the grants that could raise this person's role, before the platforms are asked.
 *
 * @param needed only grants sufficient for this role; absent: all
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

/** Returns whether this person has the role, or a group could give it. */
export function couldActAs(person: Person, needed: Role, groups: RoleGroups = {}): boolean {
  return mayActAs(person.role, needed) || grantsFor(person, groups, needed).length > 0;
}

/** Returns the highest role. */
export function highest(own: Role, given: readonly Role[]): Role {
  return given.reduce<Role>((most, one) => (mayActAs(most, one) ? most : one), own);
}

/** Returns the person for a program that acts for them: with the token's role as the upper limit, if it has one. */
export function actingBy(person: Person, tokenRole: TokenRole | undefined): Person {
  return tokenRole ? { ...person, tokenRole } : person;
}

/** Returns the lower role. */
export function lowest(one: Role, other: Role): Role {
  return mayActAs(one, other) ? other : one;
}

/** Returns who can add somebody to the file: the admins, or the managers where nobody is one. */
export function whoMayAddPeople(people: Iterable<Person>): readonly Person[] {
  const all = [...people];
  const admins = all.filter(({ role }) => role === 'admin');
  return admins.length > 0 ? admins : all.filter(({ role }) => role === 'manager');
}
