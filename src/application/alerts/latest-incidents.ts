import { emptyLike } from '../../domain/alerts/adopt-alerts.ts';
import { goesOn } from '../../domain/alerts/decide-alerts.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { createCache } from '../../lib/cache.ts';
import { shortHash } from '../../lib/values/digest.ts';
import type { World } from '../world.ts';

/** The most keys whose number of incidents this process remembers. */
const mostRemembered = 50_000;
/** The longest chain of incidents that were merged into each other. */
const longestChain = 20;
/** How long the last stored state replaces a read of the database. */
const keptForMs = 1_000;
const mostKept = 50;

/** The latest incident of a key, and its number among them, from 1; 0 when this process knows of none. */
export interface LatestIncident {
  readonly incident?: Incident;
  readonly generation: number;
}

export type LatestIncidents = ReturnType<typeof createLatestIncidents>;

/** Finds the latest incident of each key of alerts. */
export function createLatestIncidents(
  world: Pick<World, 'clock'> & { readonly store: Pick<World['store'], 'load' | 'has' | 'idsFrom'> },
) {
  const generations = createCache<string, number>({ max: mostRemembered });
  /** Keys that have had incidents, but an unknown number of them. */
  const toBeLookedUp = createCache<string, true>({ max: mostRemembered });
  const kept = createCache<string, LatestIncident & { readonly incident: Incident; readonly until: number }>({
    max: mostKept,
  });

  /**
   * Returns the last stored state in a storm, because a read would make every round twice as long. The caller takes the
   * state, so that a round that fails begins with a read. It serves only alerts that are written in any case, because that
   * write fails when another process has written since.
   */
  function keptLast(key: string, arrivals: readonly RoutedAlert[]): LatestIncident | undefined {
    const last = kept.get(key);
    kept.delete(key);
    if (!last || last.until < world.clock.now().getTime() || last.incident.state === 'resolved') return undefined;
    const isWritten = ({ alert, rules }: RoutedAlert) => alert.status === 'firing' && rules.windowMs === undefined;
    return arrivals.every(isWritten) ? last : undefined;
  }

  function keepInMind(key: string, generation: number, incident: Incident): void {
    // This process's claims are read back, so that their result is known.
    if (Object.values(incident.deliveries).some(({ progress }) => progress.claim)) return;
    kept.set(key, { incident, generation, until: world.clock.now().getTime() + keptForMs });
  }

  /**
   * @param isStorm takes a key that this process does not know for a new one, without a read. The declaration of its first
   *   incident finds out, and calls `wasThere`. That costs one incident number, so it is only worth it in a storm.
   */
  async function latest(key: string, arrivals: readonly RoutedAlert[], isStorm: boolean): Promise<LatestIncident> {
    const rules = arrivals[0]?.rules;
    const isKnown = generations.has(key) || toBeLookedUp.has(key);
    if (isStorm && !isKnown && arrivals.every(({ alert }) => alert.status === 'firing')) return { generation: 0 };
    const load = (generation: number) => world.store.load(idOf(key, generation));
    let generation = generations.get(key) ?? (await countOf(world.store, key));
    let incident = generation > 0 ? await load(generation) : undefined;
    const mayBeOld = !incident || rules?.windowMs !== undefined || !goesOn(incident, world.clock.now());
    for (let next = mayBeOld && generations.has(key) ? await load(generation + 1) : undefined; next; ) {
      generation += 1;
      incident = next;
      next = await load(generation + 1);
    }
    if (generation > 0 && !incident) {
      // The incidents that this process remembers were deleted by retention.
      generation = await countOf(world.store, key);
      incident = generation > 0 ? await load(generation) : undefined;
    }
    if (generation > 0) remember(key, generation);
    else forget(key);
    const last = incident?.mergedInto ? await mergedInto(incident) : incident;
    return { ...(last && { incident: last }), generation };
  }

  /** Follows merges to the incident that alerts of this one go to now. */
  async function mergedInto(incident: Incident): Promise<Incident> {
    let last = incident;
    for (let steps = 0; last.mergedInto && steps < longestChain; steps += 1) {
      const next = await world.store.load(last.mergedInto.id);
      if (!next) return last;
      last = next;
    }
    // An incident that a person declared has no alerts before these.
    return last.alerts || !incident.alerts ? last : { ...last, alerts: emptyLike(incident.alerts) };
  }

  function forget(key: string): void {
    generations.delete(key);
    toBeLookedUp.delete(key);
  }

  function remember(key: string, generation: number): void {
    generations.set(key, generation);
    toBeLookedUp.delete(key);
  }

  /** Records that the key had an incident of this number already. */
  function wasThere(key: string, generation: number): void {
    if (generation > 1) remember(key, generation);
    else toBeLookedUp.set(key, true);
  }

  return { keptLast, keepInMind, latest, remember, wasThere };
}

/**
 * Returns how many incidents a key has had, by a few reads. They are numbered without a gap, except for those after the
 * first that retention deleted (`RetentionStore`), so a search by doubling and halving from an existing one is enough.
 */
async function countOf(store: Pick<World['store'], 'has' | 'idsFrom'>, key: string): Promise<number> {
  const has = (generation: number) => store.has(idOf(key, generation));
  if (!(await has(1))) return 0;
  let known = (await has(2)) ? 2 : await someLater(store, key);
  let step = 1;
  while (await has(known + step)) {
    known += step;
    step *= 2;
  }
  let missing = known + step;
  while (missing - known > 1) {
    const middle = Math.floor((known + missing) / 2);
    if (await has(middle)) known = middle;
    else missing = middle;
  }
  return known;
}

/** Returns any existing incident after the second; 1 when there is none. */
async function someLater(store: Pick<World['store'], 'idsFrom'>, key: string): Promise<number> {
  const first = idOf(key, 1);
  const found = await store.idsFrom(first.slice(0, -1), 2);
  return Number(found.find((id) => id !== first)?.slice(first.length - 1) ?? 1);
}

/** Returns the id of an incident from the key of its alerts and its number among the key's incidents. */
export function idOf(key: string, generation: number): string {
  return `alert-${shortHash(key)}-${generation}`;
}
