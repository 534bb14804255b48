import { decide } from '../../domain/incident/decide.ts';
import { nextDue } from '../../domain/incident/due.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { IncidentStore, TimelineEntry } from '../../ports/incidents.ts';
import type { ComingStep } from '../../views/incident/next-steps.ts';
import { factsNow, type World } from '../world.ts';

/** The most entries that the store gives at once. */
const mostRead = 1_000;

/** Returns the timeline: all of it, or of a very long one its beginning and its end. */
export async function timelineOf(
  store: Pick<IncidentStore, 'timeline'>,
  { id, seq }: Incident,
): Promise<readonly TimelineEntry[]> {
  const first = await store.timeline(id, { limit: mostRead });
  const known = first.at(-1)?.seq ?? 0;
  if (known >= seq) return first;
  const after = Math.max(known, seq - mostRead);
  const last = await store.timeline(id, { after, limit: mostRead });
  return [...first, ...last];
}

/**
 * Returns what the clock does next if nobody acts: the same decision as when that time has come, with the schedules, absences
 * and quiet hours of that moment as they are known now. Undefined when nothing is due.
 */
export function comingStep(
  world: Pick<World, 'clock' | 'directory' | 'platforms' | 'everybodyOnWeb'>,
  incident: Incident,
): ComingStep | undefined {
  const due = nextDue(incident);
  if (!due) return undefined;
  const now = world.clock.now();
  const at = due.at > now ? due.at : now;
  const { platforms, everybodyOnWeb } = world;
  const then = factsNow({ directory: () => world.directory(), platforms, everybodyOnWeb, clock: { now: () => at } });
  return { ...due, events: decide(incident, { type: 'wake' }, then) };
}
