const dayMs = 86_400_000;
const format = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** `2 December 2026`, in UTC, as certificates count. */
export function dayOf(date: Date): string {
  return format.format(date);
}

/** Whole days of 24 hours, cut. */
export function daysBetween(from: Date, to: Date): number {
  return Math.floor((to.getTime() - from.getTime()) / dayMs);
}
