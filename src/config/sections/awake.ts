import type { Directory } from '../../domain/directory.ts';
import { everybodyAsleep } from '../../domain/escalation/everybody-asleep.ts';
import type { Period } from '../../domain/on-call/intervals.ts';
import { zonedAt } from '../../domain/on-call/moments.ts';
import { formatTimeOfDay } from '../../lib/moment.ts';

const weekDays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;
const mostTold = 3;

/** Warns about each policy with hours in the coming week in which everybody whom it could page is in quiet hours. */
export function asleepWarnings(directory: Directory, now: Date): string[] {
  return everybodyAsleep(directory, now).map(({ policy: id, zone, severities, periods }) => {
    const { levels } = directory.policies.get(id)!;
    const all = levels.length === 1 ? 'its level' : `any of its ${levels.length} levels`;
    const todo = 'add somebody who is awake then, or write these severities into except of their quietHours';
    return `policies.${id}: nobody can be paged ${inWords(periods, zone)} (${zone}) at ${severities.join(', ')}, for everybody on ${all} has quiet hours; ${todo}`;
  });
}

/** Returns the periods such as “Mon-Sun 23:00-06:00”. */
function inWords(periods: readonly Period[], zone: string): string {
  const days = new Map<string, Set<number>>();
  for (const { from, to } of periods) {
    const hours = `${formatTimeOfDay(new Date(from), zone)}-${formatTimeOfDay(new Date(to), zone)}`;
    days.set(hours, (days.get(hours) ?? new Set()).add(zonedAt(new Date(from), zone).dayOfWeek - 1));
  }
  const all = [...days].map(([hours, on]) => `${daysInWords(on)} ${hours}`);
  return `${all.slice(0, mostTold).join(', ')}${all.length > mostTold ? ` and in ${all.length - mostTold} more` : ''}`;
}

/** Returns the days such as “Mon-Wed, Fri”. */
function daysInWords(days: ReadonlySet<number>): string {
  const runs: [number, number][] = [];
  for (const day of [...days].sort((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last && last[1] === day - 1) last[1] = day;
    else runs.push([day, day]);
  }
  return runs.map(([from, to]) => (from === to ? weekDays[from] : `${weekDays[from]}-${weekDays[to]}`)).join(', ');
}
