import { edited, loadEverything, openRoom, received, roomFromAddress, roomOpened } from './actions.js';
import { Refusal } from './api.js';
import { dashboard } from './dashboard.js';
import { dashboardInAddress, openDashboard } from './dashboard-data.js';
import { formDialog, showDialog } from './form.js';
import { html, nothing, render } from './lit.js';
import { connect } from './live.js';
import { connectionBanner, notices } from './notices.js';
import { picker } from './people.js';
import { keepPlace, room } from './room.js';
import { ignoreSecondTaps } from './second-tap.js';
import { closeDrawer, sidebar } from './sidebar.js';
import { changed, drawWith, state } from './state.js';
import { countPages, markSeen } from './unread.js';

const app = document.getElementById('app');
/** "3 minutes ago" grows old by itself. */
const REDRAW_MS = 30_000;
const START_AGAIN_MS = 2_000;

function page() {
  if (!state.loaded) return html`<p class="loading">${state.problem ?? 'Opening Tocsin'} …</p>`;
  if (!state.person || state.picker) return html`${picker()}${notices()}`;
  return html`${connectionBanner()}
    ${
      state.dashboard.open
        ? html`<a class="skip" href="#/dashboard" @click=${toDashboard}>To the open incidents</a>`
        : html`<a class="skip" href="#composer" @click=${toComposer}>To the message box</a>`
    }
    <div class="layout">
      ${sidebar()} ${state.drawer ? html`<div class="scrim" @click=${closeDrawer}></div>` : nothing} ${state.dashboard.open ? dashboard() : room()}
    </div>
    ${formDialog()} ${notices()}`;
}

function toComposer(event) {
  event.preventDefault();
  document.getElementById('composer')?.focus();
}

function toDashboard(event) {
  event.preventDefault();
  document.getElementById('dashboard')?.focus();
}

async function start() {
  try {
    await loadEverything();
  } catch (err) {
    // Tocsin may be starting: the page waits with it.
    if (!(err instanceof Refusal)) console.error(err);
    state.problem = `${err.message} Trying again`;
    changed();
    setTimeout(start, START_AGAIN_MS);
    return;
  }
  if (!state.person) return;
  document.getElementById('composer')?.focus({ preventScroll: true });
  connect({ hello: reread, post: received, edit: edited, room: roomOpened });
}

async function reread() {
  try {
    await loadEverything();
  } catch (err) {
    if (err.status === 401) location.reload();
    else if (!(err instanceof Refusal)) console.error(err);
  }
}

app.replaceChildren();
ignoreSecondTaps();
drawWith(() => {
  render(page(), app);
  keepPlace();
  showDialog();
});
addEventListener('hashchange', () => {
  if (state.person && dashboardInAddress()) {
    if (!state.dashboard.open) openDashboard();
    return;
  }
  const id = state.person && roomFromAddress();
  if (id && id !== state.room) openRoom(id);
});
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && state.drawer) closeDrawer();
});
document.addEventListener('visibilitychange', markSeen);
// What was read in another tab is read.
addEventListener('storage', () => {
  if (state.person) countPages();
});
setInterval(changed, REDRAW_MS);
changed();
start();
