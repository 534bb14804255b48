import { routeResolve } from '../../domain/alerts/route.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { World } from '../world.ts';
import { idOf } from './latest-incidents.ts';
import { takeInto } from './take-into.ts';

/** How many earlier incidents of a key are searched, when a service declares a new one after some time. */
const generationsBack = 5;

export type OlderIncidents = ReturnType<typeof createOlderIncidents>;

/** Brings alerts to open incidents that are not the latest of their key. */
export function createOlderIncidents(world: World) {
  /**
   * Brings an alert to an earlier incident of its key that is still open: a service may declare a new one after some time.
   *
   * @param before the number of the latest incident of the key
   * @returns the number of the open incident in which the alert is firing; undefined when there is none
   */
  async function takeIn(key: string, before: number, routed: RoutedAlert, cause?: string): Promise<number | undefined> {
    for (let generation = before - 1; generation > 0 && generation >= before - generationsBack; generation -= 1) {
      const number = await takeInto(world, idOf(key, generation), routed, { cause });
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /**
   * Brings a resolve to the open incident into which its alert was moved by a merge. An incident declared meanwhile began
   * after this resolve. Returns the incident's number; undefined when there is none.
   */
  async function takeWhereItMoved({ alert }: RoutedAlert, cause?: string): Promise<number | undefined> {
    const open = await world.store.openWithAlert(alert.fingerprint);
    const routed = routeResolve(alert, open, world.directory());
    return routed && takeInto(world, routed.incident, routed, { cause, merged: true });
  }

  return { takeIn, takeWhereItMoved };
}
