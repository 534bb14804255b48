import type { Directory } from '../../domain/directory.ts';
import type { Person, Role } from '../../domain/people.ts';
import { type Grant, grantsFor, highest, lowest, mayActAs } from '../../domain/permissions.ts';
import { refusedBy } from '../../domain/refusal.ts';
import type { Memberships } from './memberships.ts';

/** Decides who may do what, for every command, button, form, API request, mail link and message of a program. */
export interface Permissions {
  /**
   * Returns whether the person's own role, or a role from a group, is enough. Groups are requested only when the own
   * role is not enough. The result never exceeds the role of the token that a program uses. Never throws.
   */
  may(person: Person, needed: Role): Promise<boolean>;
  /** Returns the highest role that they have at this moment. */
  roleOf(person: Person): Promise<Role>;
  /**
   * @param act `unless` is asked when the person's role is not enough: whether they may all the same. It raises no token's role.
   * @param told whether the sentence is for the person, or for a program that speaks for them
   * @throws Refused `not-allowed`
   */
  permit(
    person: Person,
    act: { readonly name: string; readonly needs: Role; unless?(): Promise<boolean> },
    told: 'person' | 'program',
  ): Promise<void>;
}

interface Parts {
  readonly memberships: Memberships;
  directory(): Directory;
}

export function createPermissions({ memberships, directory }: Parts): Permissions {
  async function given(grants: readonly Grant[]): Promise<readonly Role[]> {
    const answers = await Promise.all(grants.map((grant) => memberships.has(grant)));
    return grants.filter((_, index) => answers[index]).map(({ role }) => role);
  }

  async function may(person: Person, needed: Role): Promise<boolean> {
    if (person.tokenRole && !mayActAs(person.tokenRole.role, needed)) return false;
    if (mayActAs(person.role, needed)) return true;
    const grants = grantsFor(person, directory().roles, needed);
    return anyOf(grants.map((grant) => memberships.has(grant)));
  }

  async function roleOf(person: Person): Promise<Role> {
    const own = highest(person.role, await given(grantsFor(person, directory().roles)));
    return person.tokenRole ? lowest(own, person.tokenRole.role) : own;
  }

  return {
    may,
    roleOf,
    async permit(person, { name, needs, unless }, told) {
      const { tokenRole } = person;
      if (tokenRole && !mayActAs(tokenRole.role, needs)) {
        throw refusedBy('not-allowed', { command: name, needs, ...tokenRole });
      }
      if ((await may(person, needs)) || (await unless?.())) return;
      const role = await roleOf(person);
      throw refusedBy('not-allowed', {
        command: name,
        role,
        needs,
        ...(told === 'program' && { person: person.name }),
      });
    },
  };
}

/** Resolves to true as soon as one of them is true. */
async function anyOf(answers: readonly Promise<boolean>[]): Promise<boolean> {
  const yes = answers.map(async (answer) => {
    if (!(await answer)) throw new Error('no');
  });
  return Promise.any(yes).then(
    () => true,
    () => false,
  );
}
