import type { WireDashboard } from '../../wire.ts';
import { showTitle } from '../device/alerts.ts';
import { showDashboardInAddress } from '../shared/address.ts';
import { get, sentenceOf } from '../shared/api.ts';
import { changed, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';

/** Changes within this time are loaded together. */
const GATHER_MS = 700;
/** Shortest interval between two loads during an alert storm. */
const AT_MOST_EVERY_MS = 3_000;
/** Interval of loading without an event: no event reports a hand-over or updated statistics. */
const ANYWAY_MS = 30_000;

let reading = false;
let again = false;
let readAt = 0;
let waiting: ReturnType<typeof setTimeout> | undefined;

export function openDashboard(): void {
  state.drawer = false;
  state.dashboard.open = true;
  state.room = undefined;
  state.about = undefined;
  showDashboardInAddress();
  showTitle();
  changed();
  void readDashboard();
}

/** Loads the dashboard again, after an event that may have changed it. */
export function touchDashboard(): void {
  if (!state.dashboard.open || document.hidden || waiting) return;
  const wait = Math.max(GATHER_MS, readAt + AT_MOST_EVERY_MS - Date.now());
  waiting = setTimeout(() => {
    waiting = undefined;
    void readDashboard();
  }, wait);
}

/** @param ready awaited before anything is shown: the texts, at the start */
export async function readDashboard(ready?: Promise<void>): Promise<void> {
  if (!state.dashboard.open) return;
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  readAt = Date.now();
  const { dashboard } = state;
  try {
    const [seen] = await Promise.all([get('dashboard', {}), ready]);
    tellChange(dashboard.seen, seen);
    dashboard.seen = seen;
    dashboard.problem = undefined;
  } catch (err) {
    await ready;
    dashboard.problem = sentenceOf(err);
  }
  reading = false;
  changed();
  if (again) {
    again = false;
    touchDashboard();
  }
}

/** Announces a change of the list to screen readers. */
function tellChange(before: WireDashboard | undefined, now: WireDashboard): void {
  if (!before || !state.dashboard.open) return;
  const unassigned = unassignedIn(now);
  if (before.open.length === now.open.length && unassignedIn(before) === unassigned) return;
  state.announcement = t(now.more ? 'web.dashboard.change-more' : 'web.dashboard.change', {
    open: now.open.length,
    unassigned,
  });
}

export function unassignedIn({ open }: WireDashboard): number {
  return open.filter((one) => one.state === 'triggered').length;
}

document.addEventListener('visibilitychange', touchDashboard);
setInterval(touchDashboard, ANYWAY_MS);
