import type { Directory, Service } from '../directory.ts';
import type { Incident } from '../incident/incident.ts';
import type { Severity } from '../severity.ts';

/** What an incident does to those who use the service, the least first. */
export const impacts = ['none', 'degraded', 'partial-outage', 'major-outage'] as const;
export type Impact = (typeof impacts)[number];

/** How a service is for those who use it, the best first. */
export const serviceStates = ['operational', 'degraded', 'partial-outage', 'major-outage'] as const;
export type ServiceState = (typeof serviceStates)[number];

const impactOf: Readonly<Record<Severity, Impact>> = {
  sev1: 'major-outage',
  sev2: 'partial-outage',
  sev3: 'degraded',
  sev4: 'none',
};

export function impactOfSeverity(severity: Severity): Impact {
  return impactOf[severity];
}

/** As bad as the worst that is open. */
export function stateUnder(open: readonly Impact[]): ServiceState {
  return serviceStates[Math.max(0, ...open.map((impact) => impacts.indexOf(impact)))] ?? 'operational';
}

/** What is published, in the order of the file. */
export function publicServices({ services }: Directory): Service[] {
  return [...services.values()].filter((service) => service.public);
}

/** Whether what is told of this incident by `update` is read by everybody. */
export function isPublic({ service }: Pick<Incident, 'service'>, { services }: Directory): boolean {
  return service !== undefined && services.get(service)?.public === true;
}

/** What no customer notices is nothing for customers, unless somebody has said something of it to them. */
export function isForOutside({ severity, latest }: Pick<Incident, 'severity' | 'latest'>): boolean {
  return impactOf[severity] !== 'none' || latest !== undefined;
}
