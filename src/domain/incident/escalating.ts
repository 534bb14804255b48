import type { Escalating } from '../escalation/step.ts';
import { activeDeferrals } from './deferrals.ts';
import type { Escalation, Incident } from './incident.ts';

/** Nobody has been paged by level for it yet: an incident that people know of already goes on through a maintenance. */
export function escalatingFrom(incident: Incident, { policy, level }: Escalation): Escalating {
  const { number, severity, service, declared } = incident;
  const isNew = declared.via === 'alert' && level < 0;
  const deferred = new Map(activeDeferrals(incident).map(({ person, until }) => [person, until]));
  return { policy, number, severity, deferred, ...(isNew && { alerted: { ...(service && { service }) } }) };
}
