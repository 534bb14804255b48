import { alertKey } from '../../domain/alerts/alert.ts';
import { goOnWithAlerts, withAlerts } from '../../domain/alerts/decide-alerts.ts';
import type { RoutedAlert } from '../../domain/alerts/route.ts';
import { keep } from '../incidents/change-incident.ts';
import { decideInTurn } from '../incidents/decide-in-turn.ts';
import { retried } from '../incidents/retried.ts';
import type { World } from '../world.ts';
import { knownTo } from './known-alerts.ts';
import { idOf } from './latest-incidents.ts';

/** How far back the incident of an alert is looked for, where a service begins a new one after some time. */
const generationsBack = 5;

/** Brings alerts to open incidents that are not the latest of their key. */
export function createOlderIncidents(world: World) {
  /**
   * The service begins a new incident after some time, and this alert may have begun or joined one before.
   *
   * @param before the number of the latest incident of the key
   * @returns the number of the open incident in which the alert fires; undefined when there is none
   */
  async function takeIn(key: string, before: number, routed: RoutedAlert, cause?: string): Promise<number | undefined> {
    for (let generation = before - 1; generation > 0 && generation >= before - generationsBack; generation -= 1) {
      const number = await takeInto(idOf(key, generation), routed, cause);
      if (number !== undefined) return number;
    }
    return undefined;
  }

  /** @returns the number of this incident if it is open and the alert fires in it, else undefined */
  function takeInto(incidentId: string, routed: RoutedAlert, cause?: string): Promise<number | undefined> {
    return retried(async () => {
      const incident = await world.store.load(incidentId);
      if (!incident?.alerts || incident.state === 'resolved') return undefined;
      const { apart, keys } = await knownTo(world.store, incident, [{ routed }]);
      const id = alertKey(routed.alert);
      const known = [...apart, ...incident.alerts.alerts].find((one) => alertKey(one) === id);
      if (!keys.has(id) || known?.status !== 'firing') return undefined;
      const { group, events, concerns } = await decideInTurn(world, incident.id, (facts) =>
        goOnWithAlerts(incident, [routed], facts, apart),
      );
      const causes = cause === undefined ? [] : [cause];
      if (concerns) await keep(world, { onto: withAlerts(incident, group), from: incident, events, causes });
      return incident.number;
    });
  }

  return { takeIn, takeInto };
}
