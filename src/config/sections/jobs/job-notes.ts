import type { Directory } from '../../../domain/directory.ts';
import { nextRuns } from '../../../domain/jobs/next-run.ts';
import { formatMoment } from '../../../lib/moment.ts';

const shown = 3;

/** Returns a sentence with the next run of each report. */
export function jobNotes({ reports, schedules }: Directory, now: Date): string[] {
  return [...(reports?.values() ?? [])].map(({ id, rule, when, zone }) => {
    const [first] = schedules.values();
    const there = zone ?? first?.timezone ?? 'UTC';
    const runs = nextRuns(when, there, now, shown).map((at) => formatMoment(at, there, now));
    return `reports.${id}: “${rule}” comes next on ${runs.join(', ')}`;
  });
}
