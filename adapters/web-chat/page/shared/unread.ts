import type { WirePost } from '../../wire.ts';
import { showTitle } from '../device/alerts.ts';
import { changed, isDirect, me, postsOf, remember, remembered, state } from './state.ts';
import { dropToast } from './toasts.ts';

/** Newest seen moment by room id; also stored on the device where that is allowed. */
const seen = new Map<string, string>();
/** Pages that were acknowledged before this reader saw them. */
const taken = new Set<string>();

/** Returns whether a post is a page: sent by the bot, and not an answer. */
export function isPage(one: WirePost): boolean {
  return isDirect(one.room) && one.by === 'bot' && !one.answer;
}

/** Compares the old and new version of a page, and notes an acknowledgement in between. */
export function noteTaken(old: WirePost, one: WirePost): boolean {
  if (!isPage(one) || one.tone === 'danger') taken.delete(one.id);
  else if (old.tone === 'danger' || wasTaken(one)) taken.add(one.id);
  return taken.has(one.id);
}

/**
 * Returns whether a loaded page was acknowledged. Its earlier version is unknown, so it must have been edited since it was
 * sent: a page for an incident acknowledged earlier (a reminder, or a page to a named person) is still unread after such an
 * edit.
 */
export function wasTaken({ tone, at, edited, fields }: WirePost): boolean {
  if (!edited) return false;
  const changedSince = fields.some((field) => field.at !== undefined && field.at > at && field.at <= edited);
  return tone === 'success' || (tone === 'warning' && changedSince);
}

/**
 * Counts a post in a room that the reader is not looking at. Direct messages are counted from their posts, because these are
 * edited.
 */
export function noteUnread(one: WirePost): void {
  if (isDirect(one.room)) countPages();
  else if (one.by !== me().person.id && !one.private) state.unread.set(one.room, (state.unread.get(one.room) ?? 0) + 1);
}

/**
 * Returns whether a post is an unacknowledged page newer than `until`, by default the newest moment seen on this device.
 */
export function isUnreadPage(one: WirePost, until = seenUntil(one.room)): boolean {
  return isPage(one) && one.at > until && !taken.has(one.id) && !wasTaken(one);
}

function seenUntil(room: string): string {
  return [seen.get(room) ?? '', remembered(`seen.${room}`) ?? ''].sort().at(-1) ?? '';
}

export function countPages(): void {
  const room = me().direct.id;
  const until = seenUntil(room);
  state.unread.set(room, postsOf(room).list.filter((one) => isUnreadPage(one, until)).length);
  showTitle();
  changed();
}

export function noteSeen(): void {
  if (!state.room || document.hidden) return;
  state.unread.set(state.room, 0);
  const newest = postsOf(state.room).list.at(-1);
  if (newest) {
    seen.set(state.room, newest.at);
    remember(`seen.${state.room}`, newest.at);
  }
  if (isDirect(state.room)) for (const one of state.toasts.filter(({ post }) => post)) dropToast(one.id);
  showTitle();
  changed();
}
