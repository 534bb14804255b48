import { html, nothing } from 'lit-html';
import type { WireIntegration } from '../../wire.ts';
import { rich } from '../shared/rich.ts';
import { ago, inFull } from '../shared/time.ts';
import { integrations } from './state.ts';
import { t } from './texts.ts';

const example = `integrations:
  grafana:
    sender: grafana`;

/** Renders the integrations to select from, or how to add the first one. */
export function list(all: readonly WireIntegration[]) {
  if (all.length === 0) return howToAdd();
  return html`<nav class="integration-list" aria-label=${t('web-integrations.title')}>
    <ul role="list">${all.map(entry)}</ul>
  </nav>`;
}

function howToAdd() {
  const address = `${location.origin}/v1/integrations/grafana`;
  return html`<section class="empty">
    <h2>${t('web-integrations.empty')}</h2>
    <p>${rich(t('web-integrations.empty.how', { address }))}</p>
    <pre><code>${example}</code></pre>
    <p>${rich(t('web-integrations.empty.docs'))}</p>
  </section>`;
}

function entry({ name, sender, address, inFile, lastReceivedAt, payloads, refused }: WireIntegration) {
  const isSelected = integrations.selected === name;
  return html`<li>
    <a class="panel integration" id="entry-${name}" href="#${encodeURIComponent(name)}" aria-current=${isSelected ? 'true' : nothing}>
      <span class="integration-head">
        <strong dir="auto">${name}</strong>
        <span class="pill">${sender}</span>
        ${inFile ? nothing : html`<span class="state">${t('web-integrations.token')}</span>`}
      </span>
      <code>${address}</code>
      <small>
        ${
          lastReceivedAt === undefined
            ? t('web-integrations.received.none')
            : html`<span title=${inFull(lastReceivedAt)}>${t('web-integrations.received', { when: ago(lastReceivedAt) })}</span>
              · ${t('web-integrations.kept', { payloads })}`
        }
        ${refused > 0 ? html`· <span class="refused">${t('web-integrations.refused', { refused })}</span>` : nothing}
      </small>
    </a>
  </li>`;
}
