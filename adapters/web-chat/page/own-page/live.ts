import { html } from 'lit-html';
import type { WirePost } from '../../wire.ts';
import { addressOfRoom } from '../shared/address.ts';
import { pageArrived, pageTaken } from '../shared/alerts.ts';
import { get } from '../shared/api.ts';
import { connect, handleEvents } from '../shared/live.ts';
import { openWhenClicked } from '../shared/notifications.ts';
import { state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { dropToast, toasts } from '../shared/toasts.ts';
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
  openWhenClicked((address) => location.assign(address));
}

/** Renders the pages that arrived. They are acknowledged in the chat. */
export function arrivedPages() {
  return toasts(({ room }) => html`<a class="button primary" href=${addressOfRoom(room)}>${t('web.notices.open')}</a>`);
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
