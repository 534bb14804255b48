import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Actor } from '../../domain/incident/intent.ts';
import { absorb } from '../../domain/incident/merging/absorb.ts';
import { movedTasks, withoutMerge, withoutMoved } from '../../domain/incident/merging/merge.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { retried } from '../../lib/retried.ts';
import type { AlertResolves } from '../../ports/alerts.ts';
import type { World } from '../world.ts';
import { type Changed, changeIncident, keep } from './change-incident.ts';
import { decideWithRoundRobin } from './decide-with-round-robin.ts';
import { moveAlerts } from './move-alerts.ts';

/** Follows so many merges of merged incidents. */
const longestChain = 20;

/** Merges incidents, and finishes merges of processes that died. */
export interface Merges {
  /**
   * Closes `other` as merged into `incident`, and moves its alerts, responders and open tasks there.
   *
   * @throws Refused when a rule says no, StoreUnavailable when it could not be kept
   */
  merge(incident: Incident, other: Incident, actor: Actor, cause: string): Promise<Changed>;
  /** Finishes a merge: moves what the closed incident still has. Any process may do it, and repeat it. */
  finish(id: string): Promise<Changed>;
}

/**
 * First the merged incident is closed and names the incident that its alerts go to. Then that incident takes in what it
 * has; a condition on each write makes a repeat do nothing. Then the first one forgets that it is moving. Until then
 * its clock is due (`nextDue`), and a sweep finishes what a dead process began.
 */
export function createMerges(world: World, { alertResolves }: { readonly alertResolves: AlertResolves }): Merges {
  async function merge(incident: Incident, other: Incident, actor: Actor, cause: string): Promise<Changed> {
    const into = (await world.store.load(incident.id)) ?? incident;
    const { id, number, resolved, mergedInto, merged } = into;
    const about = {
      id,
      number,
      ...(resolved && { resolved }),
      ...(mergedInto && { mergedInto }),
      ...(merged && { merged }),
    };
    const closed = await changeIncident(world, other, { type: 'merge', into: about, ...actor }, cause);
    const moved = await finish(closed.incident.id);
    return { incident: moved.incident, events: [...closed.events, ...moved.events] };
  }

  async function finish(id: string): Promise<Changed> {
    const from = await loaded(id);
    const into = await lastOf(from);
    if (!from.mergedInto?.isMoving || into.id === from.id) return { incident: into, events: [] };
    const events = await takeIn(into.id, from);
    const moved = movedTasks(from, await othersOf(await loaded(id)));
    const move = { world, alertResolves, from, into: async () => lastOf(await loaded(id)) };
    await moveAlerts(move);
    // An end that came while its alert moved is remembered before it is looked up where the alert is now: what it did not
    // see there is seen here.
    await moveAlerts(move);
    await retried(async () => {
      const now = await loaded(id);
      if (now.mergedInto?.isMoving) await keep(world, { onto: withoutMoved(now, moved), from: now, events: [] });
    });
    return { incident: await lastOf(await loaded(id)), events };
  }

  /**
   * Incidents that were merged in a circle at the same moment would all be closed, so the one with the lowest number
   * stays open.
   */
  async function lastOf(incident: Incident): Promise<Incident> {
    const chain = [incident];
    for (let last = incident; last.mergedInto && chain.length <= longestChain; ) {
      const { id } = last.mergedInto;
      const circle = chain.slice(chain.findIndex((one) => one.id === id));
      if (circle[0]?.id === id)
        return stayOpen(circle.reduce((one, other) => (other.number < one.number ? other : one)));
      last = await loaded(id);
      chain.push(last);
    }
    return chain.at(-1)!;
  }

  /** Returns the incidents to which one was merged, the nearest first. */
  async function othersOf(incident: Incident): Promise<readonly Incident[]> {
    const others: Incident[] = [];
    for (let last = incident; last.mergedInto && others.length < longestChain; ) {
      last = await loaded(last.mergedInto.id);
      others.push(last);
    }
    return others;
  }

  async function stayOpen({ id }: Incident): Promise<Incident> {
    return retried(async () => {
      const incident = await loaded(id);
      const { mergedInto, resolved } = incident;
      if (!mergedInto || !resolved) return incident;
      const { by, via } = resolved;
      const { onto, events } = await decideWithRoundRobin(world, id, (facts) => ({
        onto: withoutMerge(incident),
        events: [{ type: 'reopened', at: facts.now, by, via }] satisfies IncidentEvent[],
      }));
      return keep(world, { onto, from: incident, events });
    });
  }

  function takeIn(id: string, from: Incident): Promise<readonly IncidentEvent[]> {
    return retried(async () => {
      const into = await lastOf(await loaded(id));
      // One that was merged itself since it took this one in brings along what it had from it.
      const others = await othersOf(from);
      if (others.some(({ merged = [] }) => merged.includes(from.number))) return [];
      const taken = await decideWithRoundRobin(world, into.id, (facts) => {
        const found = absorb(into, from, facts);
        return { onto: found?.onto ?? into, events: found?.events ?? [] };
      });
      if (taken.events.length === 0) return [];
      await keep(world, { onto: taken.onto, from: into, events: taken.events });
      return taken.events;
    });
  }

  async function loaded(id: string): Promise<Incident> {
    const incident = await world.store.load(id);
    if (!incident) throw refusedBy('unknown-incident', { number: id });
    return incident;
  }

  return { merge, finish };
}
