import type { IncidentEvent } from '../incident/events.ts';
import type { Counters } from './counters.ts';
import { lengthName } from './lengths.ts';

/** What one incident adds to the figures of the day on which it was declared. */
export interface Share {
  /** In UTC: `2026-03-09`. */
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

/** Whether any of this changes what an incident adds. */
export function changesShare(events: readonly IncidentEvent[]): boolean {
  return events.some(({ type }) => told.has(type));
}

/**
 * Read from all that has happened to it, from the beginning. Acknowledged and resolved count once, the first time: what is
 * taken up or reopened later is another story.
 *
 * @returns undefined for what was never declared
 */
export function shareOf(events: readonly IncidentEvent[]): Share | undefined {
  const declared = events.find((event) => event.type === 'declared');
  if (!declared) return undefined;
  const paged: Record<string, number> = {};
  let { severity } = declared;
  for (const event of events) {
    if (event.type === 'severity-changed') severity = event.severity;
    if (event.type === 'paged') for (const person of event.people) paged[person] = (paged[person] ?? 0) + 1;
  }
  const untilFirst = (type: 'acknowledged' | 'resolved') => {
    const first = events.find((event) => event.type === type);
    return first ? { [lengthName(first.at.getTime() - declared.at.getTime())]: 1 } : {};
  };
  return {
    day: dayOf(declared.at),
    counters: {
      severity: { [severity]: 1 },
      service: declared.service === undefined ? {} : { [declared.service]: 1 },
      paged,
      toAcknowledge: untilFirst('acknowledged'),
      toResolve: untilFirst('resolved'),
    },
  };
}

export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}
