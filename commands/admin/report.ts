import { lastDays } from '../../src/application/reporting/last-days.ts';
import { parseDuration } from '../../src/domain/on-call/durations.ts';
import { refusedBy } from '../../src/domain/refusal.ts';
import { readLength } from '../../src/lib/words/length-words.ts';
import { reportView } from '../../src/views/admin/report.ts';
import { defineCommand, option } from '../command.ts';
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
  onlyInChat: true,
  fromWords: (words) => ({ args: { period: joined(withoutPoliteness(words)) } }),
  options: [option('period', 'time', 'option.report.period', { maxLength: 20 })],
  async run({ context, reader, args }) {
    const days = daysOf(args.period ?? usually);
    return reportView(
      await lastDays(context.statistics, { days, until: context.clock.now() }, reader.directory),
      reader,
    );
  },
});

/** `last month` and `week` count back from now. */
const inWords: Readonly<Record<string, string>> = { day: '1d', week: '7d', month: '30d', quarter: '90d', year: '365d' };

function daysOf(period: string): number {
  const [, word = ''] = /^(?:the\s+)?(?:(?:last|past)\s+)?(day|week|month|quarter|year)$/i.exec(period.trim()) ?? [];
  const days = parseDuration(inWords[word.toLowerCase()] ?? readLength(period) ?? period) / dayMs;
  if (!Number.isInteger(days) || days < 1 || days > mostDays) {
    throw refusedBy('no-such-period', { days: mostDays });
  }
  return days;
}
