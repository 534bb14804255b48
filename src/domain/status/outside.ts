import type { Directory, Service } from '../directory.ts';
import type { Incident } from '../incident/incident.ts';
import type { Severity } from '../severity.ts';

/** The effects of an incident on its service, the least first. */
export const impacts = ['degraded', 'partial-outage', 'major-outage'] as const;
export type Impact = (typeof impacts)[number];

/** The public state of a service, the best first. An incident counts for more than a maintenance window. */
export const serviceStates = ['operational', 'under-maintenance', ...impacts] as const;
export type ServiceState = (typeof serviceStates)[number];

/** The severities that are published, the worst first. Customers do not notice a sev4. */
export const publicSeverities = ['sev1', 'sev2', 'sev3'] as const satisfies Severity[];

const impactOf: Readonly<Partial<Record<Severity, Impact>>> = {
  sev1: 'major-outage',
  sev2: 'partial-outage',
  sev3: 'degraded',
};

/** Returns the published services, in the order of the file. */
export function publicServices({ services }: Directory): Service[] {
  return [...services.values()].filter((service) => service.public);
}

/** Returns the public effect of an incident; undefined when it is not published. */
export function publicImpact(
  { service, severity }: Pick<Incident, 'service' | 'severity'>,
  { services }: Pick<Directory, 'services'>,
): Impact | undefined {
  return service !== undefined && services.get(service)?.public ? impactOf[severity] : undefined;
}

export function worstOf(states: readonly ServiceState[]): ServiceState {
  return serviceStates[Math.max(0, ...states.map(rankOf))] ?? 'operational';
}

/** Returns a rank; a worse state has a higher one. */
export function rankOf(state: ServiceState): number {
  return serviceStates.indexOf(state);
}
