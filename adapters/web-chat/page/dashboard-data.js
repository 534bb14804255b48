import { showTitle } from './alerts.js';
import { get, Refusal } from './api.js';
import { changed, state } from './state.js';

const ADDRESS = '#/dashboard';
/** What happened moments apart is read together. */
const GATHER_MS = 700;
/** While a storm goes on. */
const AT_MOST_EVERY_MS = 3_000;
/** Nothing on the stream tells of a hand-over, or of figures that have caught up. */
const ANYWAY_MS = 30_000;

let reading = false;
let again = false;
let readAt = 0;
let waiting;

export function dashboardInAddress() {
  return location.hash === ADDRESS;
}

export function openDashboard() {
  state.drawer = false;
  state.dashboard.open = true;
  state.room = undefined;
  state.about = undefined;
  if (!dashboardInAddress()) history.pushState(null, '', ADDRESS);
  showTitle();
  changed();
  read();
}

/** Something happened, or may have. */
export function touchDashboard() {
  if (!state.dashboard.open || document.hidden || waiting) return;
  const wait = Math.max(GATHER_MS, readAt + AT_MOST_EVERY_MS - Date.now());
  waiting = setTimeout(() => {
    waiting = undefined;
    read();
  }, wait);
}

export async function read() {
  if (!state.dashboard.open) return;
  if (reading) {
    again = true;
    return;
  }
  reading = true;
  readAt = Date.now();
  const { dashboard } = state;
  try {
    const seen = await get('dashboard');
    tellChange(dashboard.seen, seen);
    dashboard.seen = seen;
    dashboard.problem = undefined;
  } catch (err) {
    if (!(err instanceof Refusal)) console.error(err);
    dashboard.problem = err instanceof Refusal ? err.message : 'Something went wrong on this page. Reload it.';
  }
  reading = false;
  changed();
  if (again) {
    again = false;
    touchDashboard();
  }
}

/** For who does not see the list move. */
function tellChange(before, now) {
  if (!before || !state.dashboard.open) return;
  const nobodys = ({ open }) => open.filter((one) => one.state === 'triggered').length;
  if (before.open.length === now.open.length && nobodys(before) === nobodys(now)) return;
  const more = now.more ? 'more than ' : '';
  state.spoken = `${more}${now.open.length} open, ${nobodys(now)} of them nobody has`;
}

document.addEventListener('visibilitychange', touchDashboard);
setInterval(touchDashboard, ANYWAY_MS);
