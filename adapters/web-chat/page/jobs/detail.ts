import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { WireJob } from '../../wire.ts';
import { focusOn } from '../own-page/begin.ts';
import { confirmation } from '../own-page/frame.ts';
import { ago, fromNow } from '../shared/time.ts';
import { moment } from './list.ts';
import { runRow, statePill } from './run.ts';
import { isUnderWay, jobs, runSelected, show } from './state.ts';
import { t } from './texts.ts';

/** Renders one job: when it recurs, its runs, and a button that runs it now. */
export function detail({ name, rule, zone, next, last }: WireJob) {
  return html`<section class="job-detail" aria-labelledby="job">
    <a class="to-all" href="#">${t('web-jobs.all')}</a>
    <h2 id="job" tabindex="-1" dir="auto">${name}</h2>
    <div class="panel job-facts">
      <dl>
        ${fact(t('web-jobs.recurs'), html`${rule} <small>${zone}</small>`)}
        ${fact(t('web-jobs.next'), moment(next, fromNow) ?? t('web-jobs.next.none'))}
        ${fact(t('web-jobs.last'), moment(last?.events.at(-1)?.at ?? last?.dueAt, ago) ?? t('web-jobs.never'))}
        ${last ? fact(t('web-jobs.state'), statePill(last)) : nothing}
      </dl>
      ${jobs.mayRun ? running(name, isUnderWay(last)) : html`<p class="none">${t('web-jobs.run.admins')}</p>`}
    </div>
    <section class="panel" aria-labelledby="runs">
      <h3 id="runs">${t('web-jobs.runs')}</h3>
      ${runsTable()}
    </section>
  </section>`;
}

function fact(label: string, value: TemplateResult | string) {
  return html`<div><dt>${label}</dt><dd>${value}</dd></div>`;
}

function running(name: string, isBusy: boolean) {
  const { run } = jobs;
  if (run === 'asking' || run === 'sending') {
    return confirmation({
      id: 'run',
      text: t('web-jobs.run.ask', { job: name }),
      yes: t('web-jobs.run'),
      no: t('web-jobs.run.cancel'),
      isSending: run === 'sending',
      confirm: () => void runSelected(name),
      cancel: () => {
        show(undefined);
        focusOn('run');
      },
    });
  }
  const begin = () => {
    if (isBusy) return;
    show('asking');
    focusOn('cancel-run');
  };
  return html`<div class="card-actions">
    <button class="button" id="run" aria-disabled=${isBusy} @click=${begin}>${t('web-jobs.run')}</button>
    <p role="alert" class=${run === undefined ? '' : 'form-error'}>${run === undefined ? nothing : run.problem}</p>
  </div>`;
}

function runsTable() {
  const { runs, problem } = jobs;
  if (!runs) return html`<p class="none">${problem === undefined ? t('web.loading') : nothing}</p>`;
  if (runs.length === 0) return html`<p class="none">${t('web-jobs.runs.none')}</p>`;
  const columns = [t('web-jobs.due'), t('web-jobs.state'), t('web-jobs.took'), t('web-jobs.events')];
  return html`<p class="none">${t('web-jobs.runs.lead')}</p>
    <table role="table" class="jobs-table" aria-labelledby="runs">
      <thead role="rowgroup">
        <tr role="row">
          ${columns.map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${repeat(runs, ({ id }) => id, runRow)}
      </tbody>
    </table>`;
}
