import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { WireButton, WirePost } from '../../wire.ts';
import { icons } from './icons.ts';
import { state } from './state.ts';

/**
 * Renders the buttons. A button keeps its element while it does the same, so that a focused one never turns into another.
 *
 * @param press runs the button's command
 */
export function buttonsOf(post: WirePost, press: (post: WirePost, button: WireButton) => Promise<void>) {
  return repeat(
    post.buttons,
    ({ key }) => key,
    (button) => {
      const busy = state.busy.has(`${post.id} ${button.key}`);
      return html`<button
        class="button ${button.tone ?? ''}"
        aria-label=${post.title ? `${button.label} ${post.title}` : nothing}
        aria-disabled=${busy || button.disabled === true}
        aria-busy=${busy}
        @click=${() => press(post, button)}
      >
        ${button.disabled ? icons.done() : nothing}${button.label}
      </button>`;
    },
  );
}
