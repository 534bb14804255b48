import { addressKey } from '../../domain/address.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import type { CommandOrigin } from '../../ports/commands.ts';
import type { IncidentStore } from '../../ports/incidents.ts';

/**
 * @param named a number as people write it, with or without `#`
 * @throws Refused when it is no number, or there is no such incident
 */
export async function incidentByNumber(store: IncidentStore, named: string): Promise<Incident> {
  const digits = /^#?(\d{1,9})$/.exec(named.trim())?.[1];
  if (!digits) throw refusedBy('not-a-number', { text: named });
  const incident = await store.byNumber(Number(digits));
  if (!incident) throw refusedBy('unknown-incident', { number: digits });
  return incident;
}

/** Returns the incident of the room, thread or card in which a command was given; undefined when there is none. */
export async function incidentAt(
  store: IncidentStore,
  platform: Platform,
  where: Pick<CommandOrigin, 'places'>,
): Promise<Incident | undefined> {
  for (const id of where.places) {
    const incident = await store.byAddress(addressKey(platform, id));
    if (incident) return incident;
  }
  return undefined;
}
