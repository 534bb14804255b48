import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { buttonsOf } from '../room/card.ts';
import { openRoom } from '../shared/actions.ts';
import { icons } from '../shared/icons.ts';
import { reconnectNow } from '../shared/live.ts';
import { state, type Toast } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { dropToast } from '../shared/toasts.ts';

/** Renders the live regions for screen readers: pages assertively, everything else politely. */
export function notices() {
  return html`<div class="spoken" aria-live="polite">${state.announcement}</div>
    <div class="toasts" role="region" aria-label=${t('web.notices')}>
      <div aria-live="assertive">${repeat(state.toasts, ({ id }) => id, toastView)}</div>
    </div>`;
}

function toastView({ id, text, tone, post }: Toast) {
  return html`<section class="toast card ${tone}">
    <div class="toast-text">
      <p class=${post ? 'card-title' : 'text'} dir="auto">${post ? (post.title ?? post.text) : text}</p>
      ${post?.title && post.body ? html`<p class="text" dir="auto">${post.body}</p>` : nothing}
    </div>
    <button class="icon-button" aria-label=${t('web.notices.dismiss')} @click=${() => dropToast(id)}>${icons.close()}</button>
    ${
      post
        ? html`<div class="card-actions">
          ${buttonsOf({ ...post, buttons: post.buttons.slice(0, 1) })}
          <button class="button" @click=${() => openRoom(post.room)}>${t('web.notices.open')}</button>
        </div>`
        : nothing
    }
  </section>`;
}

export function connectionBanner() {
  if (state.connection !== 'lost') return nothing;
  return html`<div class="banner" role="status">
    <span>${t('web.connection-lost')}</span>
    <button class="button" @click=${reconnectNow}>${t('web.retry')}</button>
  </div>`;
}
