import type { WirePost } from '../../wire.ts';
import { showTitle } from './alerts.ts';
import { changed, isDirect, me, postsOf, remember, remembered, state } from './state.ts';
import { dropToast } from './toasts.ts';

/** Room id -> the newest moment that was looked at; also kept on the device, where that is allowed. */
const seen = new Map<string, string>();
/** Pages that were acknowledged before this reader saw them, as this page heard. */
const taken = new Set<string>();

/** A page is what the bot sent by itself; what it answered was asked for. */
export function isPage(one: WirePost): boolean {
  return isDirect(one.room) && one.by === 'bot' && !one.answer;
}

/** A page as it was and as it is now: whether somebody acknowledged it meanwhile. */
export function noteTaken(old: WirePost, one: WirePost): boolean {
  if (!isPage(one) || one.tone === 'danger') taken.delete(one.id);
  else if (old.tone === 'danger' || wasTaken(one)) taken.add(one.id);
  return taken.has(one.id);
}

/**
 * Read anew, a page does not say what it was before. One about an incident that was acknowledged earlier (a reminder, a
 * call for somebody by name) is no less unread for an edit, so that something happened since it was sent is what counts.
 */
export function wasTaken({ tone, at, edited, fields }: WirePost): boolean {
  if (!edited) return false;
  const changedSince = fields.some((field) => field.at !== undefined && field.at > at && field.at <= edited);
  return tone === 'success' || (tone === 'warning' && changedSince);
}

/** What arrived where nobody looks. Direct messages are counted from what they are, for they are edited meanwhile. */
export function noteUnread(one: WirePost): void {
  if (isDirect(one.room)) countPages();
  else if (one.by !== me().person.id && !one.private) state.unread.set(one.room, (state.unread.get(one.room) ?? 0) + 1);
}

/** Returns whether a post is a page that nobody acknowledged, newer than `until`: what was looked at on this device. */
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
