import { changed, state } from './state.js';

const SHOWN_MS = 9_000;
const SHOWN_AT_MOST = 4;
let next = 1;

/** A note in the corner. One with a post is a page: it stays until it is looked at or taken. */
export function toast(given) {
  const one = { id: next++, tone: 'neutral', ...given };
  state.toasts = [...state.toasts, one].slice(-SHOWN_AT_MOST);
  if (!one.post) setTimeout(() => dropToast(one.id), SHOWN_MS);
  changed();
}

export function dropToast(id) {
  state.toasts = state.toasts.filter((one) => one.id !== id);
  changed();
}
