import { activeDeferrals } from './deferrals.ts';
import type { Listed } from './listed.ts';

/** What the clock does to an incident. */
export type Due = 'move' | 'level' | 'end-quiet' | 'remind' | 'ask' | 'take-back' | 'end-snooze';

/** The merging process moves everything at once; after so long it has died, and another one continues. */
const moveAgainMs = 30_000;

/** Returns what is due next, and when; undefined when nothing is. */
export function nextDue(incident: Listed): { what: Due; at: Date } | undefined {
  const { state, escalation, watch, resolved, mergedInto } = incident;
  if (resolved && mergedInto?.isMoving) return { what: 'move', at: new Date(resolved.at.getTime() + moveAgainMs) };
  if (state === 'triggered') {
    const [quiet] = activeDeferrals(incident);
    const level = escalation?.dueAt;
    // When both are due at once, people whose quiet hours ended are paged before the next level.
    if (quiet && (!level || quiet.until <= level)) return { what: 'end-quiet', at: quiet.until };
    return level && { what: 'level', at: level };
  }
  if (state !== 'acknowledged' || !watch) return undefined;
  if (watch.snoozedUntil) return { what: 'end-snooze', at: watch.snoozedUntil };
  const dates: readonly [Due, Date | undefined][] = [
    ['take-back', watch.answerBy],
    ['ask', watch.askAt],
    ['remind', watch.remindAt],
  ];
  return dates.flatMap(([what, at]) => (at ? [{ what, at }] : [])).sort((a, b) => a.at.getTime() - b.at.getTime())[0];
}
