import { pageArrived, showTitle } from './alerts.js';
import { get, post, Refusal } from './api.js';
import { dashboardInAddress, read, touchDashboard } from './dashboard-data.js';
import { changed, isDirect, nameOf, postsOf, roomById, state } from './state.js';
import { dropToast, toast } from './toasts.js';
import { countPages, isPage, markSeen, noteTaken, noteUnread } from './unread.js';

/** Everything anew: at the start, and whenever the connection was lost. */
export async function loadEverything() {
  const found = await get('state');
  Object.assign(state, {
    loaded: true,
    demo: found.demo,
    people: found.people,
    person: found.person,
    announce: found.announce,
    direct: found.direct,
    catalogue: found.catalogue ?? [],
  });
  for (const room of found.rooms ?? []) state.rooms.set(room.id, room);
  changed();
  if (!state.person) return;
  if (!state.room && dashboardInAddress()) state.dashboard.open = true;
  if (!state.dashboard.open) state.room ??= roomFromAddress() ?? state.announce.id;
  await Promise.all([state.room && loadPosts(state.room), loadPosts(state.direct.id), read()]);
  countPages();
  markSeen();
}

async function loadPosts(room) {
  const { posts, more } = await get('posts', { room });
  const known = postsOf(room);
  const oldest = posts[0]?.at ?? '';
  const earlier = known.list.filter((one) => one.at < oldest);
  // What came over the live stream while this was being read.
  const read = new Set(posts.map(({ id }) => id));
  const newest = posts.at(-1)?.at ?? '';
  const later = known.list.filter((one) => one.at >= newest && !read.has(one.id));
  state.posts.set(room, {
    list: [...earlier, ...posts, ...later],
    more: earlier.length > 0 ? known.more : more,
    loaded: true,
  });
  changed();
}

export async function loadEarlier() {
  const room = state.room;
  const known = postsOf(room);
  const { posts, more } = await get('posts', { room, before: known.list[0].at });
  state.posts.set(room, { list: [...posts, ...known.list], more, loaded: true });
  changed();
}

/** @param name for a room that is not among the newest, and so not in the list */
export async function openRoom(id, name) {
  state.drawer = false;
  state.dashboard.open = false;
  if (name !== undefined && !roomById(id)) state.rooms.set(id, { id, name, at: '' });
  state.room = id;
  state.about = undefined;
  if (location.hash !== `#${encodeURIComponent(id)}`) history.pushState(null, '', `#${encodeURIComponent(id)}`);
  markSeen();
  changed();
  await tell(() => loadPosts(id));
  // What was only read just now is seen as well.
  if (state.room === id) markSeen();
}

export function roomFromAddress() {
  const id = decodeURIComponent(location.hash.slice(1));
  return roomById(id) ? id : undefined;
}

/** From the live stream, or as the answer to what was done here: whichever is first. */
export function received(one) {
  const known = postsOf(one.room);
  const place = known.list.findIndex(({ id }) => id === one.id);
  if (place >= 0) return edited(one);
  const list = [...known.list, one].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  state.posts.set(one.room, { ...known, list });
  noteTone(one);
  const here = one.room === state.room && !document.hidden;
  if (!here) noteUnread(one);
  if (isPage(one)) pageArrived(one, here);
  else if (one.room === state.room && one.by !== state.person.id) state.spoken = `${nameOf(one.by)}: ${one.text}`;
  if (here) markSeen();
  touchDashboard();
  showTitle();
  changed();
}

export function edited(one) {
  const known = postsOf(one.room);
  const old = known.list.find(({ id }) => id === one.id);
  const shown = state.toasts.find(({ post }) => post?.id === one.id);
  const now = newer(old ?? shown?.post ?? one, one);
  state.posts.set(one.room, { ...known, list: known.list.map((each) => (each === old ? now : each)) });
  noteTone(now);
  const taken = noteTaken(old ?? shown?.post ?? now, now);
  if (shown && taken) dropToast(shown.id);
  else if (shown) shown.post = now;
  if (isPage(now)) countPages();
  touchDashboard();
  changed();
}

/** An answer may overtake the live stream; what was edited later is what counts. */
function newer(old, one) {
  return (old.edited ?? '') > (one.edited ?? '') ? old : one;
}

export function roomOpened(room) {
  if (room.id !== state.announce.id && !isDirect(room.id))
    state.rooms.set(room.id, { ...state.rooms.get(room.id), ...room });
  touchDashboard();
  changed();
}

function noteTone(one) {
  const room = state.rooms.get(one.room);
  if (room && one.title && one.tone && !one.private && !one.answer)
    state.rooms.set(room.id, { ...room, tone: one.tone });
}

export async function say(text) {
  const room = state.room;
  const about = state.about?.room === room ? state.about.id : undefined;
  state.about = undefined;
  changed();
  try {
    await done(await post('say', { as: state.person.id, room, about, text }), room, about);
  } catch (err) {
    // What was typed comes back, so that nobody types it twice.
    if (!state.drafts.get(room)) state.drafts.set(room, text);
    failed(err);
  }
}

export async function press(one, button) {
  const busy = `${one.id} ${button.key}`;
  if (button.disabled || state.busy.has(busy)) return;
  state.busy.add(busy);
  changed();
  await tell(async () =>
    done(
      await post('press', { as: state.person.id, room: one.room, about: one.id, button: button.code }),
      one.room,
      one.id,
    ),
  );
  state.busy.delete(busy);
  changed();
}

export async function submit(values) {
  const { room, about, command, args } = state.form;
  state.form = { ...state.form, sending: true, error: undefined };
  changed();
  try {
    const result = await post('submit', { as: state.person.id, room, about, command, args, values });
    state.form = undefined;
    await done(result, room, about);
  } catch (err) {
    state.form = { ...state.form, sending: false, error: sentenceOf(err) };
  }
  changed();
}

async function done(result, room, about) {
  if (result.form) state.form = { ...result.form, room, about };
  if (result.post) {
    received(result.post);
    if (result.post.answer && room !== state.room) toast({ text: result.post.text, tone: 'neutral' });
  }
  changed();
}

export async function actAs(person) {
  await tell(async () => {
    await post('act-as', { person });
    // A direct room in the address would be the last person's.
    history.replaceState(null, '', '/');
    location.reload();
  });
}

export async function signOut() {
  await tell(async () => {
    await post('sign-out', {});
    location.assign('/');
  });
}

export async function tell(work) {
  try {
    await work();
  } catch (err) {
    failed(err);
  }
}

function failed(err) {
  if (!(err instanceof Refusal)) console.error(err);
  toast({ text: sentenceOf(err), tone: 'danger' });
}

function sentenceOf(err) {
  return err instanceof Refusal ? err.message : 'Something went wrong on this page. Reload it and try again.';
}
