import type { Person, PersonId } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { amendPerson, type PersonChanges } from '../../domain/runtime-changes.ts';
import { retried } from '../../lib/retried.ts';
import type { World } from '../world.ts';

/**
 * Changes how somebody is paged.
 *
 * @param decide gets the person as the file has them and as they stand; it may throw Refused
 * @returns the person as they stand afterwards
 */
export function changePerson(
  world: Pick<World, 'runtimeChanges' | 'amended'>,
  id: PersonId,
  decide: (changes: PersonChanges, person: Person) => PersonChanges,
): Promise<Person> {
  return retried(async () => {
    const person = world.amended.file().people.get(id);
    if (!person) throw refusedBy('not-in-file');
    const changes = await world.runtimeChanges.ofPerson(id);
    const next = { ...decide(changes, amendPerson(person, changes)), version: changes.version + 1 };
    await world.runtimeChanges.keepPerson(next);
    await world.amended.refresh();
    return amendPerson(person, next);
  });
}
