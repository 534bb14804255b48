import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { WireDashboard } from '../../wire.ts';
import { openRoom } from '../shared/actions.ts';
import { addressOfIncident } from '../shared/address.ts';
import { avatar } from '../shared/avatar.ts';
import { rich } from '../shared/rich.ts';
import { nameOf, state } from '../shared/state.ts';
import { parts, t } from '../shared/texts.ts';
import { ago, clockTime, fromNow, inFull, lasting, number, timeOf } from '../shared/time.ts';
import { declareButton, menuButton } from '../sidebar/sidebar.ts';
import { failedPages } from './failed-pages.ts';
import { dutyLines } from './on-duty.ts';
import { readDashboard, unassignedIn } from './reading.ts';
import { statistics } from './statistics.ts';

type OpenIncident = WireDashboard['open'][number];
type Standing = Pick<OpenIncident, 'state' | 'owner' | 'paged' | 'nextAt'>;
type OnCallNow = WireDashboard['onCall'][number];

/** Renders the dashboard. Unassigned incidents are first and most prominent, for a reader at three in the morning. */
export function dashboard() {
  const { seen, problem } = state.dashboard;
  return html`<main class="room dashboard">
    <header class="room-header">
      ${menuButton()}
      <h1>${t('web.dashboard')}</h1>
      ${seen ? html`<p class="topic">${t('web.dashboard.as-of', { time: clockTime(seen.at) })}</p>` : nothing}
      ${declareButton()}
    </header>
    <div class="dashboard-body" id="dashboard" tabindex="-1">
      ${problem ? problemView(problem) : nothing}
      ${
        seen
          ? html`<div class="dashboard-columns">
            <section class="open-now" aria-labelledby="open-now">${openNow(seen)}</section>
            <div class="beside">
              <section class="panel" aria-labelledby="on-call-now">${onCall(seen.onCall)}</section>
              <section class="panel" aria-labelledby="last-days">${statistics(seen.figures)}</section>
            </div>
          </div>`
          : html`<p class="loading">${t('web.loading')}</p>`
      }
    </div>
  </main>`;
}

function problemView(problem: string) {
  return html`<div class="form-error trouble" role="alert">
    <span>${state.dashboard.seen ? t('web.dashboard.stale', { problem }) : problem}</span>
    <button class="button" @click=${() => readDashboard()}>${t('web.retry')}</button>
  </div>`;
}

function openNow(seen: WireDashboard) {
  const { open, more, unreadable = [] } = seen;
  const unassigned = unassignedIn(seen);
  return html`<h2 id="open-now">
      ${t('web.open-incidents')} ${open.length > 0 ? html`<span class="count">${number(open.length)}${more ? '+' : ''}</span>` : nothing}
      ${unassigned > 0 ? html`<span class="state danger">${t('web.dashboard.unassigned-count', { unassigned })}</span>` : nothing}
    </h2>
    ${
      open.length === 0 && unreadable.length === 0
        ? html`<div class="quiet-now">
          <img src="/web/icon.svg" alt="" width="40" height="40">
          <p><strong>${t('web.all-quiet')}</strong> ${t('web.no-open-incidents')}</p>
        </div>`
        : html`<ol>${repeat(open, ({ number: id }) => id, incident)}</ol>`
    }
    ${
      unreadable.length > 0
        ? html`<p class="none">${t('web.dashboard.unreadable', { count: unreadable.length, incidents: unreadable.join(', ') })}</p>`
        : nothing
    }
    ${more ? html`<p class="none">${rich(t('web.dashboard.more'))}</p>` : nothing}`;
}

function incident(one: OpenIncident) {
  const tone = one.state === 'triggered' ? 'danger' : 'warning';
  const duration = lasting(Date.now() - timeOf(one.since));
  return html`<li class="card ${tone} open-incident">
    <div class="open-head">
      <span class="severity ${one.severity}">${one.severity}</span>
      ${title(one)}
      <span class="lasting" title=${t('web.dashboard.since', { time: inFull(one.since) })}>
        <span aria-hidden="true">${duration}</span><span class="spoken">${t('web.dashboard.open-for', { duration })}</span>
      </span>
    </div>
    <p class="who">
      ${whoHasIt(one)}
      ${one.service ? html`<span class="service" dir="auto">${one.service}</span>` : nothing}
    </p>
    ${failedPages(one.failedPages)}
  </li>`;
}

function title(one: OpenIncident) {
  const words = html`<span class="number">#${one.number}</span> <span dir="auto">${one.title}</span>`;
  // Rooms that are too old for the list can still be opened by their URL.
  const { room } = one;
  if (room === undefined) return html`<span class="open-title">${words}</span>`;
  return html`<a
    class="open-title"
    href=${addressOfIncident(one.number)}
    @click=${(event: Event) => {
      event.preventDefault();
      void openRoom(room, one);
    }}
    >${words}</a
  >`;
}

/** Renders who has an incident, or who was paged and when it escalates. */
export function whoHasIt(one: Standing) {
  return one.state === 'triggered' ? unassigned(one) : owned(one);
}

function unassigned({ paged, nextAt }: Standing) {
  return html`<strong class="state danger">${t('web.dashboard.unassigned')}</strong>
    <span>${
      paged
        ? parts('web.dashboard.paged', {
            people: name(paged.people.map(nameOf).join(', ')),
            when: ago(paged.at),
          })
        : t('web.dashboard.not-paged')
    }</span>
    ${
      nextAt
        ? html`<span>${t(paged ? 'web.dashboard.escalates' : 'web.dashboard.first-page', { when: fromNow(nextAt) })}</span>`
        : nothing
    }`;
}

function owned({ owner }: Standing) {
  if (!owner) return html`<span class="state warning">${t('web.state.acknowledged')}</span>`;
  const { person, since, snoozedUntil } = owner;
  return html`<span class="owner">
      ${avatar(person, nameOf(person))}
      <span>${parts('web.dashboard.acknowledged-by', { name: name(nameOf(person)), time: clockTime(since), ago: ago(since) })}</span>
    </span>
    ${
      snoozedUntil
        ? html`<span class="state">${t('web.dashboard.snoozed', { time: clockTime(snoozedUntil) })}</span>`
        : nothing
    }`;
}

function name(words: string): TemplateResult {
  return html`<b dir="auto">${words}</b>`;
}

function onCall(schedules: readonly OnCallNow[]) {
  return html`<h2 id="on-call-now">${t('web.dashboard.on-call')}</h2>
    ${
      schedules.length === 0
        ? html`<p class="none">${t('web.dashboard.no-schedules')}</p>`
        : html`<ul>${schedules.map(schedule)}</ul>`
    }`;
}

function schedule({ schedule: id, now, next }: OnCallNow) {
  return html`<li class="schedule">
    ${now ? avatar(now.person, nameOf(now.person)) : html`<span class="avatar nobody" aria-hidden="true">?</span>`}
    <div class="grow">
      <small dir="auto">${id}</small>
      <strong dir="auto">${now ? nameOf(now.person) : t('web.dashboard.nobody')}</strong>
      ${dutyLines({ now, next })}
    </div>
  </li>`;
}
