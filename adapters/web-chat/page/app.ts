import { html, nothing, render } from 'lit-html';
import { dashboard } from './dashboard/dashboard.ts';
import { openDashboard } from './dashboard/reading.ts';
import { formDialog, showDialog } from './room/form.ts';
import { keepScroll, room } from './room/room.ts';
import { edited, loadEverything, openRoom, received, roomOpened, sentenceOf } from './shared/actions.ts';
import { dashboardInAddress, roomInAddress } from './shared/address.ts';
import { Refusal } from './shared/api.ts';
import { connect } from './shared/live.ts';
import { ignoreSecondTaps } from './shared/second-tap.ts';
import { changed, drawWith, state } from './shared/state.ts';
import { loadTexts, t } from './shared/texts.ts';
import { countPages, noteSeen } from './shared/unread.ts';
import { connectionBanner, notices } from './sidebar/notices.ts';
import { picker } from './sidebar/picker.ts';
import { closeDrawer, sidebar } from './sidebar/sidebar.ts';

const app = document.getElementById('app') ?? document.body;
/** "3 minutes ago" grows old by itself. */
const REDRAW_MS = 30_000;
const START_AGAIN_MS = 2_000;

function page() {
  if (!state.loaded)
    return html`<p class="loading">${state.problem ? t('web.retrying', { problem: state.problem }) : t('web.opening')}</p>`;
  if (!state.me || state.picker) return html`${picker()}${notices()}`;
  return html`${connectionBanner()}
    ${
      state.dashboard.open
        ? html`<a class="skip" href="#/dashboard" @click=${toDashboard}>${t('web.skip.incidents')}</a>`
        : html`<a class="skip" href="#composer" @click=${toComposer}>${t('web.skip.composer')}</a>`
    }
    <div class="layout">
      ${sidebar()} ${state.drawer ? html`<div class="scrim" @click=${closeDrawer}></div>` : nothing} ${state.dashboard.open ? dashboard() : room()}
    </div>
    ${formDialog()} ${notices()}`;
}

function toComposer(event: Event): void {
  event.preventDefault();
  document.getElementById('composer')?.focus();
}

function toDashboard(event: Event): void {
  event.preventDefault();
  document.getElementById('dashboard')?.focus();
}

async function start(): Promise<void> {
  try {
    await loadEverything();
  } catch (err) {
    // Tocsin may be starting: the page waits with it.
    if (!(err instanceof Refusal)) console.error(err);
    state.problem = sentenceOf(err);
    changed();
    setTimeout(start, START_AGAIN_MS);
    return;
  }
  if (!state.me) return;
  document.getElementById('composer')?.focus({ preventScroll: true });
  connect({ hello: reread, post: received, edit: edited, room: roomOpened });
}

async function reread(): Promise<void> {
  try {
    await loadEverything();
  } catch (err) {
    if (err instanceof Refusal && err.status === 401) location.reload();
    else if (!(err instanceof Refusal)) console.error(err);
  }
}

function followAddress(): void {
  if (!state.me) return;
  if (dashboardInAddress()) {
    if (!state.dashboard.open) openDashboard();
    return;
  }
  const id = roomInAddress() ?? state.me.announce.id;
  if (id !== state.room) void openRoom(id);
}

await loadTexts();
app.replaceChildren();
ignoreSecondTaps();
drawWith(() => {
  render(page(), app);
  keepScroll();
  showDialog();
});
addEventListener('popstate', followAddress);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && state.drawer) closeDrawer();
});
document.addEventListener('visibilitychange', noteSeen);
// What was read in another tab is read.
addEventListener('storage', () => {
  if (state.me) countPages();
});
setInterval(changed, REDRAW_MS);
changed();
void start();
