import { html } from 'lit-html';
import type { WireJob } from '../../wire.ts';
import { rich } from '../shared/rich.ts';
import { ago, dated, fromNow, inFull } from '../shared/time.ts';
import { cameTo, statePill } from './run.ts';
import { t } from './texts.ts';

/** Renders the jobs to select from, or how to add the first one. */
export function list(all: readonly WireJob[]) {
  if (all.length === 0) return howToAdd();
  return html`<table role="table" class="jobs-table panel">
    <caption class="spoken">${t('web-jobs.caption')}</caption>
    <thead role="rowgroup">
      <tr role="row">
        ${[t('web-jobs.job'), t('web-jobs.recurs'), t('web-jobs.next'), t('web-jobs.last'), t('web-jobs.state')].map(
          (name) => html`<th role="columnheader" scope="col">${name}</th>`,
        )}
      </tr>
    </thead>
    <tbody role="rowgroup">
      ${all.map(row)}
    </tbody>
  </table>`;
}

function howToAdd() {
  return html`<section class="empty">
    <h2>${t('web-jobs.empty')}</h2>
    <p>${rich(t('web-jobs.empty.how'))}</p>
  </section>`;
}

function row({ name, rule, zone, next, last }: WireJob) {
  return html`<tr role="row">
    <th role="rowheader" scope="row" data-label=${t('web-jobs.job')}>
      <a id="entry-${name}" href="#${encodeURIComponent(name)}" dir="auto">${name}</a>
    </th>
    <td role="cell" data-label=${t('web-jobs.recurs')}>${rule} <small>${zone}</small></td>
    <td role="cell" data-label=${t('web-jobs.next')}>${moment(next, fromNow) ?? t('web-jobs.next.none')}</td>
    <td role="cell" data-label=${t('web-jobs.last')}>${moment(last?.events.at(-1)?.at ?? last?.dueAt, ago) ?? '–'}</td>
    <td role="cell" data-label=${t('web-jobs.state')}>
      ${
        last
          ? html`${statePill(last)} <small>${cameTo(last)}</small>`
          : html`<span class="none">${t('web-jobs.never')}</span>`
      }
    </td>
  </tr>`;
}

/** Renders a moment; undefined when there is none. */
export function moment(at: string | undefined, relative: (moment: string) => string) {
  if (at === undefined) return undefined;
  return html`<span class="moment" title=${inFull(at)}>${dated(at)}</span> <small>${relative(at)}</small>`;
}
