import type { IncidentEvent } from '../incident/events.ts';
import type { Tally } from '../incident/review/tally.ts';
import type { Counters } from './counters.ts';
import { lengthName } from './lengths.ts';

/** What one incident adds to the statistics of the day on which it was declared. */
export interface Share {
  /** The day in UTC: `2026-03-09`. */
  readonly day: string;
  readonly counters: Counters;
}

const told: ReadonlySet<IncidentEvent['type']> = new Set([
  'declared',
  'severity-changed',
  'paged',
  'acknowledged',
  'resolved',
]);

/** Returns whether one of these events changes what an incident adds. */
export function changesShare(events: readonly IncidentEvent[]): boolean {
  return events.some(({ type }) => told.has(type));
}

/**
 * Returns what an incident adds, from all of its events. Only the first acknowledgement and the first resolution count.
 *
 * @returns undefined for an incident that was never declared
 */
export function shareOf({ declared, severity, paged, acknowledged, resolvedAt }: Tally): Share | undefined {
  if (!declared || !severity) return undefined;
  const until = (first: Date | undefined) =>
    first ? { [lengthName(first.getTime() - declared.at.getTime())]: 1 } : {};
  return {
    day: dayOf(declared.at),
    counters: {
      severity: { [severity]: 1 },
      service: declared.service === undefined ? {} : { [declared.service]: 1 },
      paged: Object.fromEntries(paged.map(({ person, times }) => [person, times])),
      toAcknowledge: until(acknowledged?.at),
      toResolve: until(resolvedAt),
    },
  };
}

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
