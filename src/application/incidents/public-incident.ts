import type { Directory } from '../../domain/directory.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import { publicImpact } from '../../domain/status/outside.ts';
import type { Told } from '../../ports/incidents.ts';
import type { PublicIncident, PublicUpdate } from '../../ports/reporting.ts';
import type { Signing } from '../../ports/runtime.ts';

/** Events of which the public may know. */
export const publicTypes = ['updated', 'severity-changed', 'reopened'] as const satisfies IncidentEvent['type'][];

/**
 * What of an incident those outside may know: field by field, so that what is added to an incident stays inside. Its title
 * does too. It was written for whoever is paged, often by a monitor, and is nothing that its people have said to everybody.
 *
 * @returns undefined when they may not even know that there is one
 */
export function publicIncident(
  { incident, events }: Told,
  directory: Directory,
  signing: Signing,
): PublicIncident | undefined {
  const impact = publicImpact(incident, directory);
  const service = directory.services.get(incident.service ?? '')?.name;
  if (!impact || service === undefined) return undefined;
  const { id, status, declared, resolved } = incident;
  const changes = [declared.at, ...(resolved ? [resolved.at] : []), ...events.map(({ at }) => at)];
  return {
    id: opaqueId(id, signing),
    service,
    impact,
    ...(status && { status }),
    since: declared.at,
    ...(resolved && { ended: resolved.at }),
    updates: events.flatMap(publicUpdate).reverse(),
    changed: new Date(Math.max(...changes.map((at) => at.getTime()))),
  };
}

function publicUpdate(event: IncidentEvent): PublicUpdate[] {
  if (event.type !== 'updated') return [];
  const { at, text, status } = event;
  return [{ at, text, ...(status && { status }) }];
}

/**
 * By numbers one could count the incidents that are not shown, and an id may follow from what an alert said. A UUID of
 * version 8, made of a signature: the same in every process and after a restart.
 */
export function opaqueId(id: string, signing: Signing): string {
  const bytes = Buffer.from(signing.sign('status', id), 'base64url').subarray(0, 16);
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x80;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  return bytes.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
