import { html } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { dated, timeOf } from '../shared/time.ts';
import { openForm } from './form.ts';
import { t } from './texts.ts';

type OwnShift = WireOnCall['own'][number];

/** Renders the reader's own shifts; for the running ones the sentence that matters most. */
export function ownShifts({ own, at, mayPutOnCall }: WireOnCall) {
  const mayRequest = mayPutOnCall.length > 0;
  return html`<section class="panel own" aria-labelledby="own">
    <h2 id="own">${t('web-on-call.own')}</h2>
    ${
      own.length === 0
        ? html`<p class="none">${t('web-on-call.own.none')}</p>`
        : html`<ul role="list">${own.map((shift) => entry(shift, timeOf(shift.from) <= timeOf(at), mayRequest))}</ul>`
    }
    ${mayRequest ? '' : html`<p class="none">${t('web-on-call.viewer')}</p>`}
  </section>`;
}

function entry(shift: OwnShift, isRunning: boolean, mayRequest: boolean) {
  const { schedule, from, to } = shift;
  const id = `cover-${schedule}-${from}`;
  return html`<li class=${isRunning ? 'running' : ''}>
    <span id="${id}-of" dir="auto">${isRunning ? running(shift) : coming(shift)}</span>
    ${
      mayRequest && to !== undefined
        ? html`<button class="button" id=${id} aria-describedby="${id}-of" @click=${() =>
            openForm({ command: 'cover', schedule, from: isRunning ? undefined : from, to, opener: id })}>
            ${t('web-on-call.cover')}
          </button>`
        : ''
    }
  </li>`;
}

function running({ schedule, to }: OwnShift) {
  if (to === undefined) return html`<strong>${t('web-on-call.own.now.open', { schedule })}</strong>`;
  return html`<strong>${t('web-on-call.own.now', { schedule, time: dated(to) })}</strong>`;
}

function coming({ schedule, from, to = '' }: OwnShift): string {
  return t('web-on-call.own.shift', { schedule, from: dated(from), to: dated(to) });
}
