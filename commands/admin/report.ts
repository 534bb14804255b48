import { lastDays } from '../../src/application/reporting/last-days.ts';
import { parseDuration } from '../../src/domain/on-call/durations.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { reportView } from '../../src/views/admin/report.ts';
import { defineCommand, option } from '../command.ts';

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
  onlyInChat: true,
  options: [option('period', 'time', 'option.report.period', { maxLength: 20 })],
  async run({ context, reader, args }) {
    const days = daysOf(args.period ?? usually);
    return reportView(
      await lastDays(context.statistics, { days, until: context.clock.now() }, reader.directory),
      reader,
    );
  },
});

function daysOf(period: string): number {
  const days = parseDuration(period) / dayMs;
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw refusedBy('no-such-period', { days: mostDays });
  }
  return days;
}
