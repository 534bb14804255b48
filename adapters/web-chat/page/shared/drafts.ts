import { forget, remember, remembered, rememberedKeys, state } from './state.ts';

// Unsent drafts by room, stored in this browser, so that they survive a reload, a crash and an ended session.

const known = new Map<string, string>();

export function draftIn(room: string | undefined): string {
  if (room === undefined) return '';
  return known.get(room) ?? remembered(keyOf(room)) ?? '';
}

export function keepDraft(room: string, text: string): void {
  known.set(room, text);
  if (text === '') forget(keyOf(room));
  else remember(keyOf(room), text);
}

/** Removes all drafts at sign-out, because another person may use this device next. */
export function forgetDrafts(): void {
  known.clear();
  for (const key of rememberedKeys('draft.')) forget(key);
}

function keyOf(room: string): string {
  return `draft.${state.me?.person.id ?? ''}.${room}`;
}
