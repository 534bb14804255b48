const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });
const day = new Intl.DateTimeFormat('en-GB', { weekday: 'long', day: 'numeric', month: 'long' });
const short = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZoneName: 'short',
});
const full = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'long' });

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** All in the reader's own zone, which the browser knows. */
export function ago(moment) {
  const ahead = new Date(moment) - Date.now();
  const size = Math.abs(ahead);
  if (size < MINUTE / 2) return ahead > 0 ? 'in a moment' : 'just now';
  if (size < HOUR) return relative.format(Math.round(ahead / MINUTE), 'minute');
  if (size < DAY) return relative.format(Math.round(ahead / HOUR), 'hour');
  return relative.format(Math.round(ahead / DAY), 'day');
}

export function clockTime(moment) {
  return clock.format(new Date(moment));
}

/** With the zone's name. */
export function dated(moment) {
  return short.format(new Date(moment));
}

export function inFull(moment) {
  return full.format(new Date(moment));
}

export function dayName(moment) {
  const date = new Date(moment);
  const days = Math.round((new Date(date.toDateString()) - new Date(new Date().toDateString())) / DAY);
  if (days === 0) return 'Today';
  if (days === -1) return 'Yesterday';
  return day.format(date);
}

export function sameDay(one, other) {
  return new Date(one).toDateString() === new Date(other).toDateString();
}
