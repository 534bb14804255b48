import { html, nothing } from 'lit-html';
import { rememberedKeys } from '../shared/state.ts';
import { t } from '../shared/texts.ts';

/** Renders what replaces the page after the session has ended. */
export function ended() {
  return html`<main class="picker ended">
    <div class="said" role="alert">
    <img src="/web/icon.svg" alt="" width="56" height="56">
    <h1>${t('web.ended.title')}</h1>
    <p class="lead">${t('web.ended.text')}</p>
    ${rememberedKeys('draft.').length > 0 ? html`<p class="lead">${t('web.ended.kept')}</p>` : nothing}
    </div>
    <button class="button primary" @click=${() => location.reload()}>${t('web.ended.sign-in')}</button>
  </main>`;
}
