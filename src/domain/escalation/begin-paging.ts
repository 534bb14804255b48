import { escalatingFrom } from '../incident/escalating.ts';
import type { IncidentEvent } from '../incident/events.ts';
import type { Escalation, Incident } from '../incident/incident.ts';
import type { Facts } from '../incident/intent.ts';
import { isEqual } from '../on-call/kept-rota.ts';
import type { PersonId } from '../people.ts';
import { holdUntil } from './hold.ts';
import type { Policy } from './policy.ts';
import { type Escalating, firstPosition, isNobodyLeft, nextSteps } from './step.ts';

/**
 * Begins the escalation: now, after a maintenance for an incident of an alert, or in working hours when it is not
 * urgent.
 */
export function beginPaging(escalating: Escalating, facts: Facts): IncidentEvent[] {
  const maintained = inMaintenance(escalating, facts);
  if (maintained) {
    const { until, ...maintenance } = maintained;
    return [{ type: 'held', at: facts.now, until, maintenance }];
  }
  const until = holdUntil(escalating.policy, escalating.severity, facts.now);
  return until ? [{ type: 'held', at: facts.now, until }] : nextSteps(escalating, firstPosition, facts);
}

export function inMaintenance({ alerted }: Escalating, facts: Facts) {
  return alerted && facts.maintenance(alerted.service);
}

/** Pages from the first level, by the policy that the file has now; where there is no policy, the owner. */
export function startAgain(incident: Incident, facts: Facts): IncidentEvent[] {
  const { escalation, acknowledged } = incident;
  if (escalation) {
    const { events, renewed } = withPresentPolicy(incident, escalation, facts);
    return [...events, ...beginPaging(escalatingFrom(incident, renewed), facts)];
  }
  const person = acknowledged?.by;
  if (!person) return [];
  const { now: at } = facts;
  if (facts.reach(person).length === 0) return [{ type: 'unreachable', at, person }];
  const until = facts.quietUntil(person, incident.severity);
  return [until ? { type: 'deferred', at, person, until } : { type: 'paged', at, people: [person] }];
}

/** Returns the escalation by the policy that the file has now, and the event that says so when it is another. */
export function withPresentPolicy(
  { service }: Pick<Incident, 'service'>,
  escalation: Escalation,
  facts: Facts,
): { readonly events: readonly IncidentEvent[]; readonly renewed: Escalation } {
  const policy: Policy | undefined = facts.policy?.(escalation.policy.id, service);
  if (!policy || isEqual(policy, escalation.policy)) return { events: [], renewed: escalation };
  return { events: [{ type: 'policy-changed', at: facts.now, policy }], renewed: { ...escalation, policy } };
}

/**
 * Returns the escalation as it is, unless its policy names something that the file does not have any more, such as a schedule
 * that has another name now: then by the policy of the file, from where it is.
 */
export function withTargetsInFile(incident: Incident, escalation: Escalation, facts: Facts) {
  const targets = escalation.policy.levels.flatMap(({ page }) => page);
  if (!facts.isInFile || targets.every(facts.isInFile)) return { events: [], renewed: escalation };
  return withPresentPolicy(incident, escalation, facts);
}

/**
 * Returns the steps as they were found, unless nobody is left on the policy that the incident began with, because the file has
 * changed: then those of the policy that the file has now, if it has somebody.
 */
export function orByPresentPolicy(
  steps: readonly IncidentEvent[],
  incident: Incident,
  escalation: Escalation,
  facts: Facts,
  by?: PersonId,
): readonly IncidentEvent[] {
  if (!isNobodyLeft(steps)) return steps;
  const { events, renewed } = withPresentPolicy(incident, escalation, facts);
  if (events.length === 0) return steps;
  const again = nextSteps(escalatingFrom(incident, renewed), firstPosition, facts, by);
  return isNobodyLeft(again) ? steps : [...events, ...again];
}
