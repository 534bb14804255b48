import type { Facts } from '../../domain/incident/intent.ts';
import type { PersonId } from '../../domain/people.ts';
import type { RoundRobin } from '../../ports/incidents.ts';
import { factsNow, type World } from '../world.ts';

/**
 * Decides with the turns of levels that page one person at a time (round robin). `decide` runs once, and again when it
 * needed the turn of a level: the database gives each step of an incident its turn once.
 *
 * @param incident its id
 * @throws what `decide` throws, and StoreUnavailable
 */
export async function decideWithRoundRobin<T>(world: World, incident: string, decide: (facts: Facts) => T): Promise<T> {
  const known = new Map<string, PersonId>();
  for (;;) {
    const unknown = new Map<string, Parameters<RoundRobin['next']>>();
    const roundRobin: Facts['roundRobin'] = (policy, level, repeat, candidates) => {
      const key = `${policy}|${level}|${repeat}`;
      const person = known.get(key);
      if (person !== undefined && candidates.able.includes(person)) return person;
      unknown.set(key, [`${policy}|${level}`, `${incident}|${repeat}`, candidates]);
      return candidates.able[0]!;
    };
    const decided = decide({ ...factsNow(world), roundRobin });
    if (unknown.size === 0) return decided;
    for (const [key, asked] of unknown) known.set(key, await world.roundRobin.next(...asked));
  }
}
