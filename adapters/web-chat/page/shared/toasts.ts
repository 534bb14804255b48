import { changed, state, type Toast } from './state.ts';

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

export function dropToast(id: number): void {
  state.toasts = state.toasts.filter((one) => one.id !== id);
  changed();
}
