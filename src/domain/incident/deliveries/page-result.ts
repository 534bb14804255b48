import type { Incident } from '../incident.ts';
import { type Delivery, isNoAnswer } from './delivery.ts';
import type { GivenUp } from './failure-reason.ts';
import { dueAt, isStillNeeded, readiness } from './pending.ts';

/** What became of one way of a page. */
export type PageResult =
  /** `at` is absent for pages that an earlier version sent. */
  | { readonly what: 'sent'; readonly at?: Date }
  /** It waits in the web chat, and no browser told the person of it. */
  | { readonly what: 'unnoticed'; readonly at?: Date }
  | { readonly what: 'failed'; readonly at: Date; readonly reason: string; readonly because?: GivenUp }
  /** The platform refuses everything until somebody repairs it. */
  | { readonly what: 'refused'; readonly reason: string }
  | { readonly what: 'retrying'; readonly failures: number; readonly reason: string }
  /** Its time has not come. */
  | { readonly what: 'due'; readonly at: Date }
  /** It goes out in one message with others. */
  | { readonly what: 'bundled' }
  | { readonly what: 'sending' }
  /** Somebody had the incident before it went out. */
  | { readonly what: 'dropped' };

/** Returns the ways of the page that this event asked for, in the order of their times. @param call the event's number */
export function waysOf({ deliveries }: Pick<Incident, 'deliveries'>, call: number): readonly Delivery[] {
  return Object.values(deliveries)
    .filter((one) => one.kind === 'page' && one.call === call && !isNoAnswer(one))
    .sort((a, b) => (a.after?.getTime() ?? 0) - (b.after?.getTime() ?? 0));
}

export function pageResult(incident: Incident, delivery: Delivery, now: Date): PageResult {
  const { shown, ref, sentAt, dead, needsRepair, failures, lastFailure: reason = '', bundle } = delivery.progress;
  if (shown > 0 || (ref && !isStillNeeded(incident, delivery)))
    return { what: ref?.reachedNobody ? 'unnoticed' : 'sent', ...(sentAt && { at: sentAt }) };
  if (dead) {
    const { at, reason: why, because } = dead;
    return { what: 'failed', at, reason: why, ...(because && { because }) };
  }
  const standing = readiness(incident, delivery, now);
  if (standing === 'pointless') return { what: 'dropped' };
  if (needsRepair) return { what: 'refused', reason };
  if (failures > 0) return { what: 'retrying', failures, reason };
  if (bundle !== undefined) return { what: 'bundled' };
  const due = dueAt(incident, delivery);
  return standing === 'later' && due ? { what: 'due', at: due } : { what: 'sending' };
}
