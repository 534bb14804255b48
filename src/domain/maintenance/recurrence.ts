import { occurrencesOf, readCron } from '../on-call/cron.ts';
import { refusedBy } from '../refusal.ts';
import { type LocalTimes, parseRule, ruleTimes } from './rrule.ts';
import type { Recurrence, Recurring } from './window.ts';

/**
 * Parses `cron 0 2 * * sun`, or a rule such as `FREQ=WEEKLY;BYDAY=SU;BYHOUR=2`.
 *
 * @param starts local time from which a rule counts
 * @throws Refused
 */
export function parseRecurrence(text: string, starts?: string): Recurrence {
  const [, pattern] = /^cron\b(.*)$/is.exec(text.trim()) ?? [];
  if (pattern !== undefined) {
    const cron = pattern.toLowerCase().trim().split(/\s+/).join(' ');
    const read = readCron(cron);
    if (typeof read === 'string') throw refusedBy(read, { text });
    return { cron };
  }
  if (/=/.test(text)) return { rrule: parseRule(text, starts) };
  throw refusedBy('unreadable-recurrence', { text });
}

/** Returns the text of a recurrence. */
export function spellRecurrence(every: Recurrence): string {
  return 'cron' in every ? `cron ${every.cron}` : every.rrule;
}

/** Returns the local times at which a window begins, without regard to what its zone skips or repeats. */
export function localTimesOf({ every, starts, timezone }: Recurring): LocalTimes {
  if ('rrule' in every) return ruleTimes(every.rrule, timezone, starts);
  const pattern = occurrencesOf(every.cron);
  return {
    between(from, to) {
      const first = pattern.lastAt(from.subtract({ minutes: 1 })) + 1;
      const last = pattern.lastAt(to);
      return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => pattern.local(first + index));
    },
    firstAfter: (local) => pattern.local(pattern.lastAt(local) + 1),
  };
}
