import { html, nothing } from 'lit-html';
import type { WirePost } from '../../wire.ts';
import { avatar } from '../shared/avatar.ts';
import { icons } from '../shared/icons.ts';
import { linkedText } from '../shared/marked-text.ts';
import { isDirect, nameOf } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { ago, clockTime, dayName, editedLater, inFull, sameDay, timeOf } from '../shared/time.ts';
import { isPage } from '../shared/unread.ts';
import { botMessage } from './card.ts';

/** Posts of one person within this time are grouped under one name. */
const TOGETHER_MS = 5 * 60_000;

/**
 * Renders a post.
 *
 * @param before the post above it
 */
export function post(one: WirePost, before: WirePost | undefined) {
  const newDay = !before || !sameDay(before.at, one.at);
  const together =
    !newDay &&
    before.by === one.by &&
    before.private === one.private &&
    timeOf(one.at) - timeOf(before.at) < TOGETHER_MS;
  const name = nameOf(one.by);
  return html`${newDay ? html`<li class="day"><time>${dayName(one.at)}</time></li>` : nothing}
    <li class="post ${together ? 'together' : ''} ${loudness(one)}" id="post-${one.id}">
      ${together ? html`<span class="avatar-space"></span>` : avatar(one.by, name)}
      <article aria-label=${t('web.post.label', { name, time: clockTime(one.at) })}>
        ${together ? nothing : head(one, name)}
        ${one.by === 'bot' ? botMessage(one) : html`<div class="text ${isCommand(one) ? 'typed' : ''}" dir="auto">${linkedText(one.text)}</div>`}
        ${one.edited && editedLater(one) ? html`<small class="edited" title=${inFull(one.edited)}>${t('web.post.updated', { when: ago(one.edited) })}</small>` : nothing}
      </article>
    </li>`;
}

/** Returns the style: a page is more prominent than a card, and an answer to the reader's own command is less. */
function loudness(one: WirePost): string {
  if (isPage(one)) return 'page';
  if (one.private || one.answer || isCommand(one)) return 'quiet';
  return '';
}

/** Returns whether a post is a typed command. In a direct message every line is one. */
function isCommand(one: WirePost): boolean {
  return one.by !== 'bot' && (isDirect(one.room) || one.text.startsWith('/'));
}

function head(one: WirePost, name: string) {
  return html`<div class="post-head">
    <strong dir="auto">${name}</strong>
    <time datetime=${one.at} title=${inFull(one.at)}>${clockTime(one.at)} · ${ago(one.at)}</time>
    ${one.private && one.by === 'bot' ? html`<span class="only-you">${icons.lock()} ${t('web.post.private')}</span>` : nothing}
  </div>`;
}
