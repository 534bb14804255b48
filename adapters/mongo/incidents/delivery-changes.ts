import { isDeepStrictEqual } from 'node:util';
import type { Delivery } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { fieldName, present } from '../connection/stored.ts';

/** Returns new deliveries as a whole, and the changed decisions of existing deliveries, but never the progress. */
export function changesOf(from: Incident, next: Incident): Record<string, unknown> {
  const changes: Record<string, unknown> = {};
  for (const [id, delivery] of Object.entries(next.deliveries)) {
    const kept = from.deliveries[id];
    // Most deliveries are the same object as before.
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

/** Returns whether the decision was based on all writes of the sender. */
export function sameProgress(from: Incident, next: Incident): boolean {
  return Object.entries(from.deliveries).every(([id, kept]) => {
    const now = next.deliveries[id];
    return !now || now === kept || isDeepStrictEqual(present(kept.progress), present(now.progress));
  });
}

/** Returns the fields of the deliveries that the decision removes. */
export function goneFrom(from: Incident, next: Incident): string[] {
  return Object.keys(from.deliveries).flatMap((id) => (next.deliveries[id] ? [] : [`deliveries.${fieldName(id)}`]));
}
