import { openRoom } from './actions.js';
import { buttonsOf } from './card.js';
import { icons } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { reconnectNow } from './live.js';
import { state } from './state.js';
import { dropToast } from './toasts.js';

/** What is said beside the rooms: pages at once and by interruption, the rest when there is a moment. */
export function notices() {
  return html`<div class="spoken" aria-live="polite">${state.spoken}</div>
    <div class="toasts" role="region" aria-label="Notices">
      <div aria-live="assertive">${repeat(state.toasts, ({ id }) => id, toastView)}</div>
    </div>`;
}

function toastView({ id, text, tone, post }) {
  return html`<section class="toast card ${tone}">
    <div class="toast-text">
      <p class=${post ? 'card-title' : 'text'} dir="auto">${post ? (post.title ?? post.text) : text}</p>
      ${post?.title && post.body ? html`<p class="text" dir="auto">${post.body}</p>` : nothing}
    </div>
    <button class="icon-button" aria-label="Dismiss" @click=${() => dropToast(id)}>${icons.close()}</button>
    ${
      post
        ? html`<div class="card-actions">
          ${buttonsOf({ ...post, buttons: post.buttons.slice(0, 1) })}
          <button class="button" @click=${() => openRoom(post.room)}>Open</button>
        </div>`
        : nothing
    }
  </section>`;
}

export function connectionBanner() {
  if (state.connection !== 'lost') return nothing;
  return html`<div class="banner" role="status">
    <span>Connection lost. What happens meanwhile appears when it is back.</span>
    <button class="button" @click=${reconnectNow}>Try now</button>
  </div>`;
}
