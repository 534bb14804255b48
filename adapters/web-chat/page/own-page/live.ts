import { html } from 'lit-html';
import type { WireButton, WirePost } from '../../wire.ts';
import { isAnnounced, pageArrived, pageTaken } from '../device/alerts.ts';
import { openWhenClicked } from '../device/notifications.ts';
import { addressOfRoom } from '../shared/address.ts';
import { get, post, sentenceOf } from '../shared/api.ts';
import { buttonsOf } from '../shared/buttons.ts';
import { connect, handleEvents } from '../shared/live.ts';
import { changed, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { dropToast, toast, toasts } from '../shared/toasts.ts';
import { isPage, wasTaken } from '../shared/unread.ts';

const { person, direct } = document.documentElement.dataset;
/** Pages from before this document are not announced. */
const openedAt = new Date(performance.timeOrigin).toISOString();

/**
 * Opens the live stream of a page beside the chat, which announces the reader's pages like the chat.
 *
 * @param outdated called when the rota changes, and whenever the stream is connected or lost
 */
export function listen(outdated: () => void): void {
  if (person === undefined) return;
  connect(person, {
    hello() {
      outdated();
      void announceMissed();
    },
    post: announce,
    edit: edited,
    room() {},
    rota: outdated,
    ended: () => location.reload(),
    disconnected: outdated,
  });
  handleEvents();
  openWhenClicked((address) => location.assign(address), isAnnounced);
}

/** Renders the pages that arrived, with their first button, which acknowledges. */
export function arrivedPages() {
  return toasts(
    (post) => html`${buttonsOf({ ...post, buttons: post.buttons.slice(0, 1) }, press)}
      <a class="button" href=${addressOfRoom(post.room)}>${t('web.notices.open')}</a>`,
  );
}

/** Presses a button of a page. The toast gives way to the answer; what needs a form is done in the chat. */
async function press(one: WirePost, button: WireButton): Promise<void> {
  const busy = `${one.id} ${button.key}`;
  if (person === undefined || button.disabled || state.busy.has(busy)) return;
  state.busy.add(busy);
  changed();
  try {
    const result = await post('press', { as: person, room: one.room, about: one.id, button: button.code });
    if ('form' in result) location.assign(addressOfRoom(one.room));
    else toast({ text: result.post.text, tone: 'neutral' });
  } catch (err) {
    toast({ text: sentenceOf(err), tone: 'danger' });
  }
  state.busy.delete(busy);
  changed();
}

/** Announces the pages that were sent while the stream was not connected. */
async function announceMissed(): Promise<void> {
  if (direct === undefined) return;
  // A failure is ignored: the next connection tries again.
  const { posts } = await get('posts', { room: direct }).catch(() => ({ posts: [] }));
  for (const one of posts) if (one.at > openedAt) announce(one);
}

function announce(one: WirePost): void {
  if (isPage(one) && !wasTaken(one)) pageArrived(one, false);
}

function edited(one: WirePost): void {
  const shown = state.toasts.find(({ post }) => post?.id === one.id);
  if (one.tone === 'danger') {
    if (shown) shown.post = one;
    return;
  }
  pageTaken(one);
  if (shown) dropToast(shown.id);
}
