import { html, nothing, render } from 'lit-html';
import type { WireEvents } from '../wire.ts';
import { dashboard } from './dashboard/dashboard.ts';
import { openDashboard, touchDashboard } from './dashboard/reading.ts';
import { isAnnounced } from './device/alerts.ts';
import { openWhenClicked } from './device/notifications.ts';
import { pushDialog, showPushDialog } from './device/push-dialog.ts';
import { formDialog, showDialog } from './room/form.ts';
import { keepScroll, room } from './room/room.ts';
import { edited, loadEverything, openRoom, received, roomOpened } from './shared/actions.ts';
import { dashboardInAddress, roomInAddress } from './shared/address.ts';
import { get, sentenceOf, whenSignedOut } from './shared/api.ts';
import { connect, handleEvents } from './shared/live.ts';
import { ignoreSecondTaps } from './shared/second-tap.ts';
import { sessionEnded } from './shared/session.ts';
import { changed, drawWith, state } from './shared/state.ts';
import { loadTexts, t } from './shared/texts.ts';
import { countPages, noteSeen } from './shared/unread.ts';
import { ended } from './sidebar/ended.ts';
import { connectionBanner, notices, notifyOffer } from './sidebar/notices.ts';
import { picker } from './sidebar/picker.ts';
import { sessionsDialog, showSessions } from './sidebar/sessions.ts';
import { closeDrawer, sidebar } from './sidebar/sidebar.ts';

const app = document.getElementById('app') ?? document.body;
/** Render interval for relative times such as "3 minutes ago". */
const REDRAW_MS = 30_000;
const START_AGAIN_MS = 2_000;
const reader = document.documentElement.dataset.person;
const handlers = {
  hello: connected,
  post: received,
  edit: edited,
  room: roomOpened,
  rota: touchDashboard,
  ended: sessionEnded,
  disconnected: checkSession,
};
let wasConnected = false;
let rereadAgain: ReturnType<typeof setTimeout> | undefined;

function page() {
  if (state.ended) return ended();
  if (!state.loaded)
    return html`<p class="loading">${state.problem ? t('web.retrying', { problem: state.problem }) : t('web.opening')}</p>`;
  if (!state.me || state.picker) return html`${picker()}${notices()}`;
  return html`${connectionBanner()} ${notifyOffer()}
    ${
      state.dashboard.open
        ? html`<a class="skip" href="#dashboard" @click=${toDashboard}>${t('web.skip.incidents')}</a>`
        : html`<a class="skip" href="#composer" @click=${toComposer}>${t('web.skip.composer')}</a>`
    }
    <div class="layout">
      ${sidebar()} ${state.drawer ? html`<div class="scrim" @click=${closeDrawer}></div>` : nothing} ${state.dashboard.open ? dashboard() : room()}
    </div>
    ${formDialog()} ${sessionsDialog()} ${pushDialog()} ${notices()}`;
}

function toComposer(event: Event): void {
  event.preventDefault();
  document.getElementById('composer')?.focus();
}

function toDashboard(event: Event): void {
  event.preventDefault();
  document.getElementById('dashboard')?.focus();
}

async function start(ready?: Promise<void>): Promise<void> {
  try {
    await loadEverything(ready);
  } catch (err) {
    await ready;
    // A refusal means that Tocsin is starting, so the page retries.
    state.problem = sentenceOf(err);
    changed();
    setTimeout(() => void start(), START_AGAIN_MS);
    return;
  }
  if (!state.me) return;
  document.getElementById('composer')?.focus({ preventScroll: true });
  handleEvents();
  // While Tocsin starts, the document does not name the reader.
  if (!reader) connect(state.me.person.id, handlers);
}

/** Loads everything, with retries, so that missed pages are announced. A lost stream loads again when it reconnects. */
async function reread(): Promise<void> {
  clearTimeout(rereadAgain);
  try {
    await loadEverything();
  } catch (_err) {
    clearTimeout(rereadAgain);
    if (state.connection === 'live' && !state.ended) rereadAgain = setTimeout(() => void reread(), START_AGAIN_MS);
  }
}

/** Loads everything again, unless the loaded state already covers the position of the stream. */
function connected({ position }: WireEvents['hello']): void {
  const first = !wasConnected;
  wasConnected = true;
  if (!first || !isCovered(position, state.me?.position ?? '')) void reread();
}

/**
 * Returns whether the loaded state covers a position. A position is the id of a server process and the count of its events.
 */
function isCovered(heard: string, read: string): boolean {
  const [process, count] = heard.split('.');
  const [otherProcess, otherCount] = read.split('.');
  return process === otherProcess && Number(otherCount) >= Number(count);
}

/** Asks the server whether the session has ended, which looks like a lost connection. */
function checkSession(): void {
  if (state.loaded) get('sessions', {}).catch(() => undefined);
}

/** Shows a URL of this page; an incident that is not in the list needs another document. */
function openAddress(address: string): void {
  history.pushState(null, '', address);
  if (roomInAddress() === undefined && !dashboardInAddress()) location.reload();
  else followAddress();
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

whenSignedOut(sessionEnded);
// Starts the requests in parallel: on a slow line each round trip takes half a second.
if (reader) connect(reader, handlers);
const texts = loadTexts();
const started = start(texts);
await texts;
app.replaceChildren();
ignoreSecondTaps();
drawWith(() => {
  render(page(), app);
  keepScroll();
  showDialog();
  showSessions();
  showPushDialog();
});
addEventListener('popstate', followAddress);
openWhenClicked(openAddress, isAnnounced);
addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && state.drawer) closeDrawer();
});
document.addEventListener('visibilitychange', noteSeen);
// Messages seen in another tab count as seen.
addEventListener('storage', () => {
  if (state.me) countPages();
});
setInterval(changed, REDRAW_MS);
changed();
await started;
