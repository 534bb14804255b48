import { html, nothing } from 'lit-html';
import type { WireFailedPage } from '../../wire.ts';
import { nameOf } from '../shared/state.ts';
import { t } from '../shared/texts.ts';

/** Renders the pages that reached nobody, in red. */
export function failedPages(failed: readonly WireFailedPage[] | undefined) {
  if (!failed || failed.length === 0) return nothing;
  return html`<ul class="failed-pages" role="list">
    ${failed.map(
      ({ person, platform }) =>
        html`<li>${t('web.failed-page', { name: nameOf(person), platform: t(`web.platform.${platform}`) })}</li>`,
    )}
  </ul>`;
}
