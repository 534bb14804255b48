const relative = new Intl.RelativeTimeFormat('en-GB', { numeric: 'always', style: 'short' });
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

/** "5 min ago" or "in 5 min", for a moment that may lie on either side of now. */
export function fromNow(moment) {
  return inWords(new Date(moment) - Date.now());
}

/** For what has happened: where the server's clock is ahead of this one's, it still has. */
export function ago(moment) {
  return inWords(Math.min(0, new Date(moment) - Date.now()));
}

/** How long something has gone on: "12 min", "3 h 05 min", "2 d 4 h". */
export function lasting(ms) {
  const minutes = Math.floor(Math.max(0, ms) / MINUTE);
  if (minutes < 1) return `${Math.floor(Math.max(0, ms) / 1_000)} s`;
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return `${hours} h ${String(minutes % 60).padStart(2, '0')} min`;
  return `${Math.floor(hours / 24)} d ${hours % 24} h`;
}

function inWords(ahead) {
  const size = Math.abs(ahead);
  const sign = ahead > 0 ? 1 : -1;
  if (size < MINUTE / 2) return ahead > 0 ? 'in a moment' : 'just now';
  if (size < HOUR - MINUTE / 2) return relative.format(sign * Math.round(size / MINUTE), 'minute');
  if (size < DAY - HOUR / 2) return relative.format(sign * Math.round(size / HOUR), 'hour');
  return relative.format(sign * Math.round(size / DAY), 'day');
}

/** A card changes a good deal while it is being sent out; only what changed later than that is news. */
export function editedLater({ at, edited }) {
  return edited !== undefined && new Date(edited) - new Date(at) >= MINUTE;
}

/** All in the reader's own zone, which the browser knows. */
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
