import { html, nothing, render } from 'lit-html';
import { whenSignedOut } from '../shared/api.ts';
import { ignoreSecondTaps } from '../shared/second-tap.ts';
import { changed, drawWith } from '../shared/state.ts';
import { loadTexts } from '../shared/texts.ts';
import { detail } from './detail.ts';
import { list } from './list.ts';
import { integrations, readIntegrations, selectByAddress } from './state.ts';
import { t } from './texts.ts';

const app = document.getElementById('app') ?? document.body;

function page() {
  const { problem, selected } = integrations;
  return html`<main class="room dashboard integrations ${selected === undefined ? '' : 'has-selected'}">
    <header class="room-header">
      <h1>${t('web-integrations.title')}</h1>
      <a class="button to-chat" href="/">${t('web-integrations.chat')}</a>
    </header>
    <div class="dashboard-body">
      ${
        problem === undefined
          ? nothing
          : html`<div class="form-error trouble" role="alert">
            <span>${problem}</span>
            <button class="button" @click=${readIntegrations}>${t('web.retry')}</button>
          </div>`
      }
      ${body()}
    </div>
  </main>`;
}

function body() {
  const { integrations: all, selected, problem } = integrations;
  if (!all) return problem === undefined ? html`<p class="loading">${t('web.loading')}</p>` : nothing;
  if (all.length === 0) return list(all);
  const shown = all.find(({ name }) => name === selected);
  return html`<div class="integration-columns">
    ${list(all)}
    ${shown ? detail(shown) : html`<p class="none pick">${t('web-integrations.pick')}</p>`}
  </div>`;
}

async function follow(): Promise<void> {
  const before = integrations.selected;
  const reading = selectByAddress();
  // Whoever uses a screen reader is led to what was selected, and back to where they came from.
  const id = integrations.selected === undefined ? `entry-${before}` : 'integration';
  requestAnimationFrame(() => document.getElementById(id)?.focus());
  await reading;
}

whenSignedOut(() => location.reload());
await loadTexts();
app.replaceChildren();
ignoreSecondTaps();
drawWith(() => render(page(), app));
addEventListener('hashchange', () => void follow());
/** “5 min ago” grows old by itself. */
setInterval(changed, 30_000);
await readIntegrations();
