import type { UnsentPage } from '../events.ts';
import type { Incident } from '../incident.ts';
import { isNoAnswer } from './delivery.ts';

/** One event names so many. */
const mostNamed = 30;

/**
 * Returns the ways that an acknowledgement or resolution at this moment stops, as its event records them. A way whose time has
 * come is left out: another process may be sending it.
 */
export function unsentPages({ deliveries, epoch }: Incident, at: Date): { readonly unsent?: readonly UnsentPage[] } {
  const unsent = Object.values(deliveries).flatMap((one): readonly UnsentPage[] => {
    const { kind, call, person, platform, after: dueAt, progress } = one;
    if (kind !== 'page' || call === undefined || person === undefined || !dueAt || dueAt <= at) return [];
    if (isNoAnswer(one)) return [];
    const isOpen = progress.shown === 0 && !progress.ref && !progress.dead && !progress.claim && one.epoch === epoch;
    return isOpen ? [{ call, person, platform, dueAt }] : [];
  });
  return unsent.length > 0 ? { unsent: unsent.slice(0, mostNamed) } : {};
}
