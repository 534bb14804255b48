import type { Directory, Service } from '../directory.ts';
import type { Incident } from '../incident/incident.ts';
import type { Severity } from '../severity.ts';

/** How a service is for those who use it, the best first. */
export const serviceStates = ['operational', 'degraded', 'partial-outage', 'major-outage'] as const;
export type ServiceState = (typeof serviceStates)[number];

/** What an incident does to its service. */
export type Impact = Exclude<ServiceState, 'operational'>;

/** The severities that those outside hear of, the worst first. What no customer notices (sev4) is nothing for them. */
export const publicSeverities = ['sev1', 'sev2', 'sev3'] as const satisfies Severity[];

const impactOf: Readonly<Partial<Record<Severity, Impact>>> = {
  sev1: 'major-outage',
  sev2: 'partial-outage',
  sev3: 'degraded',
};

/** What is published, in the order of the file. */
export function publicServices({ services }: Directory): Service[] {
  return [...services.values()].filter((service) => service.public);
}

/** What those outside see of it; undefined when they see nothing at all. */
export function publicImpact(
  { service, severity }: Pick<Incident, 'service' | 'severity'>,
  { services }: Pick<Directory, 'services'>,
): Impact | undefined {
  return service !== undefined && services.get(service)?.public ? impactOf[severity] : undefined;
}

export function worstOf(states: readonly ServiceState[]): ServiceState {
  return serviceStates[Math.max(0, ...states.map(rankOf))] ?? 'operational';
}

/** The worse, the higher. */
export function rankOf(state: ServiceState): number {
  return serviceStates.indexOf(state);
}
