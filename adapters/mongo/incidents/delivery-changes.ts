import { isDeepStrictEqual } from 'node:util';
import type { Delivery } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { fieldName, present } from '../connection/stored.ts';

/** New deliveries whole; of those that are kept already whatever was decided anew, and never the progress. */
export function changesOf(from: Incident, next: Incident): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [id, delivery] of Object.entries(next.deliveries)) {
    const kept = from.deliveries[id];
    // Most are as they were, and the very same.
    if (delivery === kept) continue;
    const field = `deliveries.${fieldName(id)}`;
    if (!kept) {
      changes[field] = present(delivery);
      continue;
    }
    const before = present(kept);
    const { progress: _theirs, ...decided } = present(delivery);
    for (const [name, value] of Object.entries(decided)) {
      if (!isDeepStrictEqual(value, before[name as keyof Delivery])) changes[`${field}.${name}`] = value;
    }
  }
  return changes;
}

/** Whether the decider knew all that the sender had written. */
export function sameProgress(from: Incident, next: Incident): boolean {
  return Object.entries(from.deliveries).every(([id, kept]) => {
    const now = next.deliveries[id];
    return !now || now === kept || isDeepStrictEqual(present(kept.progress), present(now.progress));
  });
}

/** The fields of the deliveries that the decision takes away. */
export function goneFrom(from: Incident, next: Incident): string[] {
  return Object.keys(from.deliveries).flatMap((id) => (next.deliveries[id] ? [] : [`deliveries.${fieldName(id)}`]));
}
