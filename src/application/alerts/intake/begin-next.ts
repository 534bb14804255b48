import { beginWithAlerts } from '../../../domain/alerts/decide-alerts.ts';
import type { RoutedAlert } from '../../../domain/alerts/routed-alert.ts';
import { StaleIncident } from '../../../ports/incidents.ts';
import { keepNew } from '../../incidents/change-incident.ts';
import { decideWithRoundRobin } from '../../incidents/decide-with-round-robin.ts';
import type { World } from '../../world.ts';
import type { Firings } from '../firings.ts';
import { type Arrival, causesOf } from '../lanes.ts';
import { idOf, type LatestIncidents } from '../latest-incidents.ts';
import type { RateLimits } from '../limit-rates.ts';
import type { OlderIncidents } from '../older-incidents.ts';

interface Parts {
  readonly world: World;
  readonly incidents: LatestIncidents;
  readonly older: OlderIncidents;
  readonly firings: Firings;
  readonly rates: RateLimits;
  /** Passes arrivals to the incident of their rate. */
  handOn(arrivals: readonly Arrival[], rate: NonNullable<RoutedAlert['rate']>): void;
}

/** Returns a function that declares the next incident of a key. It returns the arrivals that have no incident yet. */
export function createBeginNext({ world, incidents, older, firings, rates, handOn }: Parts) {
  /** Stores ends without a firing alert. When a merge has moved an alert since it was looked up, its end follows it. */
  async function endsOfNothing(arrivals: readonly Arrival[]): Promise<void> {
    await firings.rememberEnds(arrivals);
    const numbers = await Promise.all(arrivals.map(({ routed, cause }) => older.takeWhereItMoved(routed, cause)));
    for (const [index, { placed }] of arrivals.entries()) {
      const number = numbers[index];
      placed(number === undefined ? 'unmatched' : 'resolved', number);
    }
  }

  return async function beginNext(
    key: string,
    generation: number,
    arrivals: readonly Arrival[],
  ): Promise<readonly Arrival[]> {
    const isFiring = ({ routed }: Arrival) => routed.alert.status === 'firing';
    const first = arrivals.findIndex(isFiring);
    if (first !== 0) await endsOfNothing(first < 0 ? arrivals : arrivals.slice(0, first));
    if (first < 0) return [];
    const rest = arrivals.slice(first);
    const rate = await rates.beyondLimit(rest[0]!.routed);
    if (rate) {
      handOn(rest, rate);
      return [];
    }
    // An alert that has ended again meanwhile is taken in after the declaration: only then can it resolve the incident.
    const over = rest.findIndex((one) => !isFiring(one));
    const begins = over < 0 ? rest : rest.slice(0, over);
    const routed = begins.map((one) => one.routed);
    const number = await world.store.nextNumber();
    const id = idOf(key, generation);
    const { declaration, events, group } = await decideWithRoundRobin(world, id, (facts) =>
      beginWithAlerts(routed, { id, number, generation }, facts),
    );
    try {
      const incident = await keepNew(world, declaration, events, { group, causes: causesOf(begins) });
      incidents.remember(key, generation);
      const began = events.some(({ type }) => type === 'held' || type === 'waiting-for-alerts') ? 'held' : 'began';
      for (const [index, { placed }] of begins.entries()) placed(index === 0 ? began : 'joined', incident.number);
      return rest.slice(begins.length);
    } catch (err) {
      if (!(err instanceof StaleIncident)) throw err;
      // The incident exists already, perhaps by another process, and takes these in.
      incidents.wasThere(key, generation);
      return rest;
    }
  };
}
