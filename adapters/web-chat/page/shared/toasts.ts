import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { WirePost } from '../../wire.ts';
import { icons } from './icons.ts';
import { changed, state, type Toast } from './state.ts';
import { t } from './texts.ts';

const SHOWN_MS = 9_000;
const SHOWN_AT_MOST = 4;
let next = 1;

/**
 * Shows a toast. A toast with a post is a page: it stays until it is opened or acknowledged. Another page of the same
 * incident replaces it.
 */
export function toast(given: Omit<Toast, 'id'>): void {
  const one = { id: next++, ...given };
  const title = one.post?.title;
  const others = title === undefined ? state.toasts : state.toasts.filter(({ post }) => post?.title !== title);
  state.toasts = [...others, one].slice(-SHOWN_AT_MOST);
  if (!one.post) setTimeout(() => dropToast(one.id), SHOWN_MS);
  changed();
}

/** Renders the toasts, which screen readers read at once. `actions` renders what can be done about a page. */
export function toasts(actions: (post: WirePost) => TemplateResult) {
  return html`<div class="toasts" role="region" aria-label=${t('web.notices')}>
    <div aria-live="assertive">${repeat(
      state.toasts,
      ({ id }) => id,
      (one) => toastView(one, actions),
    )}</div>
  </div>`;
}

function toastView({ id, text, tone, post }: Toast, actions: (post: WirePost) => TemplateResult) {
  return html`<section class="toast card ${tone}">
    <div class="toast-text">
      <p class=${post ? 'card-title' : 'text'} dir="auto">${post ? (post.title ?? post.text) : text}</p>
      ${post?.title && post.body ? html`<p class="text" dir="auto">${post.body}</p>` : nothing}
    </div>
    <button class="icon-button" aria-label=${t('web.notices.dismiss')} @click=${() => dropToast(id)}>${icons.close()}</button>
    ${post ? html`<div class="card-actions">${actions(post)}</div>` : nothing}
  </section>`;
}

export function dropToast(id: number): void {
  state.toasts = state.toasts.filter((one) => one.id !== id);
  changed();
}
