import type { Attribution } from '../attribution.ts';
import type { Incident } from '../incident.ts';
import type { Status } from '../roles.ts';
import type { Outline } from './outline.ts';
import type { Tally } from './tally.ts';

/** What a review asks first: when it was known, when somebody had it, when it was over, and who was woken. */
export interface ReviewSummary {
  /** The first time that somebody had it. */
  readonly acknowledged?: Attribution;
  readonly toAcknowledgeMs?: number;
  /** From declared to when it was over for good; absent while it is open. */
  readonly toResolveMs?: number;
  /** How often it was thought to be over, and was not. */
  readonly reopened: number;
  /** Everybody who was paged, in the order in which they were first. */
  readonly paged: Tally['paged'];
  /** The latest updates; `mostLandmarks` bounds them. */
  readonly updates: readonly (Attribution & { readonly text: string; readonly status?: Status })[];
}

/** Read from the outline, which keeps what the incident has forgotten: it may have been given back or reopened. */
export function reviewSummaryOf(incident: Incident, { tally, landmarks }: Outline): ReviewSummary {
  const began = incident.declared.at.getTime();
  const { acknowledged, paged, reopened } = tally;
  return {
    ...(acknowledged && { acknowledged, toAcknowledgeMs: acknowledged.at.getTime() - began }),
    ...(incident.resolved && { toResolveMs: incident.resolved.at.getTime() - began }),
    reopened,
    paged,
    updates: landmarks.flatMap((event) => (event.type === 'updated' ? [event] : [])),
  };
}
