import { lastDays } from '../../src/application/reporting/last-days.ts';
import type { PastPeriod } from '../../src/domain/on-call/past-period.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { onCallHours } from '../../src/domain/reports/on-call-hours.ts';
import { reportView } from '../../src/views/admin/report.ts';
import { defineCommand, option } from '../command.ts';
import { pastPeriodIn } from '../typed/times/moments.ts';
import { joined, withoutPoliteness } from '../typed/words.ts';

const usually = '30d';
const mostDays = 366;
const dayMs = 24 * 60 * 60_000;

export const report = defineCommand({
  name: 'report',
  group: 'admin',
  summary: 'command.report',
  example: 'report 7d',
  needs: 'viewer',
  reads: true,
  mayBeShared: true,
  fromWords: (words) => ({ args: { period: joined(withoutPoliteness(words)) } }),
  options: [option('period', 'time', 'option.report.period', { maxLength: 60 })],
  async run(call) {
    const { context, reader, args } = call;
    const now = context.clock.now();
    const { from, until, isNamed } = daysOf(pastPeriodIn(call, 'period', args.period ?? usually, 'UTC'), now);
    const days = Math.round((until.getTime() - from.getTime()) / dayMs);
    const last = await lastDays(context.statistics, { days, until: new Date(until.getTime() - 1) }, reader.directory);
    const { schedules, people } = reader.directory;
    const onCall = onCallHours({ from, to: until < now ? until : now }, schedules.values(), people, reader.zone);
    return reportView(last, onCall, isNamed ? { from, until } : undefined, reader);
  },
});

interface Days {
  readonly from: Date;
  readonly until: Date;
  /** Whether the period is calendar days by name, rather than a number of days back from today. */
  readonly isNamed: boolean;
}

/** Returns the period as whole days in UTC, in which the statistics are counted. The last n days include today. */
function daysOf({ from, until, lengthMs }: PastPeriod, now: Date): Days {
  const today = Math.floor(now.getTime() / dayMs) * dayMs;
  const first = lengthMs === undefined ? from?.getTime() : today + dayMs - lengthMs;
  const last = Math.min(until?.getTime() ?? today + dayMs, today + dayMs);
  const days = first === undefined ? Number.NaN : (last - first) / dayMs;
  if (first === undefined || !Number.isInteger(days) || days < 1 || days > mostDays) {
    throw refusedBy('no-such-period', { days: mostDays });
  }
  return { from: new Date(first), until: new Date(last), isNamed: lengthMs === undefined };
}
