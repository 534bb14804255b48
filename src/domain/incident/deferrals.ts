import type { Deferral } from './incident.ts';
import type { Listed } from './listed.ts';

/** Returns the deferred pages that still count, the earliest first; none after an acknowledgement or resolution. */
export function activeDeferrals({ state, epoch, deferred = [] }: Listed): readonly Deferral[] {
  if (state !== 'triggered' || deferred.length === 0) return [];
  return deferred.filter((one) => one.epoch === epoch).sort((a, b) => a.until.getTime() - b.until.getTime());
}
