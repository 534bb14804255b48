import type { Directory } from './directory.ts';
import { peopleInLayers } from './on-call/kept-rota.ts';
import { workingWays } from './paging.ts';
import type { Person, PersonId, Platform } from './people.ts';

/** Where in the file it stands that this person is paged. */
export function whoPages(person: PersonId, { schedules, policies, teams }: Directory): string[] {
  const rotas = [...schedules.values()].filter(
    (schedule) => peopleInLayers(schedule).includes(person) || schedule.overrides.some((one) => one.person === person),
  );
  const levels = [...policies.values()].filter(({ levels }) =>
    levels.some(({ page }) =>
      page.some((target) => {
        if ('person' in target) return target.person === person;
        return 'team' in target && teams.get(target.team)?.members.includes(person);
      }),
    ),
  );
  return [...rotas.map(({ id }) => `schedules.${id}`), ...levels.map(({ id }) => `policies.${id}`)];
}

/** Everybody whom a schedule or a policy may page. */
export function pagedPeople(directory: Directory): readonly Person[] {
  return [...directory.people.values()].filter(({ id }) => whoPages(id, directory).length > 0);
}

/** Those of them to whom no page would get. As for `workingWays`. */
export function unreachablePeople(
  directory: Directory,
  platforms: readonly Platform[],
  everybodyOnWeb: boolean,
): readonly Person[] {
  return pagedPeople(directory).filter((person) => workingWays(person, platforms, everybodyOnWeb).length === 0);
}
