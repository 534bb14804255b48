import type { Incident } from './incident.ts';

/** What the clock does to an incident. */
export type Due = 'level' | 'remind' | 'ask' | 'take-back' | 'end-snooze';

/** What is due next, and when; undefined when the clock has nothing to do with it. */
export function nextDue({ state, escalation, watch }: Incident): { what: Due; at: Date } | undefined {
  if (state === 'triggered') return escalation?.dueAt && { what: 'level', at: escalation.dueAt };
  if (state !== 'acknowledged' || !watch) return undefined;
  if (watch.snoozedUntil) return { what: 'end-snooze', at: watch.snoozedUntil };
  const dates: readonly [Due, Date | undefined][] = [
    ['take-back', watch.answerBy],
    ['ask', watch.askAt],
    ['remind', watch.remindAt],
  ];
  return dates.flatMap(([what, at]) => (at ? [{ what, at }] : [])).sort((a, b) => a.at.getTime() - b.at.getTime())[0];
}
