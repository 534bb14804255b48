import type { IncidentEvent } from '../events.ts';
import type { Tally } from './tally.ts';

/** Events that status pages and post-mortems show one by one, however many others there are between them. */
export const landmarkTypes = ['updated', 'severity-changed', 'reopened'] as const satisfies IncidentEvent['type'][];

export type LandmarkType = (typeof landmarkTypes)[number];

/** Of the events that were moved out of the incident's document, so many landmarks can be found again: the latest. */
export const mostLandmarks = 100;

export function isLandmark({ type }: IncidentEvent): boolean {
  return (landmarkTypes as readonly IncidentEvent['type'][]).includes(type);
}

/** A timeline in short: it costs the same to read however long the timeline is. */
export interface Outline {
  /** How many events there are. */
  readonly events: number;
  readonly tally: Tally;
  /** The latest landmarks, in the order of what happened. */
  readonly landmarks: readonly IncidentEvent[];
}
