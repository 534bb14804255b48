import { html, nothing } from 'lit-html';
import { beginPage, focusOn } from '../own-page/begin.ts';
import { frame } from '../own-page/frame.ts';
import { detail } from './detail.ts';
import { list } from './list.ts';
import { integrations, readIntegrations, selectByAddress } from './state.ts';
import { t } from './texts.ts';

function page() {
  const { problem, selected } = integrations;
  return frame({
    title: t('web-integrations.title'),
    look: selected === undefined ? '' : 'has-selected',
    problem,
    retry: () => void readIntegrations(),
    body: body(),
  });
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
  // Moves the focus to the selected integration, and back to the entry afterwards, for screen readers.
  const id = integrations.selected === undefined ? `entry-${before}` : 'integration';
  focusOn(id);
  await reading;
}

await beginPage(page);
addEventListener('hashchange', () => void follow());
await readIntegrations();
