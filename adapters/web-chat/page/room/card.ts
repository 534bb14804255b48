import { html, nothing } from 'lit-html';
import type { WirePost } from '../../wire.ts';
import { press } from '../shared/actions.ts';
import { buttonsOf } from '../shared/buttons.ts';
import { icons } from '../shared/icons.ts';
import { linkedText, markedText } from '../shared/marked-text.ts';
import { isDirect, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { dated, fromNow, inFull } from '../shared/time.ts';
import { putInComposer } from './composer.ts';

/** In characters. A longer value would wrap in a column, so it gets a full row. */
const COLUMN_FITS = 44;

/**
 * Renders a post of the bot: a line of text, or a card with a coloured edge. All of it is rendered as text, never as markup.
 */
export function botMessage(post: WirePost) {
  if (!post.title && !post.tone && post.fields.length === 0)
    return html`<div class="text" dir="auto">${markedText(post.text)}</div>${actionsOf(post)}`;
  return html`<div class="card ${post.tone ?? 'neutral'}">
    ${
      post.title
        ? html`<div class="card-head"><p class="card-title" dir="auto">${linkedText(post.title)}</p>${aboutButton(post, post.title)}</div>
          ${post.body ? html`<p class="text" dir="auto">${markedText(post.body)}</p>` : nothing}`
        : html`<p class="text" dir="auto">${markedText(post.text)}</p>`
    }
    ${post.fields.length > 0 ? html`<dl class="fields">${post.fields.map(field)}</dl>` : nothing} ${actionsOf(post)}
  </div>`;
}

function aboutButton(post: WirePost, title: string) {
  return html`<button
    class="icon-button about"
    aria-label=${t('web.card.about', { title })}
    title=${t('web.card.about-this')}
    @click=${() => {
      state.about = post;
      putInComposer(isDirect(post.room) ? '' : '/');
    }}
  >
    ${icons.reply()}
  </button>`;
}

function field({ label, value, at }: WirePost['fields'][number]) {
  return html`<div class=${value.includes('\n') || value.length > COLUMN_FITS ? 'wide' : nothing}>
    <dt dir="auto">${label}</dt>
    <dd>
      ${value.split('\n').map((line) => html`<span class="line" dir="auto">${linkedText(line)}</span>`)}
      ${at ? html` <time datetime=${at} title=${inFull(at)}>${fromNow(at)} · ${dated(at)}</time>` : nothing}
    </dd>
  </div>`;
}

function actionsOf(post: WirePost) {
  if (post.buttons.length + post.links.length === 0) return nothing;
  return html`<div class="card-actions">
    ${buttonsOf(post, press)}
    ${post.links.map(linkButton)}
  </div>`;
}

/** A link to another site opens beside this page; a room of this chat opens in place. */
function linkButton({ label, url }: WirePost['links'][number]) {
  const isHere = new URL(url).origin === location.origin;
  return isHere
    ? html`<a class="button" href=${url} dir="auto">${label}</a>`
    : html`<a class="button" href=${url} target="_blank" rel="noopener noreferrer" dir="auto">${label}</a>`;
}
