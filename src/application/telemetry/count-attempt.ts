import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Clock } from '../../ports/runtime.ts';
import type { DeliveryAttempt, Metrics } from '../../ports/telemetry/metrics.ts';
import type { Outcome } from '../delivery/publish-to-sink.ts';
import type { Lines } from '../delivery/room-lines.ts';

/** Counts one attempt at a delivery of an incident. What event sinks are told is counted where it is told. */
export function countAttempt(
  { metrics, clock }: { readonly metrics: Pick<Metrics, 'deliveryAttempted'>; readonly clock: Clock },
  incident: Incident,
  delivery: Delivery,
  outcome: Outcome,
  lines: Lines | undefined,
): void {
  const { kind, platform } = delivery;
  const isMessage = kind !== 'events' && kind !== 'event' && kind !== 'held';
  if (!isMessage || outcome.closedRoom || lines?.events.length === 0) return;
  const since = askedAt(incident, delivery, lines);
  const now = clock.now().getTime();
  metrics.deliveryAttempted({
    platform,
    kind,
    result: resultOf(outcome),
    ...(since && { waitedMs: Math.max(0, now - since.getTime()) }),
  });
}

function resultOf({ progress, deadLetter }: Outcome): DeliveryAttempt['result'] {
  if (progress.dead || deadLetter) return 'gave-up';
  return progress.failures > 0 ? 'failed' : 'delivered';
}

/** When a message was asked for, or was to go out at the earliest; undefined for what edits a message. */
function askedAt(incident: Incident, delivery: Delivery, lines: Lines | undefined): Date | undefined {
  const { kind, about, after, person, progress } = delivery;
  if (lines) return lines.events[0]?.at;
  if (progress.ref || progress.shown > 0) return undefined;
  if (kind === 'announcement') return about?.at;
  if (kind === 'card' || kind === 'room') return incident.declared.at;
  if (kind !== 'page' || person === undefined) return undefined;
  const paged = incident.paged[person];
  return after && paged && after > paged ? after : paged;
}
