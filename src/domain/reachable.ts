import type { Directory } from './directory.ts';
import { peopleInLayers } from './on-call/kept-rota.ts';
import { workingWays } from './paging.ts';
import type { Person, PersonId, Platform } from './people.ts';

/** Cache: directories are immutable, and a search per person would take quadratic time. */
const known = new WeakMap<Directory, ReadonlyMap<PersonId, readonly string[]>>();

/** Returns the places in the file that page this person, schedules first. */
export function whoPages(person: PersonId, directory: Directory): readonly string[] {
  const entries = known.get(directory) ?? entriesByPerson(directory);
  known.set(directory, entries);
  return entries.get(person) ?? [];
}

function entriesByPerson({ schedules, policies, teams }: Directory): ReadonlyMap<PersonId, readonly string[]> {
  const entries = new Map<PersonId, string[]>();
  const add = (people: Iterable<PersonId>, entry: string) => {
    for (const person of new Set(people)) {
      const found = entries.get(person);
      if (found) found.push(entry);
      else entries.set(person, [entry]);
    }
  };
  for (const schedule of schedules.values()) {
    add([...peopleInLayers(schedule), ...schedule.overrides.map(({ person }) => person)], `schedules.${schedule.id}`);
  }
  for (const { id, levels } of policies.values()) {
    const targets = levels.flatMap(({ page }) => page);
    const people = targets.flatMap((target) => {
      if ('person' in target) return [target.person];
      return 'team' in target ? (teams.get(target.team)?.members ?? []) : [];
    });
    add(people, `policies.${id}`);
  }
  return entries;
}

/** Returns everybody whom a schedule or a policy may page. */
export function pagedPeople(directory: Directory): readonly Person[] {
  return [...directory.people.values()].filter(({ id }) => whoPages(id, directory).length > 0);
}

/** Returns the people among them whom no page would reach; parameters as for `workingWays`. */
export function unreachablePeople(
  directory: Directory,
  platforms: readonly Platform[],
  everybodyOnWeb: boolean,
): readonly Person[] {
  return pagedPeople(directory).filter((person) => workingWays(person, platforms, everybodyOnWeb).length === 0);
}
