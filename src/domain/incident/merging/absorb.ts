import type { AlertGroup } from '../../alerts/grouped-alert.ts';
import { beginPaging } from '../../escalation/begin-paging.ts';
import { severities } from '../../severity.ts';
import { escalatingFrom } from '../escalating.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Facts } from '../intent.ts';
import { respondersOf } from '../rooms/responders.ts';
import { movingTasks } from './merge.ts';

/** What an incident becomes that takes in another one, but for its alerts; undefined when it has done so already. */
export function absorb(
  incident: Incident,
  from: Incident,
  facts: Facts,
): { readonly onto: Incident; readonly events: readonly IncidentEvent[] } | undefined {
  const { merged = [], state } = incident;
  if (merged.includes(from.number) || !from.resolved) return undefined;
  const { by, via } = from.resolved;
  const { now: at } = facts;
  const known = respondersOf(incident);
  const people = respondersOf(from).filter((person) => !known.includes(person));
  const tasks = movingTasks(from, incident).map(({ text, owner }) => ({ text, ...(owner !== undefined && { owner }) }));
  const events: IncidentEvent[] = [
    {
      type: 'merged',
      at,
      by,
      via,
      from: from.number,
      title: from.title,
      alerts: from.alerts?.total ?? 0,
      ...(people.length > 0 && { people }),
      ...(tasks.length > 0 && { tasks }),
    },
  ];
  // Somebody resolved it while the other was being merged, and did not know of what is wrong there: alerts that fire, or what
  // a person declared.
  const reopens = state === 'resolved' && (!from.alerts || from.alerts.firing > 0);
  if (reopens) events.push({ type: 'reopened', at, by, via });
  const severity = severities.find((one) => one === incident.severity || one === from.severity) ?? incident.severity;
  if (severity !== incident.severity) events.push({ type: 'severity-changed', at, by, via, severity });
  // Pages of the merged incident stop: without a policy here nobody would be paged for it any more.
  const isUntaken = state === 'triggered' || reopens;
  const policy = isUntaken && !incident.escalation ? from.escalation?.policy : undefined;
  const onto: Incident = policy ? { ...incident, escalation: { policy, level: -1, round: 0 } } : incident;
  if ((reopens || policy) && onto.escalation) {
    events.push(...beginPaging({ ...escalatingFrom(onto, onto.escalation), severity }, facts));
  }
  return { onto, events };
}

/**
 * Returns what happens when alerts move to an incident that its own alerts have resolved meanwhile: what fires is not over, so
 * it is reopened and pages. An incident that a person resolved stays as it is.
 *
 * @param group the alerts of the incident with those that move
 * @param from the merged incident
 */
export function reopenForMoved(incident: Incident, group: AlertGroup, from: Incident, facts: Facts): IncidentEvent[] {
  const { resolved, escalation, alerts } = incident;
  if (resolved?.via !== 'alert' || !from.resolved || group.firing <= (alerts?.firing ?? 0)) return [];
  const { by, via } = from.resolved;
  const paging = escalation ? beginPaging(escalatingFrom(incident, escalation), facts) : [];
  return [{ type: 'reopened', at: facts.now, by, via }, ...paging];
}
