import { html, nothing } from 'lit-html';
import { sounds, toggleSound } from '../device/alerts.ts';
import { declineNotify, enableNotify, isUnasked } from '../device/notifications.ts';
import { openRoom, press } from '../shared/actions.ts';
import { buttonsOf } from '../shared/buttons.ts';
import { reconnectNow } from '../shared/live.ts';
import { changed, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { toasts } from '../shared/toasts.ts';

/** Renders the live regions for screen readers: pages assertively, everything else politely. */
export function notices() {
  return html`<div class="spoken" aria-live="polite">${state.announcement}</div>
    ${toasts(
      (post) => html`${buttonsOf({ ...post, buttons: post.buttons.slice(0, 1) }, press)}
        <button class="button" @click=${() => openRoom(post.room)}>${t('web.notices.open')}</button>`,
    )}`;
}

export function connectionBanner() {
  if (state.connection !== 'lost') return nothing;
  return html`<div class="banner" role="status">
    <span>${t('web.connection-lost')}</span>
    <button class="button" @click=${reconnectNow}>${t('web.retry')}</button>
  </div>`;
}

/** Offers notifications until the reader has answered: a page that nobody notices wakes nobody. */
export function notifyOffer() {
  if (!isUnasked()) return nothing;
  return html`<div class="banner offer">
    <span>${t('web.notify.offer')}</span>
    <button class="button primary" @click=${accept}>${t('web.notify.offer.yes')}</button>
    <button class="button" @click=${decline}>${t('web.notify.offer.no')}</button>
  </div>`;
}

async function accept(): Promise<void> {
  if (!sounds()) toggleSound();
  await enableNotify();
  changed();
}

function decline(): void {
  declineNotify();
  changed();
}
