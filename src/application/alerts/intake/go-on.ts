import { type Alert, alertKey } from '../../../domain/alerts/alert.ts';
import { isCorrelationKey } from '../../../domain/alerts/correlation.ts';
import { goOnWithAlerts, withAlerts } from '../../../domain/alerts/decide-alerts.ts';
import type { GroupedAlert } from '../../../domain/alerts/grouped-alert.ts';
import type { Incident } from '../../../domain/incident/incident.ts';
import type { AlertOutcome } from '../../../ports/telemetry/metrics.ts';
import { keep } from '../../incidents/change-incident.ts';
import { decideWithRoundRobin } from '../../incidents/decide-with-round-robin.ts';
import type { World } from '../../world.ts';
import type { Firings } from '../firings.ts';
import type { Known } from '../known-alerts.ts';
import type { KnownKeys } from '../known-keys.ts';
import { type Arrival, causesOf } from '../lanes.ts';
import { idOf, type LatestIncidents } from '../latest-incidents.ts';
import type { RateLimits } from '../limit-rates.ts';
import type { OlderIncidents } from '../older-incidents.ts';
import { takeInto } from '../take-into.ts';

interface Parts {
  readonly world: World;
  readonly incidents: LatestIncidents;
  readonly older: OlderIncidents;
  readonly knownKeys: KnownKeys;
  readonly firings: Firings;
  readonly rates: RateLimits;
}

/** Returns a function that takes arrivals into the open incident of their key. */
export function createGoOn({ world, incidents, older, knownKeys, firings, rates }: Parts) {
  async function goOn(key: string, generation: number, { incident, apart, keys }: Known, arrivals: readonly Arrival[]) {
    const routed = arrivals.map((one) => one.routed);
    if (routed.length > 0) {
      await rates.giveSignalAgain(incident, routed);
      const { group, events, concerns } = await decideWithRoundRobin(world, incident.id, (facts) =>
        goOnWithAlerts(incident, routed, facts, apart),
      );
      if (concerns) {
        const onto = withAlerts(incident, group);
        const next = await keep(world, { onto, from: incident, events, causes: causesOf(arrivals) });
        knownKeys.tookIn(incident, next, routed);
        incidents.keepInMind(key, generation, next);
      }
    }
    const statusBefore = statusesOf(incident, apart);
    for (const arrival of arrivals) {
      const { routed, placed, cause } = arrival;
      const { alert, rules } = routed;
      if (incident.alerts && alert.status === 'resolved' && !keys.has(alertKey(alert))) {
        const isWindowed = rules.windowMs !== undefined || isCorrelationKey(key);
        const found = isWindowed ? await older.takeIn(key, generation, routed, cause) : undefined;
        const number = found ?? (await endUnknown(incident, key, generation, arrival));
        placed(number === undefined ? 'unmatched' : 'resolved', number);
      } else placed(outcomeOf(alert, statusBefore), incident.number);
    }
  }

  /** Stores an end without a firing alert, unless a merge has meanwhile brought the alert with another incident. */
  async function endUnknown(incident: Incident, key: string, generation: number, { routed, cause }: Arrival) {
    await firings.rememberEnds([{ routed }]);
    const isMerged = incident.merged !== undefined || incident.id !== idOf(key, generation);
    return isMerged ? takeInto(world, incident.id, routed, { cause }) : undefined;
  }

  return goOn;
}

/** Returns the status of each alert that the incident knows. */
function statusesOf({ alerts }: Incident, apart: readonly GroupedAlert[]): ReadonlyMap<string, Alert['status']> {
  return new Map([...apart, ...(alerts?.alerts ?? [])].map((one) => [alertKey(one), one.status]));
}

/** Returns the outcome of an alert that an open incident took in. */
function outcomeOf(alert: Alert, before: ReadonlyMap<string, Alert['status']>): AlertOutcome {
  if (before.get(alertKey(alert)) === alert.status) return 'repeated';
  return alert.status === 'resolved' ? 'resolved' : 'joined';
}
