import { occurrencesOf, readCron } from '../on-call/cron.ts';
import { quoted } from '../on-call/durations.ts';
import { Refused } from '../refusal.ts';
import { type LocalTimes, parseRule, ruleTimes } from './rrule.ts';
import type { Recurrence, Recurring } from './window.ts';

const cronRefusals = {
  'unreadable-cron':
    'is not a cron pattern. Write minute, hour, day of the month, month and weekday, like cron 0 2 * * sun.',
  'cron-too-often': 'begins more than once an hour. Name one minute, like cron 0 2 * * sun.',
  'cron-not-every-year': 'has years without any maintenance. Choose a day that every year has, like cron 0 2 1 * *.',
} as const;

/**
 * `cron 0 2 * * sun`, or a rule such as `FREQ=WEEKLY;BYDAY=SU;BYHOUR=2`.
 * @param starts the local time from which a rule counts
 * @throws Refused in one sentence
 */
export function parseRecurrence(text: string, starts?: string): Recurrence {
  const [, pattern] = /^cron\b(.*)$/is.exec(text.trim()) ?? [];
  if (pattern !== undefined) {
    const cron = pattern.toLowerCase().trim().split(/\s+/).join(' ');
    const read = readCron(cron);
    if (typeof read === 'string') throw new Refused(read, `${quoted(text)} ${cronRefusals[read]}`);
    return { cron };
  }
  if (/=/.test(text)) return { rrule: parseRule(text, starts) };
  throw new Refused(
    'unreadable-recurrence',
    `${quoted(text)} is not a recurrence. Write it like cron 0 2 * * sun, or FREQ=WEEKLY;BYDAY=SU;BYHOUR=2.`,
  );
}

/** As people read it back. */
export function spellRecurrence(every: Recurrence): string {
  return 'cron' in every ? `cron ${every.cron}` : every.rrule;
}

/** The local times at which it begins, whatever its zone makes of them. */
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
