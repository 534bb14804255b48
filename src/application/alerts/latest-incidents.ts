import { createHash } from 'node:crypto';
import { emptyLike } from '../../domain/alerts/adopt-alerts.ts';
import { goesOn } from '../../domain/alerts/decide-alerts.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { createCache } from '../../lib/cache.ts';
import type { World } from '../world.ts';

/** Keys of which this process remembers how many incidents they had. */
const mostRemembered = 50_000;
/** An incident that was merged into one that was merged, and so on. */
const longestChain = 20;
/** For so long, and of so many keys, what was kept last serves in place of a look at the database. */
const keptForMs = 1_000;
const mostKept = 50;

/** The last incident of a key, and which one it is, from 1; 0 when there has been none, as far as is known here. */
export interface LatestIncident {
  readonly incident?: Incident;
  readonly generation: number;
}

/** Knows of each key of alerts the incident that was its last. */
export function createLatestIncidents(
  world: Pick<World, 'clock'> & { readonly store: Pick<World['store'], 'load' | 'has' | 'idsFrom'> },
) {
  const generations = createCache<string, number>({ max: mostRemembered });
  /** Keys that have had incidents, and nothing is known of how many. */
  const toBeLookedUp = createCache<string, true>({ max: mostRemembered });
  const kept = createCache<string, LatestIncident & { readonly incident: Incident; readonly until: number }>({
    max: mostKept,
  });

  /**
   * The incident as it was kept last, in a storm: another look at it would make every round of the storm twice as long. Taken away
   * by whoever asks, so that a round that fails begins with a look. It serves only alerts that are written down in any case,
   * for that write fails when somebody else has written since.
   */
  function keptLast(key: string, arrivals: readonly RoutedAlert[]): LatestIncident | undefined {
    const last = kept.get(key);
    kept.delete(key);
    if (!last || last.until < world.clock.now().getTime() || last.incident.state === 'resolved') return undefined;
    const isWritten = ({ alert, rules }: RoutedAlert) => alert.status === 'firing' && rules.windowMs === undefined;
    return arrivals.every(isWritten) ? last : undefined;
  }

  function keepInMind(key: string, generation: number, incident: Incident): void {
    // What this process claimed to send is read back, so that it is known whether it was sent.
    if (Object.values(incident.deliveries).some(({ progress }) => progress.claim)) return;
    kept.set(key, { incident, generation, until: world.clock.now().getTime() + keptForMs });
  }

  /**
   * @param isStorm a key that this process does not know is taken for a new one, without a look: whoever begins its first incident
   *   finds out, and says `wasThere`. It costs that one's number, so it is not worth it otherwise.
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
      // Those that this process remembers were deleted, as they were old.
      generation = await countOf(world.store, key);
      incident = generation > 0 ? await load(generation) : undefined;
    }
    if (generation > 0) remember(key, generation);
    else forget(key);
    const last = incident?.mergedInto ? await mergedInto(incident) : incident;
    return { ...(last && { incident: last }), generation };
  }

  /** Alerts of an incident that was merged go to the one that took it in. */
  async function mergedInto(incident: Incident): Promise<Incident> {
    let last = incident;
    for (let steps = 0; last.mergedInto && steps < longestChain; steps += 1) {
      const next = await world.store.load(last.mergedInto.id);
      if (!next) return last;
      last = next;
    }
    // One that a person declared has no alerts before these.
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

  /** The key had an incident of this number already. */
  function wasThere(key: string, generation: number): void {
    if (generation > 1) remember(key, generation);
    else toBeLookedUp.set(key, true);
  }

  return { keptLast, keepInMind, latest, remember, wasThere };
}

/**
 * How many incidents a key has had, by a few looks. They are numbered without a gap, but for those after the first that were
 * deleted as they were old (`RetentionStore`): from one that is left it is enough to double and halve.
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

/** Any that is left after the second; 1 when there is none. */
async function someLater(store: Pick<World['store'], 'idsFrom'>, key: string): Promise<number> {
  const first = idOf(key, 1);
  const found = await store.idsFrom(first.slice(0, -1), 2);
  return Number(found.find((id) => id !== first)?.slice(first.length - 1) ?? 1);
}

/** Returns the id of an incident by the key of its alerts and how many incidents the key has had with it. */
export function idOf(key: string, generation: number): string {
  return `alert-${createHash('sha256').update(key).digest('hex').slice(0, 32)}-${generation}`;
}
