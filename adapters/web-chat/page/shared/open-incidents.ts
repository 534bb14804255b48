import type { WireOpenIncident, WireRoom } from '../../wire.ts';
import { get } from './api.ts';
import { changed, state } from './state.ts';

/** Changes within this time are loaded together. */
const GATHER_MS = 500;
const AT_MOST_EVERY_MS = 3_000;
/** Interval of loading without an event: no event reports a failed page. */
const ANYWAY_MS = 30_000;

let readAt = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Loads severity, state and failed pages of the open incidents again, after an event that may have changed them. */
export function touchOpenIncidents(): void {
  if (document.hidden || waiting || !state.me) return;
  const wait = Math.max(GATHER_MS, readAt + AT_MOST_EVERY_MS - Date.now());
  waiting = setTimeout(() => {
    waiting = undefined;
    readAt = Date.now();
    // A failure is ignored: the next event loads again, and a lost connection is shown elsewhere.
    get('open', {}).then(
      ({ open }) => noteOpenIncidents(open),
      () => undefined,
    );
  }, wait);
}

/** Copies the state of the incidents to their rooms. */
export function noteOpenIncidents(open: readonly WireOpenIncident[]): void {
  const byNumber = new Map(open.map((one) => [one.number, one]));
  for (const room of state.rooms.values()) {
    const one = room.incident === undefined ? undefined : byNumber.get(room.incident);
    if (one) state.rooms.set(room.id, described(room, one));
    else if (room.severity) state.rooms.set(room.id, withoutOpen(room));
  }
  changed();
}

function described(room: WireRoom, standing: WireOpenIncident): WireRoom {
  const { severity, state: now, failedPages } = standing;
  return {
    ...withoutOpen(room),
    severity,
    standing,
    tone: now === 'triggered' ? 'danger' : 'warning',
    ...(failedPages && { failedPages }),
  };
}

function withoutOpen({ severity: _, standing: _standing, failedPages: _failed, ...room }: WireRoom): WireRoom {
  return room;
}

setInterval(touchOpenIncidents, ANYWAY_MS);
