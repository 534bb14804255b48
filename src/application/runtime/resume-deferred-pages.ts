import type { Directory } from '../../domain/directory.ts';
import { activeDeferrals } from '../../domain/incident/deferrals.ts';
import { changeIncident } from '../incidents/change-incident.ts';
import type { World } from '../world.ts';

const perPage = 200;
const atOnce = 20;
/** A shift may begin, and a group of people change, without a word. */
const everyMs = 60_000;

/**
 * Looks again at incidents with deferred pages when the people change: quiet hours that were ended or moved, an override, a
 * shift that began. The end of quiet hours itself needs no look, for it is due on the incident.
 */
export function resumeDeferredPages(world: World): {
  /** Never throws: what could not be looked at now is looked at a minute later. Returns 0, for nothing is left to do. */
  look(): Promise<number>;
} {
  let known: Directory | undefined;
  let restsUntil = new Date(0);

  return {
    async look() {
      const now = world.clock.now();
      const directory = world.directory();
      if (directory === known && now < restsUntil) return 0;
      known = directory;
      restsUntil = new Date(now.getTime() + everyMs);
      try {
        await lookAtAll(world);
      } catch (err) {
        world.log.error({ err }, 'incidents with deferred pages could not be listed; the next look tries again');
        restsUntil = now;
      }
      return 0;
    },
  };
}

async function lookAtAll(world: World): Promise<void> {
  for (let after: number | undefined, more = true; more; ) {
    const page = { state: 'triggered', limit: perPage, ...(after !== undefined && { after }) } as const;
    const { items, next } = await world.store.list(page);
    await lookAt(
      world,
      items.filter((incident) => activeDeferrals(incident).length > 0).map(({ id }) => id),
    );
    after = next;
    more = next !== undefined;
  }
}

async function lookAt(world: World, ids: string[]): Promise<void> {
  const work = async () => {
    for (let id = ids.shift(); id !== undefined; id = ids.shift()) {
      try {
        await changeIncident(world, id, { type: 'people-changed' });
      } catch (err) {
        world.log.error({ err, incident: id }, 'deferred pages of an incident could not be handled');
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
}
