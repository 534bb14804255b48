import type { Facts } from '../../domain/incident/intent.ts';
import { factsNow, type World } from '../world.ts';

/**
 * Decides with the positions of levels that page one person at a time (round robin). `decide` runs once, and again when
 * it needed the position of a level: the database gives each step of an incident its position once.
 *
 * @param incident its id
 * @throws what `decide` throws, and StoreUnavailable
 */
export async function decideWithRoundRobin<T>(world: World, incident: string, decide: (facts: Facts) => T): Promise<T> {
  const known = new Map<string, number>();
  for (;;) {
    const unknown = new Map<string, { readonly level: string; readonly step: string }>();
    const roundRobin: Facts['roundRobin'] = (policy, level, repeat) => {
      const key = `${policy}|${level}|${repeat}`;
      const position = known.get(key);
      if (position === undefined) unknown.set(key, { level: `${policy}|${level}`, step: `${incident}|${repeat}` });
      return position ?? 0;
    };
    const decided = decide({ ...factsNow(world), roundRobin });
    if (unknown.size === 0) return decided;
    for (const [key, { level, step }] of unknown) known.set(key, await world.roundRobin.next(level, step));
  }
}
