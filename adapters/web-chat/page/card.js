import { press } from './actions.js';
import { html, nothing } from './lit.js';
import { state } from './state.js';
import { ago, dated, inFull } from './time.js';

/** What the bot sent: a line of text, or a card with a coloured edge. Every word of it is drawn as text. */
export function botMessage(post) {
  if (!post.title && !post.tone && post.fields.length === 0)
    return html`<div class="text" dir="auto">${post.text}</div>${actionsOf(post)}`;
  return html`<div class="card ${post.tone ?? 'neutral'}">
    ${
      post.title
        ? html`<p class="card-title" dir="auto">${post.title}</p>
          ${post.body ? html`<p class="text" dir="auto">${post.body}</p>` : nothing}`
        : html`<p class="text" dir="auto">${post.text}</p>`
    }
    ${post.fields.length > 0 ? html`<dl class="fields">${post.fields.map(field)}</dl>` : nothing} ${actionsOf(post)}
  </div>`;
}

function field({ label, value, at }) {
  return html`<div>
    <dt dir="auto">${label}</dt>
    <dd>
      <span dir="auto">${value}</span>
      ${at ? html` <time datetime=${at} title=${inFull(at)}>${ago(at)} · ${dated(at)}</time>` : nothing}
    </dd>
  </div>`;
}

function actionsOf(post) {
  if (post.buttons.length === 0 && !post.link) return nothing;
  return html`<div class="card-actions">
    ${buttonsOf(post)}
    ${
      post.link
        ? html`<a class="button" href=${post.link.url} target="_blank" rel="noopener noreferrer" dir="auto">${post.link.label}</a>`
        : nothing
    }
  </div>`;
}

export function buttonsOf(post) {
  return post.buttons.map((button) => {
    const busy = state.busy.has(`${post.id} ${button.code}`);
    return html`<button
      class="button ${button.tone ?? ''}"
      aria-disabled=${busy}
      aria-busy=${busy}
      @click=${() => press(post, button)}
    >
      ${button.label}
    </button>`;
  });
}
