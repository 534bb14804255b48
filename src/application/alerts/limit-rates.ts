import {
  calmAfterMs,
  calmAt,
  calmSignal,
  hasCalmSignal,
  isBeyond,
  isCalm,
  isNearLimit,
  rateKey,
  rateLimitOf,
  roughBelow,
} from '../../domain/alerts/rate.ts';
import type { RoutedAlert } from '../../domain/alerts/routed-alert.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { createCache } from '../../lib/cache.ts';
import type { AlertEnds, AlertRates } from '../../ports/alerts.ts';
import type { World } from '../world.ts';
import type { LatestIncident } from './latest-incidents.ts';

/** How long the state of a rate's incident is cached. */
const believedForMs = 1_000;
const mostRemembered = 10_000;
/**
 * The least time until a signal that cannot end its incident yet is repeated; also used while nobody has acknowledged the
 * incident.
 */
const againMs = 1_000;
const untakenAgainMs = 60_000;

interface Parts extends Pick<World, 'clock' | 'directory'> {
  readonly alertRates: AlertRates;
  readonly alertEnds: AlertEnds;
  latest(key: string): Promise<LatestIncident>;
}

export type RateLimits = ReturnType<typeof createRateLimits>;

/** Limits the rate of each integration: new alerts beyond the limit go into one incident. */
export function createRateLimits({ alertRates, alertEnds, clock, directory, latest }: Parts) {
  const counted = new WeakSet<RoutedAlert>();
  const open = createCache<string, { readonly isOpen: boolean; readonly until: number }>({ max: mostRemembered });

  /**
   * Counts an alert that is about to declare an incident. Returns the rate when the alert is beyond the limit, else
   * undefined. A repeated alert is not counted again. Throws StoreUnavailable.
   */
  async function beyondLimit(routed: RoutedAlert): Promise<RoutedAlert['rate']> {
    const { integration } = routed.alert;
    if (integration === undefined || routed.rate || counted.has(routed)) return undefined;
    const limit = rateLimitOf(integration, directory());
    if (limit === undefined) return undefined;
    const now = clock.now();
    const perMinute = await alertRates.add(integration, 1, now, roughBelow(limit));
    counted.add(routed);
    if (!isNearLimit(perMinute, limit)) return undefined;
    if (!isBeyond(perMinute, limit, perMinute <= limit && (await isOpen(integration)))) return undefined;
    // Before the alert is stored, so that any process can end the incident without another sign.
    await alertEnds.put([{ alert: calmSignal(integration), at: new Date(now.getTime() + calmAfterMs) }]);
    return { integration, limit, perMinute };
  }

  /**
   * Repeats a signal that does not end its incident now, because nobody has acknowledged it, the alert was stored later than
   * it was counted, another process's clock is behind, or another alert came with it. Nothing else would end the incident.
   * Throws StoreUnavailable.
   */
  async function giveSignalAgain(incident: Incident, arrivals: readonly RoutedAlert[]): Promise<void> {
    const now = clock.now();
    const rate = incident.alerts?.rate;
    if (!rate || !hasCalmSignal(arrivals) || incident.state === 'resolved' || isCalm(incident, arrivals, now)) return;
    const soonest = now.getTime() + againMs;
    const at = calmAt(incident)?.getTime() ?? now.getTime() + untakenAgainMs;
    await alertEnds.put([{ alert: calmSignal(rate.integration), at: new Date(Math.max(at, soonest)) }]);
  }

  async function isOpen(integration: string): Promise<boolean> {
    const now = clock.now().getTime();
    const known = open.get(integration);
    if (known && known.until > now) return known.isOpen;
    const { incident } = await latest(rateKey(integration));
    // An incident that began at this very moment takes no alerts within the limit: their order in a batch is arbitrary.
    const found = incident !== undefined && incident.state !== 'resolved' && incident.declared.at.getTime() < now;
    open.set(integration, { isOpen: found, until: now + believedForMs });
    return found;
  }

  return { beyondLimit, giveSignalAgain };
}
