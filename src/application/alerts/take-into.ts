import { alertKey } from '../../domain/alerts/alert.ts';
import { goOnWithAlerts, withAlerts } from '../../domain/alerts/decide-alerts.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import { retried } from '../../lib/retried.ts';
import { keep } from '../incidents/change-incident.ts';
import { decideWithRoundRobin } from '../incidents/decide-with-round-robin.ts';
import type { World } from '../world.ts';
import { knownTo } from './known-alerts.ts';

interface Arrived {
  /** A repeat with the same cause changes nothing. */
  readonly cause?: string | undefined;
  /** When the alert came, if before now: alerts that fired later do not change. */
  readonly receivedAt?: Date;
  /** Only into an incident that others were merged into. */
  readonly merged?: boolean;
}

/**
 * Brings an alert to an incident that may know it.
 *
 * @returns the incident's number if it is open and the alert is firing in it, else undefined
 * @throws StoreUnavailable
 */
export function takeInto(
  world: World,
  incidentId: string,
  routed: RoutedAlert,
  { cause, receivedAt, merged = false }: Arrived = {},
): Promise<number | undefined> {
  return retried(async () => {
    const incident = await world.store.load(incidentId);
    if (!incident?.alerts || incident.state === 'resolved') return undefined;
    if (merged && incident.merged === undefined) return undefined;
    const { apart, keys } = await knownTo(world.store, incident, [{ routed }]);
    const id = alertKey(routed.alert);
    const known = [...apart, ...incident.alerts.alerts].find((one) => alertKey(one) === id);
    if (!keys.has(id) || known?.status !== 'firing') return undefined;
    if (receivedAt && receivedAt < (known.seenAt ?? known.changedAt)) return undefined;
    const { group, events, concerns } = await decideWithRoundRobin(world, incident.id, (facts) =>
      goOnWithAlerts(incident, [routed], facts, apart),
    );
    const causes = cause === undefined ? [] : [cause];
    if (concerns) await keep(world, { onto: withAlerts(incident, group), from: incident, events, causes });
    return incident.number;
  });
}
