import type { Directory } from '../../domain/directory.ts';
import { total } from '../../domain/statistics/counters.ts';
import { medianMs } from '../../domain/statistics/lengths.ts';
import { dayOf } from '../../domain/statistics/share.ts';
import type { LastDays, Statistics } from '../../ports/reporting.ts';

const dayMs = 24 * 60 * 60_000;

/** What the last days amounted to: whole days in UTC, with the one of `until`, by the day on which each incident was declared. */
export async function lastDays(
  statistics: Pick<Statistics, 'of'>,
  { days, until }: { readonly days: number; readonly until: Date },
  { services }: Directory,
): Promise<LastDays> {
  const names = Array.from({ length: days }, (_, before) => dayOf(new Date(until.getTime() - before * dayMs)));
  const counted = await statistics.of(names);
  const toAcknowledgeMs = medianMs(counted.toAcknowledge);
  const toResolveMs = medianMs(counted.toResolve);
  return {
    days,
    incidents: total(counted.severity),
    bySeverity: {
      sev1: counted.severity.sev1 ?? 0,
      sev2: counted.severity.sev2 ?? 0,
      sev3: counted.severity.sev3 ?? 0,
      sev4: counted.severity.sev4 ?? 0,
    },
    ...(toAcknowledgeMs !== undefined && { toAcknowledgeMs }),
    ...(toResolveMs !== undefined && { toResolveMs }),
    byService: most(counted.service).map(([id, incidents]) => ({ service: services.get(id)?.name ?? id, incidents })),
    paged: most(counted.paged).map(([person, pages]) => ({ person, pages })),
  };
}

function most(counted: Readonly<Record<string, number>>): [string, number][] {
  return Object.entries(counted).sort(([a, one], [b, other]) => other - one || a.localeCompare(b));
}
