import { html, nothing } from 'lit-html';
import { buttonsOf } from '../room/card.ts';
import { openRoom } from '../shared/actions.ts';
import { reconnectNow } from '../shared/live.ts';
import { state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { toasts } from '../shared/toasts.ts';

/** Renders the live regions for screen readers: pages assertively, everything else politely. */
export function notices() {
  return html`<div class="spoken" aria-live="polite">${state.announcement}</div>
    ${toasts(
      (post) => html`${buttonsOf({ ...post, buttons: post.buttons.slice(0, 1) })}
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
