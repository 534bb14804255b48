import { html, nothing } from 'lit-html';
import type { WireRun } from '../../wire.ts';
import { dated, fromNow, inFull, lasting, timeOf } from '../shared/time.ts';
import { t } from './texts.ts';

type RunState = WireRun['state'];
type RunEvent = WireRun['events'][number];

export function stateText(state: RunState): string {
  return t(`web-jobs.state.${state}`);
}

const looks = {
  running: '',
  waiting: 'warning',
  succeeded: 'success',
  failed: 'danger',
  interrupted: 'danger',
} as const satisfies Record<RunState, string>;

export function statePill({ state }: WireRun) {
  return html`<span class="state ${looks[state]}">${stateText(state)}</span>`;
}

/** Renders the result of a run: what it did, why it failed, and when it is retried. */
export function cameTo({ state, result, nextTryAt, events }: WireRun) {
  const reason = events.findLast((event) => event.reason !== undefined)?.reason;
  if (state === 'succeeded') return result === undefined ? nothing : html`<span dir="auto">${result}</span>`;
  const next = state === 'waiting' && nextTryAt !== undefined ? t('web-jobs.retry', { when: fromNow(nextTryAt) }) : '';
  if (state === 'running' || (reason === undefined && next === '')) return nothing;
  return html`<span class="reason" dir="auto">${reason}</span> ${next}`;
}

/** Renders a run as a row of the table. */
export function runRow(run: WireRun) {
  const { dueAt, byHand, events } = run;
  return html`<tr role="row">
    <th role="rowheader" scope="row" data-label=${t('web-jobs.due')}>
      <span class="moment" title=${inFull(dueAt)}>${dated(dueAt)}</span> ${byHand ? html`<small>${t('web-jobs.by-hand')}</small>` : nothing}
    </th>
    <td role="cell" data-label=${t('web-jobs.state')}>${statePill(run)}</td>
    <td role="cell" class="took" data-label=${t('web-jobs.took')}>${took(events)}</td>
    <td role="cell" data-label=${t('web-jobs.events')}>
      <ol role="list" class="run-events">${events.map((event, index) => eventLine(event, index, run))}</ol>
    </td>
  </tr>`;
}

/** Returns the time from the first start to the last event, including the delays between attempts. */
function took(events: readonly RunEvent[]): string {
  const [first] = events;
  const last = events.at(-1);
  if (!first || !last || last.type === 'started') return '–';
  return lasting(timeOf(last.at) - timeOf(first.at));
}

function eventLine(event: RunEvent, index: number, run: WireRun) {
  return html`<li class=${event.type}>
    <time datetime=${event.at} title=${inFull(event.at)}>${dated(event.at)}</time>
    <span dir="auto">${eventText(event, index, run)}</span>
  </li>`;
}

function eventText({ type, reason, nextTryAt }: RunEvent, index: number, run: WireRun): string {
  const starts = run.events.slice(0, index + 1).filter((one) => one.type === 'started').length;
  switch (type) {
    case 'started':
      return starts > 1 ? t('web-jobs.event.started.again', { attempt: starts }) : t('web-jobs.event.started');
    case 'succeeded':
      return run.result === undefined
        ? t('web-jobs.event.succeeded')
        : t('web-jobs.event.succeeded.with', { result: run.result });
    case 'failed':
      return failedText(reason?.replace(/\.$/, ''), nextTryAt, starts);
    case 'interrupted':
      return t('web-jobs.event.interrupted');
    default:
      return type satisfies never;
  }
}

function failedText(reason: string | undefined, nextTryAt: string | undefined, attempts: number): string {
  if (nextTryAt === undefined) {
    const failed = reason === undefined ? t('web-jobs.event.failed') : t('web-jobs.event.failed.reason', { reason });
    return `${failed} ${t('web-jobs.event.given-up', { attempts })}`;
  }
  const time = dated(nextTryAt);
  return reason === undefined
    ? t('web-jobs.event.failed.again', { time })
    : t('web-jobs.event.failed.reason.again', { reason, time });
}
