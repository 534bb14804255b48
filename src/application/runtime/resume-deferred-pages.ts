import type { Directory } from '../../domain/directory.ts';
import { activeDeferrals } from '../../domain/incident/deferrals.ts';
import { isOwnerGone } from '../../domain/incident/in-charge.ts';
import { changeEach } from '../incidents/change-each.ts';
import { factsNow, type World } from '../world.ts';

/** A shift begins, and a user group changes, without an event. */
const everyMs = 60_000;

/**
 * Decides again on incidents with deferred pages when people change: quiet hours that end early or move, an override, a
 * shift that begins. What somebody acknowledged who is not in the file any more is paged again. The regular end of quiet hours is due on the incident itself.
 */
export function resumeDeferredPages(world: World): {
  /** Never throws: what fails is tried again a minute later. Always returns 0, for the sweep has nothing more to do. */
  look(): Promise<number>;
} {
  const { log } = world;
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
        const facts = factsNow(world);
        await changeEach(
          world,
          (incident) => activeDeferrals(incident).length > 0 || isOwnerGone(incident, facts),
          { type: 'people-changed' },
          (err, incident) => log.error({ err, incident }, 'deferred pages of an incident could not be handled'),
          'open',
        );
      } catch (err) {
        log.error({ err }, 'incidents with deferred pages could not be listed; the next look tries again');
        restsUntil = now;
      }
      return 0;
    },
  };
}
