/** The zone of whoever looks at the pictures. */
export const zone = 'Europe/Berlin';

/** Returns the date and time as the clients write it, in the reader's zone. */
export function dayAndTime(at: Date): { readonly day: string; readonly time: string } {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: zone, day: 'numeric', month: 'long', year: 'numeric' });
  const time = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' });
  return { day: day.format(at), time: time.format(at) };
}

/** Returns “in 5 minutes” or “3 hours ago”, as Discord's relative moments read. */
export function fromNow(at: Date, now: Date): string {
  const minutes = Math.round((at.getTime() - now.getTime()) / 60_000);
  const words = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always' });
  if (Math.abs(minutes) < 60) return words.format(minutes, 'minute');
  const hours = Math.round(minutes / 60);
  return Math.abs(hours) < 24 ? words.format(hours, 'hour') : words.format(Math.round(hours / 24), 'day');
}
