import { html, nothing, type TemplateResult } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { WireRoom, WireRoomName, WireTone } from '../../wire.ts';
import { openDashboard } from '../dashboard/reading.ts';
import { sounds, toggleSound } from '../device/alerts.ts';
import { canNotify, notifies, toggleNotify } from '../device/notifications.ts';
import { openPushDialog } from '../device/push-dialog.ts';
import { declare, openRoom, signOut } from '../shared/actions.ts';
import { addressOfRoom } from '../shared/address.ts';
import { avatar } from '../shared/avatar.ts';
import { icons } from '../shared/icons.ts';
import { changed, me, nameOfRoom, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { number } from '../shared/time.ts';
import { openSessions } from './sessions.ts';

const MOST_SHOWN = 99;
/** Sorts after every severity. */
const LAST = 'sev9';

/** Returns an incident's state as a text, so that it is not shown by colour alone. */
export function stateOf(tone: WireTone | undefined): string | undefined {
  switch (tone) {
    case 'danger':
      return t('web.state.triggered');
    case 'warning':
      return t('web.state.acknowledged');
    case 'success':
      return t('web.state.resolved');
    default:
      return undefined;
  }
}

export function sidebar() {
  const rooms = [...state.rooms.values()].sort(graver);
  const open = rooms.filter((room) => room.tone !== 'success');
  const settled = rooms.filter((room) => room.tone === 'success');
  const { announce, direct } = me();
  return html`<aside class="sidebar ${state.drawer ? 'open' : ''}" id="sidebar" aria-label="Tocsin">
    <div class="brand">
      <img src="/web/icon.svg" alt="" width="28" height="28">
      <p class="brand-name">Tocsin</p>
      ${state.demo ? html`<span class="pill">${t('web.demo')}</span>` : nothing}
      <button class="icon-button only-narrow" aria-label=${t('web.rooms.close')} @click=${closeDrawer}>
        ${icons.close()}
      </button>
    </div>
    <nav class="rooms" aria-label=${t('web.rooms')}>
      <ul>
        ${dashboardEntry()}
        ${pageEntry('/on-call', icons.calendar(), t('web.on-call'))}
        ${entry(announce, html`<span class="hash" aria-hidden="true">#</span>`)}
        ${entry(direct, html`<img class="mini" src="/web/icon.svg" alt="">`)}
        ${pageEntry('/integrations', icons.integrations(), t('web.integrations'))}
        ${pageEntry('/jobs', icons.jobs(), t('web.jobs'))}
      </ul>
      <h2>${t('web.open-incidents')}</h2>
      ${
        open.length === 0
          ? html`<p class="none">${t('web.no-open-incidents')}</p>`
          : html`<ul>${repeat(open, ({ id }) => id, incident)}</ul>`
      }
      ${
        settled.length === 0
          ? nothing
          : html`<details ?open=${settled.some(({ id }) => id === state.room)}>
            <summary>${t('web.resolved')} <span class="count">${number(settled.length)}</span></summary>
            <ul>${repeat(settled, ({ id }) => id, incident)}</ul>
          </details>`
      }
    </nav>
    ${footer()}
  </aside>`;
}

/** Sorts by severity, then unassigned incidents first, then the newest. */
function graver(a: WireRoom, b: WireRoom): number {
  const bySeverity = (a.severity ?? LAST).localeCompare(b.severity ?? LAST);
  const byState = Number(b.tone === 'danger') - Number(a.tone === 'danger');
  return bySeverity || byState || (a.at < b.at ? 1 : -1);
}

function dashboardEntry() {
  return html`<li>
    <a
      class="room-link"
      href="/#/dashboard"
      aria-current=${state.dashboard.open ? 'page' : nothing}
      @click=${(event: Event) => {
        event.preventDefault();
        openDashboard();
      }}
    >
      <span class="mark">${icons.dashboard()}</span><span class="room-name">${t('web.dashboard')}</span>
    </a>
  </li>`;
}

/** Renders a link to a separate document. */
function pageEntry(address: string, icon: TemplateResult, name: string) {
  return html`<li>
    <a class="room-link" href=${address}><span class="mark">${icon}</span><span class="room-name">${name}</span></a>
  </li>`;
}

function incident(room: WireRoom) {
  const { severity } = room;
  return entry(room, html`<span class="dot ${room.tone ?? 'neutral'}" aria-hidden="true"></span>`, {
    state: stateOf(room.tone),
    ...(severity && { severity }),
  });
}

/**
 * Renders an entry. Its accessible name begins with the visible text, so that people with speech control can say it.
 */
function entry(
  room: WireRoomName,
  icon: TemplateResult,
  { severity, state: standing }: { readonly severity?: string; readonly state?: string | undefined } = {},
) {
  const unread = state.unread.get(room.id) ?? 0;
  const name = nameOfRoom(room);
  const seen = severity === undefined ? name : `${name} ${severity}`;
  const counted = unread > 0 ? t('web.rooms.unread', { room: seen, unread }) : seen;
  const label = standing ? t('web.rooms.incident', { room: counted, state: standing }) : counted;
  const here = room.id === state.room;
  return html`<li>
    <a
      class="room-link ${unread > 0 ? 'unread' : ''}"
      href=${addressOfRoom(room.id)}
      aria-current=${here ? 'page' : nothing}
      aria-label=${label}
      @click=${(event: Event) => {
        event.preventDefault();
        void openRoom(room.id);
      }}
    >
      <span class="mark">${icon}</span><span class="room-name" dir="auto">${name}</span>
      ${severity === undefined ? nothing : html`<span class="severity ${severity}" aria-hidden="true">${severity}</span>`} ${unread > 0 ? badge(unread, room.id === me().direct.id ? 'loud' : '') : nothing}
    </a>
  </li>`;
}

function badge(unread: number, look: string) {
  return html`<span class="badge ${look}" aria-hidden="true">${unread > MOST_SHOWN ? `${MOST_SHOWN}+` : number(unread)}</span>`;
}

function footer() {
  const { demo } = state;
  const { person } = me();
  return html`<div class="me">
    ${avatar(person.id, person.name)}
    <span class="grow"><small>${demo ? t('web.me.acting') : t('web.me.signed-in')}</small><strong dir="auto">${person.name}</strong></span>
    <span class="tools">${
      canNotify
        ? toggle(notifies(), t('web.notify'), icons.bell(), async () => {
            await toggleNotify();
            changed();
          })
        : nothing
    }
    ${toggle(sounds(), t('web.sound'), icons.sound(), () => {
      toggleSound();
      changed();
    })}
    ${tool(t('web.push'), icons.settings(), openPushDialog)}
    ${
      demo
        ? tool(t('web.switch-person'), icons.people(), openPicker)
        : html`${tool(t('web.sessions'), icons.devices(), openSessions)}${tool(t('web.sign-out'), icons.leave(), signOut)}`
    }</span>
  </div>`;
}

function tool(label: string, icon: TemplateResult, action: () => void) {
  return html`<button class="icon-button" aria-label=${label} title=${label} @click=${action}>${icon}</button>`;
}

function toggle(on: boolean, label: string, icon: TemplateResult, action: () => void) {
  const title = on ? t('web.toggle.on', { label }) : t('web.toggle.off', { label });
  return html`<button class="icon-button toggle" aria-pressed=${on} aria-label=${label} title=${title} @click=${action}>
    ${icon}
  </button>`;
}

/** Renders the button that opens the list of rooms, which is a drawer on a phone. */
export function menuButton() {
  const unread = state.unread.get(me().direct.id) ?? 0;
  return html`<button
    class="icon-button only-narrow"
    aria-label=${unread > 0 ? t('web.rooms.unread-pages', { unread }) : t('web.rooms')}
    aria-expanded=${state.drawer}
    aria-controls="sidebar"
    @click=${openDrawer}
  >
    ${icons.menu()}${unread > 0 ? badge(unread, 'loud corner') : nothing}
  </button>`;
}

/** Renders the button that opens the form of a new incident. */
export function declareButton() {
  return html`<button class="button declare" @click=${declare}>${t('web.declare')}</button>`;
}

function openDrawer(): void {
  state.drawer = true;
  changed();
}

function openPicker(): void {
  state.picker = true;
  state.drawer = false;
  changed();
}

export function closeDrawer(): void {
  state.drawer = false;
  changed();
}
