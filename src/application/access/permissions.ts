import type { Directory } from '../../domain/directory.ts';
import type { Person, Role } from '../../domain/people.ts';
import { type Grant, grantsFor, highest, mayActAs } from '../../domain/permissions.ts';
import { refusedBy } from '../../domain/refusal.ts';
import type { Memberships } from './memberships.ts';

/** Who may do what. Every command, button, form, call of the API, link of a mail and message of a program asks here. */
export interface Permissions {
  /** By their own role, or by one that a group gives them; groups are asked only when the own one is not enough. Never throws. */
  may(person: Person, needed: Role): Promise<boolean>;
  /** The most that they may act as at this moment. */
  roleOf(person: Person): Promise<Role>;
  /**
   * @param act `unless` is asked when the role is not enough: whether they may all the same
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
    if (mayActAs(person.role, needed)) return true;
    const grants = grantsFor(person, directory().roles, needed);
    return anyOf(grants.map((grant) => memberships.has(grant)));
  }

  async function roleOf(person: Person): Promise<Role> {
    return highest(person.role, await given(grantsFor(person, directory().roles)));
  }

  return {
    may,
    roleOf,
    async permit(person, { name, needs, unless }, told) {
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

/** True with the first that is, whether the others have answered or not. */
async function anyOf(answers: readonly Promise<boolean>[]): Promise<boolean> {
  const yes = answers.map(async (answer) => {
    if (!(await answer)) throw new Error('no');
  });
  return Promise.any(yes).then(
    () => true,
    () => false,
  );
}
