import { alertKey } from '../../domain/alerts/alert.ts';
import type { GroupedAlert } from '../../domain/alerts/grouped-alert.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { IncidentStore } from '../../ports/incidents.ts';

/** An incident, with the arriving alerts that it knows and does not list. */
export interface Known {
  readonly incident: Incident;
  readonly apart: readonly GroupedAlert[];
  /** The keys of the alerts that it knows, among those that arrive and those that it lists. */
  readonly keys: ReadonlySet<string>;
}

/**
 * Returns the incident with the alerts that it keeps apart. Only a group that is too long for its list has some; the others
 * need no further read.
 *
 * @param mayHave returns false for the key of an alert that the incident certainly does not have. Absent: nothing is known
 */
export async function knownTo(
  store: Pick<IncidentStore, 'alertsOf'>,
  incident: Incident,
  arrivals: readonly { readonly routed: RoutedAlert }[],
  mayHave: (key: string) => boolean = () => true,
): Promise<Known> {
  const { alerts: listed = [], total = 0 } = incident.alerts ?? {};
  const keys = new Set(listed.map(alertKey));
  if (total <= listed.length) return { incident, apart: [], keys };
  const asked = new Map(arrivals.map(({ routed: { alert } }) => [alertKey(alert), alert]));
  const unlisted = [...asked].flatMap(([key, alert]) => (keys.has(key) || !mayHave(key) ? [] : [alert]));
  if (unlisted.length === 0) return { incident, apart: [], keys };
  const apart = await store.alertsOf(incident.id, unlisted);
  return { incident, apart, keys: new Set([...keys, ...apart.map(alertKey)]) };
}
