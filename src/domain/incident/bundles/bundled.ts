import type { Delivery } from '../deliveries/delivery.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Facts, Intent } from '../intent.ts';
import { waitsFor } from './stands-for.ts';

/**
 * Records that a page went out in one message with others. The level waits from then on, as if it had paged at that
 * moment.
 */
export function bundled(
  incident: Incident,
  { bundle, delivery: id, others }: Extract<Intent, { type: 'bundle' }>,
  { now }: Facts,
): IncidentEvent[] {
  const delivery = incident.deliveries[id];
  if (!delivery?.person || !waitsFor(delivery, bundle)) return [];
  const { person, platform } = delivery;
  const dueAt = laterStep(incident, delivery, now);
  return [{ type: 'bundled', at: now, person, platform, others, ...(dueAt && { dueAt }) }];
}

/** Returns when the next step is due; undefined when that does not change. */
function laterStep({ escalation, epoch, state }: Incident, delivery: Delivery, now: Date): Date | undefined {
  const { about, after } = delivery;
  if (!escalation?.dueAt || escalation.nobodyAwake || escalation.maintenance) return undefined;
  if (state !== 'triggered' || about?.type !== 'paged' || about.level !== escalation.level) return undefined;
  const level = escalation.policy.levels[escalation.level];
  if (!level || delivery.epoch !== epoch) return undefined;
  const wasDue = Math.max(about.at.getTime(), after?.getTime() ?? 0);
  const dueAt = about.at.getTime() + level.escalateAfterMs + (now.getTime() - wasDue);
  return dueAt > escalation.dueAt.getTime() ? new Date(dueAt) : undefined;
}
