import type { WireButton, WireOutcome, WirePost, WirePosts, WireRoom } from '../../wire.ts';
import { readDashboard, touchDashboard } from '../dashboard/reading.ts';
import { pageArrived, pageTaken, showTitle } from '../device/alerts.ts';
import { addRoomOfDocument, dashboardInAddress, roomAsked, roomInAddress, showRoomInAddress } from './address.ts';
import { get, post, Refusal, sentenceOf } from './api.ts';
import { noteOpenIncidents, touchOpenIncidents } from './open-incidents.ts';
import { leave } from './session.ts';
import { changed, isDirect, me, nameOf, type Posts, postsOf, roomById, state } from './state.ts';
import { showTimesIn } from './time.ts';
import { dropToast, toast } from './toasts.ts';
import { countPages, isPage, isUnreadPage, noteSeen, noteTaken, noteUnread, wasTaken } from './unread.ts';

/** When this document was opened, by the browser's clock. */
const openedAt = new Date(performance.timeOrigin).toISOString();

/**
 * Loads everything: at the start, and after each lost connection.
 *
 * @param ready awaited before anything is shown: the texts, at the start
 */
export async function loadEverything(ready?: Promise<void>): Promise<void> {
  if (dashboardInAddress() && !state.room) state.dashboard.open = true;
  const room = state.room ?? roomAsked();
  const [found] = await Promise.all([get('state', room === undefined ? {} : { room }), readDashboard(ready), ready]);
  state.loaded = true;
  state.demo = found.demo;
  state.people = found.people;
  state.me = found.me;
  if (found.me) showTimesIn(found.me.zone);
  changed();
  if (!found.me) return;
  for (const room of found.me.rooms) state.rooms.set(room.id, room);
  addRoomOfDocument();
  noteOpenIncidents(found.me.open);
  for (const [id, posts] of Object.entries(found.me.posts)) keepPosts(id, posts);
  if (!state.dashboard.open) state.room ??= roomInAddress() ?? found.me.announce.id;
  // The address named a room that does not exist.
  if (state.room && !found.me.posts[state.room]) await loadPosts(state.room);
  countPages();
  noteSeen();
}

async function loadPosts(room: string): Promise<void> {
  keepPosts(room, await get('posts', { room }));
  changed();
}

function keepPosts(room: string, { posts, more }: WirePosts): void {
  const known = postsOf(room);
  const oldest = posts[0]?.at ?? '';
  const earlier = known.list.filter((one) => one.at < oldest);
  // Posts that arrived on the live stream during this request.
  const read = new Set(posts.map(({ id }) => id));
  const newest = posts.at(-1)?.at ?? '';
  const later = known.list.filter((one) => one.at >= newest && !read.has(one.id));
  // Edits that arrived during this request are newer than its answer.
  const before = new Map(known.list.map((one) => [one.id, one]));
  const now = posts.map((one) => newer(before.get(one.id) ?? one, one));
  keep(room, {
    list: [...earlier, ...now, ...later],
    more: earlier.length > 0 ? known.more : more,
    loaded: true,
  });
  for (const one of now) {
    const old = before.get(one.id);
    if (old) noteEdit(old, one);
    else if (known.loaded || (state.problem !== undefined && one.at > openedAt)) announcePage(one);
  }
}

/**
 * Announces a page that the reader has not seen, whether it came on the live stream or was loaded after a lost connection.
 * Pages from before the document opened are only counted, except those sent while the document waited for Tocsin.
 */
function announcePage(one: WirePost): void {
  if (isUnreadPage(one)) pageArrived(one, isShown(one));
}

function isShown(one: WirePost): boolean {
  return one.room === state.room && !document.hidden;
}

export async function loadEarlier(): Promise<void> {
  const { room } = state;
  const { list } = postsOf(room);
  const [first] = list;
  if (room === undefined || !first) return;
  const { posts, more } = await get('posts', { room, before: first.at });
  keep(room, { list: [...posts, ...list], more, loaded: true });
  changed();
}

function keep(room: string, posts: Posts): void {
  state.posts.set(room, posts);
}

/** @param incident number of the incident, for a room that is too old for the list */
export async function openRoom(
  id: string,
  incident?: { readonly number: number; readonly title: string },
): Promise<void> {
  state.drawer = false;
  state.dashboard.open = false;
  if (incident && !roomById(id))
    state.rooms.set(id, { id, name: `${incident.number} ${incident.title}`, at: '', incident: incident.number });
  state.room = id;
  state.about = undefined;
  showRoomInAddress(id);
  noteSeen();
  changed();
  await tell(() => loadPosts(id));
  // Posts that were loaded just now count as seen.
  if (state.room === id) noteSeen();
}

/** Handles a post from the live stream or from the answer to an own action, whichever comes first. */
export function received(one: WirePost): void {
  const known = postsOf(one.room);
  if (known.list.some(({ id }) => id === one.id)) {
    edited(one);
    // The answer arrived before the live stream, for example while the document opened.
    announcePage(postsOf(one.room).list.find(({ id }) => id === one.id) ?? one);
    return;
  }
  const list = [...known.list, one].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  keep(one.room, { ...known, list });
  noteTone(one);
  const here = isShown(one);
  if (!here) noteUnread(one);
  // A post that another process sent and edited at once arrives as new; somebody may already have acknowledged the page.
  if (isPage(one) && !wasTaken(one)) pageArrived(one, here);
  else if (one.room === state.room && one.by !== me().person.id) state.announcement = `${nameOf(one.by)}: ${one.text}`;
  if (here) noteSeen();
  touchDashboard();
  touchOpenIncidents();
  showTitle();
  changed();
}

export function edited(one: WirePost): void {
  const known = postsOf(one.room);
  const old = known.list.find(({ id }) => id === one.id);
  const before = old ?? state.toasts.find(({ post }) => post?.id === one.id)?.post;
  const now = newer(before ?? one, one);
  keep(one.room, { ...known, list: known.list.map((each) => (each === old ? now : each)) });
  noteTone(now);
  noteEdit(before ?? now, now);
  if (isPage(now)) countPages();
  touchDashboard();
  touchOpenIncidents();
  changed();
}

/** Updates the toast of a page. An acknowledged page loses its toast and its device notification. */
function noteEdit(before: WirePost, now: WirePost): void {
  const shown = state.toasts.find(({ post }) => post?.id === now.id);
  const taken = noteTaken(before, now);
  if (taken) pageTaken(now);
  if (shown && taken) dropToast(shown.id);
  else if (shown) shown.post = now;
}

/** Returns the newer version of a post: an answer may arrive before an older version on the live stream. */
function newer(old: WirePost, one: WirePost): WirePost {
  return (old.edited ?? '') > (one.edited ?? '') ? old : one;
}

export function roomOpened(room: WireRoom): void {
  if (room.id !== me().announce.id && !isDirect(room.id))
    state.rooms.set(room.id, { ...state.rooms.get(room.id), ...room });
  touchDashboard();
  touchOpenIncidents();
  changed();
}

function noteTone(one: WirePost): void {
  const room = state.rooms.get(one.room);
  if (room && one.title && one.tone && !one.private && !one.answer)
    state.rooms.set(room.id, { ...room, tone: one.tone });
}

export async function press(one: WirePost, button: WireButton): Promise<void> {
  const busy = `${one.id} ${button.key}`;
  if (button.disabled || state.busy.has(busy)) return;
  state.busy.add(busy);
  changed();
  await tell(async () => {
    const body = { as: me().person.id, room: one.room, about: one.id, button: button.code };
    done(await post('press', body), one.room, one.id);
  });
  state.busy.delete(busy);
  changed();
}

/** Opens the form of a new incident. */
export async function declare(): Promise<void> {
  await run('declare', me().announce.id, {});
}

/** Runs a command with these options, in a room. What is missing is asked for in a form. */
export async function run(command: string, room: string, args: Readonly<Record<string, string>>): Promise<void> {
  await tell(async () => {
    const body = { as: me().person.id, room, command, args, values: {} };
    done(await post('submit', body), room, undefined);
  });
}

export async function submit(values: Readonly<Record<string, string>>): Promise<void> {
  if (!state.form) return;
  const { room, about, command, args } = state.form;
  state.form = { ...state.form, sending: true, error: undefined, wrong: undefined };
  changed();
  try {
    const result = await post('submit', { as: me().person.id, room, about, command, args, values });
    state.form = undefined;
    done(result, room, about);
  } catch (err) {
    // The form may have been closed meanwhile.
    const wrong = err instanceof Refusal ? err.option : undefined;
    if (state.form) state.form = { ...state.form, sending: false, error: sentenceOf(err), wrong };
    if (wrong !== undefined) queueMicrotask(() => document.getElementById(`field-${wrong}`)?.focus());
  }
  changed();
}

export function done(result: WireOutcome, room: string, about: string | undefined): void {
  if ('form' in result) state.form = { ...result.form, room, about };
  else {
    received(result.post);
    if (result.post.answer && room !== state.room) toast({ text: result.post.text, tone: 'neutral' });
  }
  changed();
}

export async function actAs(person: string): Promise<void> {
  await tell(async () => {
    await post('act-as', { person });
    // A direct room behind the `#` would be that of the previous person.
    history.replaceState(null, '', location.pathname);
    location.reload();
  });
}

export async function signOut(): Promise<void> {
  await tell(() => leave(() => post('sign-out', {})));
}

export async function tell(work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (err) {
    toast({ text: sentenceOf(err), tone: 'danger' });
  }
}
