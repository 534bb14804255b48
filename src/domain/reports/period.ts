import { zonedAt } from '../on-call/moments.ts';
import type { ReportPlan } from './plan.ts';

export interface Period {
  readonly from: Date;
  readonly to: Date;
}

/** Returns the last whole week (from Monday) or month before this moment, in the zone. */
export function periodBefore(period: ReportPlan['period'], zone: string, at: Date): Period {
  const today = zonedAt(at, zone).startOfDay();
  const to = period === 'week' ? today.subtract({ days: today.dayOfWeek - 1 }) : today.with({ day: 1 });
  const from = period === 'week' ? to.subtract({ weeks: 1 }) : to.subtract({ months: 1 });
  const start = (day: typeof to) => new Date(day.startOfDay().epochMilliseconds);
  return { from: start(from), to: start(to) };
}
