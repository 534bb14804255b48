import { openRoom } from './actions.js';
import { read } from './dashboard-data.js';
import { figures } from './figures.js';
import { html, nothing, repeat } from './lit.js';
import { avatar } from './people.js';
import { menuButton } from './sidebar.js';
import { nameOf, roomById, state } from './state.js';
import { ago, clockTime, dated, fromNow, inFull, lasting } from './time.js';

/** How everything stands, for who looks at it at three in the morning: what nobody has comes first and is loudest. */
export function dashboard() {
  const { seen, problem } = state.dashboard;
  return html`<main class="room dashboard">
    <header class="room-header">
      ${menuButton()}
      <h2>Dashboard</h2>
      ${seen ? html`<p class="topic">As of ${clockTime(seen.at)}</p>` : nothing}
    </header>
    <div class="dashboard-body" id="dashboard" tabindex="-1">
      ${problem ? trouble(problem) : nothing}
      ${
        seen
          ? html`<div class="dashboard-columns">
            <section class="open-now" aria-labelledby="open-now">${openNow(seen)}</section>
            <div class="beside">
              <section class="panel" aria-labelledby="on-call-now">${onCall(seen.onCall)}</section>
              <section class="panel" aria-labelledby="last-days">${figures(seen.figures)}</section>
            </div>
          </div>`
          : html`<p class="loading">Reading …</p>`
      }
    </div>
  </main>`;
}

function trouble(problem) {
  return html`<div class="form-error trouble" role="alert">
    <span>${problem}${state.dashboard.seen ? ' What you see is from before.' : ''}</span>
    <button class="button" @click=${read}>Try now</button>
  </div>`;
}

function openNow({ open, more }) {
  const nobodys = open.filter((one) => one.state === 'triggered').length;
  return html`<h3 id="open-now">
      Open incidents ${open.length > 0 ? html`<span class="count">${open.length}${more ? '+' : ''}</span>` : nothing}
      ${nobodys > 0 ? html`<span class="state danger">${nobodys} nobody has</span>` : nothing}
    </h3>
    ${
      open.length === 0
        ? html`<div class="quiet-now">
          <img src="/web/icon.svg" alt="" width="40" height="40">
          <p><strong>All is quiet.</strong> No incident is open.</p>
        </div>`
        : html`<ol>${repeat(open, ({ number }) => number, incident)}</ol>`
    }
    ${more ? html`<p class="none">The newest of each severity. <code>list</code> shows all of them.</p>` : nothing}`;
}

function incident(one) {
  const tone = one.state === 'triggered' ? 'danger' : 'warning';
  return html`<li class="card ${tone} open-incident">
    <div class="open-head">
      <span class="severity ${one.severity}">${one.severity}</span>
      ${title(one)}
      <span class="lasting" title="Since ${inFull(one.since)}">
        <span class="spoken">Open for </span>${lasting(Date.now() - new Date(one.since))}
      </span>
    </div>
    <p class="who">
      ${one.state === 'triggered' ? nobody(one) : owned(one)}
      ${one.service ? html`<span class="service" dir="auto">${one.service}</span>` : nothing}
    </p>
  </li>`;
}

function title(one) {
  const words = html`<span class="number">#${one.number}</span> <span dir="auto">${one.title}</span>`;
  // Rooms that are too old for the list can still be opened by their address.
  if (one.room === undefined) return html`<span class="open-title">${words}</span>`;
  return html`<a
    class="open-title"
    href="#${encodeURIComponent(one.room)}"
    @click=${(event) => {
      event.preventDefault();
      openRoom(one.room, roomById(one.room)?.name ?? `${one.number} ${one.title}`);
    }}
    >${words}</a
  >`;
}

function nobody({ paged, nextAt }) {
  return html`<strong class="state danger">Nobody has it</strong>
    ${paged ? html`<span>Paged <b dir="auto">${paged.people.map(nameOf).join(', ')}</b> ${ago(paged.at)}</span>` : html`<span>Nobody was paged yet</span>`}
    ${nextAt ? html`<span>${paged ? 'next step' : 'first page'} ${fromNow(nextAt)}</span>` : nothing}`;
}

function owned({ owner }) {
  if (!owner) return html`<strong class="state warning">acknowledged</strong>`;
  const name = nameOf(owner.person);
  return html`<span class="owner">
      ${avatar(owner.person, name)}
      <span><b dir="auto">${name}</b> has it, since ${clockTime(owner.since)} (${ago(owner.since)})</span>
    </span>
    ${owner.snoozedUntil ? html`<span class="state">snoozed until ${clockTime(owner.snoozedUntil)}</span>` : nothing}`;
}

function onCall(schedules) {
  return html`<h3 id="on-call-now">On call</h3>
    ${
      schedules.length === 0
        ? html`<p class="none">There are no schedules yet. An admin adds them to the configuration file.</p>`
        : html`<ul>${schedules.map(schedule)}</ul>`
    }`;
}

function schedule({ schedule: id, now, next }) {
  return html`<li class="schedule">
    ${now ? avatar(now.person, nameOf(now.person)) : html`<span class="avatar nobody" aria-hidden="true">?</span>`}
    <div class="grow">
      <small dir="auto">${id}</small>
      <strong dir="auto">${now ? nameOf(now.person) : 'Nobody'}</strong>
      ${now?.until ? html`<small>until ${dated(now.until)}</small>` : nothing}
      ${next ? html`<small>then <b dir="auto">${nameOf(next.person)}</b>${now?.until === next.from ? '' : ` from ${dated(next.from)}`}</small>` : nothing}
    </div>
  </li>`;
}
