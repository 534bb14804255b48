import type { Status } from '../../src/domain/incident/roles.ts';
import type { Impact, ServiceState } from '../../src/domain/status/outside.ts';
import type { StatusPage } from '../../src/ports/reporting.ts';

export const stateWords: Readonly<Record<ServiceState, string>> = {
  operational: 'Operational',
  degraded: 'Degraded',
  'partial-outage': 'Partial outage',
  'major-outage': 'Major outage',
};

export const statusWords: Readonly<Record<Status, string>> = {
  investigating: 'Investigating',
  identified: 'Identified',
  monitoring: 'Monitoring',
};

/** What an incident is called outside: its own title is for whoever works on it. */
export function nameOf({ service, impact }: { readonly service: string; readonly impact: Impact }): string {
  return `${service}: ${stateWords[impact].toLowerCase()}`;
}

/** All that most people come for. */
export function headline({ state, services, outdated }: StatusPage): string {
  if (!state) return 'No service is published here';
  const said = headlineOf(state, services);
  return outdated ? `Last known: ${said.charAt(0).toLowerCase()}${said.slice(1)}` : said;
}

function headlineOf(state: ServiceState, services: StatusPage['services']): string {
  if (state === 'operational') return 'All systems operational';
  return services.every((service) => service.state === 'major-outage')
    ? 'Major outage of all systems'
    : 'Some systems have problems';
}
