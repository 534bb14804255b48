import { forget, remember, remembered, rememberedKeys, state } from './state.ts';

// What is typed and not sent, by room: kept in this browser, so that it outlives a reload, a crash and an ended session.

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

/** Whoever signs out leaves nothing behind for the next person at this device. */
export function forgetDrafts(): void {
  known.clear();
  for (const key of rememberedKeys('draft.')) forget(key);
}

function keyOf(room: string): string {
  return `draft.${state.me?.person.id ?? ''}.${room}`;
}
