const utc = { timeZone: 'UTC' } as const;
const day = new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'short', year: 'numeric' });
const longDay = new Intl.DateTimeFormat('en-GB', { ...utc, day: 'numeric', month: 'long', year: 'numeric' });
const weekday = new Intl.DateTimeFormat('en-GB', { ...utc, weekday: 'long' });
const time = new Intl.DateTimeFormat('en-GB', { ...utc, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** `9 Mar 2026, 12:00 UTC`: readers are anywhere, and nothing here can know where. */
export function moment(at: Date): string {
  return tag(seconds(at), `${day.format(at)}, ${time.format(at)} UTC`);
}

/** From one to the other, with a day only where it is needed below the heading of the day of the other. */
export function span(from: Date, to: Date): string {
  const began = dayOf(from) === dayOf(to) ? time.format(from) : `${day.format(from)}, ${time.format(from)}`;
  return `${tag(seconds(from), began)} to ${tag(seconds(to), `${time.format(to)} UTC`)}`;
}

/** `Monday, 9 March 2026` */
export function dayHeading(at: Date): string {
  return tag(dayOf(at), `${weekday.format(at)}, ${longDay.format(at)}`);
}

/** `2026-03-09`, as UTC has it. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** `2026-03-09T12:00:00Z` */
export function seconds(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}

function tag(datetime: string, text: string): string {
  return `<time datetime="${datetime}">${text}</time>`;
}
