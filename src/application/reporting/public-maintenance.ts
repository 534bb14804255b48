import type { Directory } from '../../domain/directory.ts';
import { runningAndComing } from '../../domain/maintenance/maintenance-at.ts';
import { concerns } from '../../domain/maintenance/window.ts';
import { publicServices } from '../../domain/status/outside.ts';
import type { PublicMaintenance } from '../../ports/reporting.ts';
import type { Signing } from '../../ports/runtime.ts';
import { opaqueId } from '../incidents/public-incident.ts';

const mostShown = 20;

/**
 * Returns the maintenance of public services: what is running, then the next time of each window that begins within
 * `aheadMs`, the soonest first.
 */
export function publicMaintenance(
  directory: Directory,
  signing: Signing,
  now: Date,
  aheadMs: number,
): readonly PublicMaintenance[] {
  return runningAndComing(directory.maintenance?.values() ?? [], now, aheadMs)
    .map(({ window, from, until }) => ({
      id: opaqueId(`maintenance ${window.id} ${from.toISOString()}`, signing),
      services: publicServices(directory).flatMap(({ id, name }) => (concerns(window, id) ? [name] : [])),
      from,
      until,
      running: from <= now,
    }))
    .filter(({ services }) => services.length > 0)
    .slice(0, mostShown);
}
