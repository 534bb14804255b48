import type { ServiceState } from '../../src/domain/status/outside.ts';
import type { PublicIncident, StatusPage } from '../../src/ports/reporting.ts';
import type { StatusPageJson } from '../../src/schemas/status.ts';

/** Returns the page as JSON. Each field is copied by name, so that no internal field becomes public. */
export function drawJson(page: StatusPage): string {
  const { title, about, state, services, open, ended, maintenance, more, at, outdated } = page;
  const drawn: StatusPageJson = {
    title,
    ...(about !== undefined && { about }),
    ...(state && stateJson(state)),
    services: services.map((service) => ({ name: service.name, ...stateJson(service.state) })),
    open: open.map(problemOf),
    ended: ended.map((one) => ({ ...problemOf(one), ended: (one.ended ?? one.changed).toISOString() })),
    ...(maintenance && {
      maintenance: maintenance.map((one) => ({
        services: [...one.services],
        from: one.from.toISOString(),
        until: one.until.toISOString(),
        running: one.running,
      })),
    }),
    more: { open: more.open, ended: more.ended },
    ...(outdated && { asOf: at.toISOString() }),
  };
  return `${JSON.stringify(drawn)}\n`;
}

function stateJson(state: ServiceState): Pick<StatusPageJson['services'][number], 'state' | 'underMaintenance'> {
  return state === 'under-maintenance' ? { state: 'operational', underMaintenance: true } : { state };
}

function problemOf({ id, service, impact, status, since, updates }: PublicIncident): StatusPageJson['open'][number] {
  return {
    id,
    service,
    impact,
    ...(status && { status }),
    since: since.toISOString(),
    updates: updates.map((update) => ({
      time: update.at.toISOString(),
      ...(update.status && { status: update.status }),
      text: update.text,
    })),
  };
}
