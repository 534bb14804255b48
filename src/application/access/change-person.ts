import type { Person, PersonId } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { amendPerson, type PersonChanges } from '../../domain/runtime-changes.ts';
import { StaleRuntimeChanges } from '../../ports/runtime-changes.ts';
import type { World } from '../world.ts';

/** Each conflict means that another process succeeded, so this many in a row do not happen. */
const attempts = 50;

/**
 * Changes how somebody is paged.
 *
 * @param decide gets the person as the file has them and as they stand; it may throw Refused
 * @returns the person as they stand afterwards
 */
export async function changePerson(
  world: Pick<World, 'runtimeChanges' | 'amended'>,
  id: PersonId,
  decide: (changes: PersonChanges, person: Person) => PersonChanges,
): Promise<Person> {
  for (let attempt = 1; ; attempt += 1) {
    const person = world.amended.file().people.get(id);
    if (!person) throw refusedBy('not-in-file');
    const changes = await world.runtimeChanges.ofPerson(id);
    const next = { ...decide(changes, amendPerson(person, changes)), version: changes.version + 1 };
    try {
      await world.runtimeChanges.keepPerson(next);
      await world.amended.refresh();
      return amendPerson(person, next);
    } catch (err) {
      if (!(err instanceof StaleRuntimeChanges) || attempt === attempts) throw err;
    }
  }
}
