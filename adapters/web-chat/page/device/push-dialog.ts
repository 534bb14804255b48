import { html, nothing } from 'lit-html';
import type { WireBrowser } from '../../wire.ts';
import { tell } from '../shared/actions.ts';
import { get, post, sentenceOf } from '../shared/api.ts';
import { returnFocus } from '../shared/focus.ts';
import { icons } from '../shared/icons.ts';
import { changed, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { dated } from '../shared/time.ts';
import { canNotify, enableNotify, registration } from './notifications.ts';
import { canPush, pushState, removed } from './push.ts';

const DIALOG = 'push';

/** Renders the browsers that get the reader's pages, each with a button to take it away. */
export function pushDialog() {
  const { browsers, pushTried } = state;
  return html`<dialog id=${DIALOG} aria-labelledby="push-title" @close=${closed} @click=${backdrop}>
    ${
      browsers
        ? html`<div class="form">
          <header>
            <h2 id="push-title" tabindex="-1">${t('web.push')}</h2>
            <button type="button" class="icon-button" aria-label=${t('web.form.close')} @click=${close}>${icons.close()}</button>
          </header>
          <p>${browsers.length > 0 ? t('web.push.lead') : t('web.push.none')}</p>
          ${browsers.length > 0 ? html`<ul class="sessions">${browsers.map(browserView)}</ul>` : nothing} ${thisBrowser()}
          <p role="status">${pushTried ?? nothing}</p>
          ${
            browsers.length > 0
              ? html`<footer><button type="button" class="button" @click=${sendTest}>${t('web.push.try')}</button></footer>`
              : nothing
          }
        </div>`
        : nothing
    }
  </dialog>`;
}

function browserView({ id, device, since }: WireBrowser) {
  const time = dated(since);
  return html`<li>
    <span class="grow">
      <strong>${device}</strong>
      <small>${t('web.push.since', { time })}</small>
    </span>
    ${id === pushState.browser ? html`<span class="pill">${t('web.push.current')}</span>` : nothing}
    <button type="button" class="button" aria-label=${t('web.push.remove-of', { device, time })} @click=${() => remove(id, device)}>
      ${t('web.push.remove')}
    </button>
  </li>`;
}

function thisBrowser() {
  if (!globalThis.isSecureContext) return html`<p>${t('web.push.insecure')}</p>`;
  if (!canNotify || !canPush) return html`<p>${t('web.push.unsupported')}</p>`;
  if (pushState.is === 'on') return nothing;
  return html`<button type="button" class="button primary" @click=${enableHere}>${t('web.push.turn-on')}</button>`;
}

/** Runs after each render. */
export function showPushDialog(): void {
  const dialog = document.getElementById(DIALOG);
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (!state.browsers && dialog.open) dialog.close();
  if (state.browsers && !dialog.open) dialog.showModal();
  else if (isAnswering) keepFocus();
  // Notifications may be turned on and off beside the open dialog, and take a while.
  if (state.browsers && listedFor !== pushState.browser) void tell(list);
}

export async function openPushDialog(): Promise<void> {
  await tell(async () => {
    await list();
    state.drawer = false;
    state.pushTried = undefined;
    changed();
  });
}

/** This browser, as it was when the list was fetched. */
let listedFor: string | undefined;
let newestList = 0;

async function list(): Promise<void> {
  newestList += 1;
  const mine = newestList;
  listedFor = pushState.browser;
  const { browsers } = await get('push', {});
  // The dialog was closed meanwhile, or the list fetched anew.
  if (mine !== newestList) return;
  state.browsers = browsers;
  changed();
}

async function enableHere(): Promise<void> {
  await answer(async () => {
    await enableNotify();
    if (Notification.permission !== 'granted') return t('web.notify.blocked');
    return pushState.is === 'on' ? t('web.push.turned-on') : t('web.push.failed');
  });
}

async function remove(browser: string, device: string): Promise<void> {
  await answer(async () => {
    await post('unsubscribe', { browser });
    if (browser === pushState.browser) await removed(await registration());
    await list();
    return t('web.push.removed', { device });
  });
}

async function sendTest(): Promise<void> {
  await answer(async () => {
    const { sent, failed, problem = '' } = await post('try-push', {});
    await list();
    return failed > 0 ? t('web.push.try.failed', { count: failed, problem }) : t('web.push.try.sent', { count: sent });
  });
}

/** Whether a button was pressed, and what came of it is not shown yet. */
let isAnswering = false;

/** The button that was pressed may be gone: with its browser, or because this one is subscribed. */
function keepFocus(): void {
  const title = document.getElementById('push-title');
  if (document.activeElement === document.body) title?.focus({ preventScroll: true });
  isAnswering = state.pushTried === undefined;
}

/** Says in the dialog what came of it: what is behind the dialog is neither seen nor read aloud. */
async function answer(work: () => Promise<string>): Promise<void> {
  isAnswering = true;
  state.pushTried = undefined;
  changed();
  state.pushTried = await work().catch(sentenceOf);
  changed();
}

function close(): void {
  newestList += 1;
  state.browsers = undefined;
  changed();
}

function closed(): void {
  close();
  returnFocus();
}

function backdrop(event: Event): void {
  if (event.target instanceof HTMLDialogElement) close();
}
