import { alertKey } from '../../../domain/alerts/alert.ts';
import { goesOn, isLateFor } from '../../../domain/alerts/decide-alerts.ts';
import type { RoutedAlert } from '../../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { World } from '../../world.ts';
import type { Firings } from '../firings.ts';
import { type Known, knownTo } from '../known-alerts.ts';
import { createKnownKeys } from '../known-keys.ts';
import { type Arrival, routedOf } from '../lanes.ts';
import type { LatestIncidents } from '../latest-incidents.ts';
import type { RateLimits } from '../limit-rates.ts';
import { createOlderIncidents } from '../older-incidents.ts';
import { createBeginNext } from './begin-next.ts';
import { createGoOn } from './go-on.ts';

interface Parts {
  readonly world: World;
  readonly incidents: LatestIncidents;
  readonly firings: Firings;
  readonly rates: RateLimits;
  /** Passes arrivals to the incident of their rate. */
  handOn(arrivals: readonly Arrival[], rate: NonNullable<RoutedAlert['rate']>): void;
  /** Returns whether so many keys arrive at once that what seems to be new is written without a read. */
  isStorm(): boolean;
}

/** Returns a function that takes in arrivals of one key, which wait for nothing else meanwhile. */
export function createTakeIn({ world, incidents, firings, rates, handOn, isStorm }: Parts) {
  const older = createOlderIncidents(world);
  const knownKeys = createKnownKeys();
  const goOn = createGoOn({ world, incidents, older, knownKeys, firings, rates });
  const beginNext = createBeginNext({ world, incidents, older, firings, rates, handOn });

  /** @returns the arrivals that have no incident yet */
  async function takeSome(key: string, all: readonly Arrival[]): Promise<readonly Arrival[]> {
    const now = world.clock.now();
    const { incident, generation } =
      incidents.keptLast(key, routedOf(all)) ?? (await incidents.latest(key, routedOf(all), isStorm()));
    const isRepeat = ({ cause }: Arrival) => cause !== undefined && incident?.handled.includes(cause);
    for (const { placed } of all.filter(isRepeat)) placed('repeated', incident?.number);
    const arrivals = all.filter((one) => !isRepeat(one));
    if (arrivals.length === 0) return [];
    if (!incident || !goesOn(incident, now)) return beginNext(key, generation + 1, await onlyNews(incident, arrivals));
    const known = await knownTo(world.store, incident, arrivals, knownKeys.filterOf(incident)?.mayHave);
    const elsewhere = await repeatsInOlder(key, generation, known, arrivals);
    const isNext = ({ routed }: Arrival) =>
      routed.alert.status === 'firing' && isLateFor(incident, routed, now) && !known.keys.has(alertKey(routed.alert));
    const news = new Set(
      await onlyNews(
        undefined,
        arrivals.filter((one) => !elsewhere.has(one) && !known.keys.has(alertKey(one.routed.alert))),
      ),
    );
    const isHere = (one: Arrival) => !isNext(one) && (known.keys.has(alertKey(one.routed.alert)) || news.has(one));
    await goOn(key, generation, known, arrivals.filter(isHere));
    const next = arrivals.filter((one) => isNext(one) && news.has(one));
    return next.length > 0 ? beginNext(key, generation + 1, next) : [];
  }

  /** Settles the arrivals that change nothing. Returns the others. */
  async function onlyNews(last: Incident | undefined, arrivals: readonly Arrival[]): Promise<readonly Arrival[]> {
    const known = last?.alerts && (await knownTo(world.store, last, arrivals));
    const alerts = known ? [...known.apart, ...(last?.alerts?.alerts ?? [])] : [];
    const { over, repeated } = await firings.notNews(arrivals, last && { incident: last, alerts });
    for (const { placed } of over) placed('unmatched');
    for (const { placed } of repeated) placed('repeated', last?.number);
    return arrivals.filter((one) => !over.has(one) && !repeated.has(one));
  }

  /** Settles firings that an older incident of the key knows, when a service declares a new one after some time. */
  async function repeatsInOlder(key: string, generation: number, { keys }: Known, arrivals: readonly Arrival[]) {
    const settled = new Set<Arrival>();
    if (generation < 2) return settled;
    for (const arrival of arrivals) {
      const { routed, cause, placed } = arrival;
      const { alert, rules } = routed;
      if (alert.status !== 'firing' || rules.windowMs === undefined || keys.has(alertKey(alert))) continue;
      const number = await older.takeIn(key, generation, routed, cause);
      if (number === undefined) continue;
      placed('repeated', number);
      settled.add(arrival);
    }
    return settled;
  }

  return takeSome;
}
