import type { Directory, Service } from '../../domain/directory.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import { maintenanceAt } from '../../domain/maintenance/maintenance-at.ts';
import { severities } from '../../domain/severity.ts';
import {
  publicImpact,
  publicServices,
  publicSeverities,
  rankOf,
  type ServiceState,
  worstOf,
} from '../../domain/status/outside.ts';
import type { Ended, History, IncidentPage, IncidentStore } from '../../ports/incidents.ts';
import type { StatusPage } from '../../ports/reporting.ts';
import type { Signing } from '../../ports/runtime.ts';
import { publicIncident, publicTypes } from '../incidents/public-incident.ts';
import { publicMaintenance } from './public-maintenance.ts';

export interface StatusSources {
  readonly store: Pick<IncidentStore, 'list'>;
  readonly history: History;
  readonly signing: Signing;
}

const days = 14;
const dayMs = 24 * 60 * 60_000;
/** Of each service the newest. Where there are more, there is a storm. */
const openLookedAt = 25;
/** Then so many of each severity are looked through, for the worst may be an older one. */
const graveLookedAt = 100;
const openShown = 50;
const endedShown = 50;

/** Of an incident that says no severity: it counts as the least that is published. */
const unknownSeverity = 'sev3';

type OpenPublic = Pick<Listed, 'id' | 'number' | 'service' | 'severity'>;

/** How it stands for those outside, as everything that is read here stands at this moment. */
export async function readStatus(sources: StatusSources, directory: Directory, now: Date): Promise<StatusPage> {
  const services = publicServices(directory);
  const open = await openOf(sources, services, directory);
  const over = await endedOf(sources, services, now);
  const ids = [...open.slice(0, openShown), ...over.slice(0, endedShown)].map(({ id }) => id);
  // What changed between these looks counts as it is now: each is told of once, and is either open or over.
  const read = await sources.history.told([...new Set(ids)], publicTypes);
  const told = read.flatMap((one) => publicIncident(one, directory, sources.signing) ?? []);
  const isRead = new Set(read.map(({ incident }) => incident.id));
  const isListed = ({ id }: { readonly id: string }) => isRead.has(id);
  const states = services.map(({ id, name }) => {
    const found: ServiceState[] = open
      .filter(({ service }) => service === id)
      .flatMap((one) => publicImpact(one, directory) ?? []);
    if (maintenanceAt(directory.maintenance?.values() ?? [], id, now)) found.push('under-maintenance');
    return { name, state: worstOf(found) };
  });
  const { title = 'Status', about } = directory.status ?? {};
  const maintenance = publicMaintenance(directory, sources.signing, now, days * dayMs);
  return {
    title,
    ...(about !== undefined && { about }),
    ...(states.length > 0 && { state: worstOf(states.map(({ state }) => state)) }),
    services: states,
    open: told
      .filter(({ ended }) => !ended)
      .sort((a, b) => rankOf(b.impact) - rankOf(a.impact) || lastFirst(a.since, b.since)),
    ended: told
      .flatMap((one) => (one.ended ? [{ ...one, ended: one.ended }] : []))
      .sort((a, b) => lastFirst(a.ended, b.ended)),
    ...(maintenance.length > 0 && { maintenance }),
    days,
    // What cannot be read is one of those that are not listed.
    more: {
      open: open.length > openShown || !open.every(isListed),
      ended: over.length > endedShown || !over.every(isListed),
    },
    at: now,
    outdated: false,
  };
}

/** One service after another, here and below: whoever looks is not to stand in the way of a page. */
async function openOf(
  { store }: StatusSources,
  services: readonly Service[],
  directory: Directory,
): Promise<readonly OpenPublic[]> {
  const found = new Map<string, OpenPublic>();
  const note = ({ items, unreadable = [] }: IncidentPage) => {
    const others = unreadable.map(({ id, number = 0, service, severity = unknownSeverity }) => ({
      ...{ id, number, severity },
      ...(service !== undefined && { service }),
    }));
    for (const one of [...items, ...others]) if (publicImpact(one, directory)) found.set(one.id, one);
  };
  let storm = false;
  for (const { id: service } of services) {
    const page = await store.list({ state: 'open', service, limit: openLookedAt });
    note(page);
    storm ||= page.next !== undefined;
  }
  if (storm)
    for (const severity of publicSeverities) note(await store.list({ state: 'open', severity, limit: graveLookedAt }));
  return [...found.values()].sort(
    (a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity) || b.number - a.number,
  );
}

async function endedOf({ history }: StatusSources, services: readonly Service[], now: Date): Promise<readonly Ended[]> {
  const since = new Date(now.getTime() - days * dayMs);
  const found: Ended[] = [];
  for (const { id: service } of services)
    for (const severity of publicSeverities)
      found.push(...(await history.ended({ service, severity, since, now, limit: endedShown + 1 })));
  return found.sort((a, b) => lastFirst(a.at, b.at));
}

function lastFirst(one: Date, other: Date): number {
  return other.getTime() - one.getTime();
}
