import { openRoom, signOut } from './actions.js';
import { canNotify, notifies, sounds, toggleNotify, toggleSound } from './alerts.js';
import { openDashboard } from './dashboard-data.js';
import { icons } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { avatar } from './people.js';
import { changed, state } from './state.js';

/** What a tone means for an incident, said and not only coloured. */
export const standing = {
  danger: 'triggered',
  warning: 'acknowledged',
  success: 'resolved',
};

export function sidebar() {
  const rooms = [...state.rooms.values()].sort((a, b) => (a.at < b.at ? 1 : -1));
  const open = rooms.filter((room) => room.tone !== 'success');
  const settled = rooms.filter((room) => room.tone === 'success');
  return html`<div class="sidebar ${state.drawer ? 'open' : ''}" id="sidebar">
    <div class="brand">
      <img src="/web/icon.svg" alt="" width="28" height="28">
      <h1>Tocsin</h1>
      ${state.demo ? html`<span class="pill">demo</span>` : nothing}
      <button class="icon-button only-narrow" aria-label="Close the list of rooms" @click=${closeDrawer}>
        ${icons.close()}
      </button>
    </div>
    <nav class="rooms" aria-label="Rooms">
      <ul>
        ${dashboardEntry()}
        ${entry(state.announce, html`<span class="hash" aria-hidden="true">#</span>`)}
        ${entry(state.direct, html`<img class="mini" src="/web/icon.svg" alt="">`)}
      </ul>
      <h2>Open incidents</h2>
      ${
        open.length === 0
          ? html`<p class="none">None. All is quiet.</p>`
          : html`<ul>${repeat(open, ({ id }) => id, incident)}</ul>`
      }
      ${
        settled.length === 0
          ? nothing
          : html`<details ?open=${settled.some(({ id }) => id === state.room)}>
            <summary>Resolved <span class="count">${settled.length}</span></summary>
            <ul>${repeat(settled, ({ id }) => id, incident)}</ul>
          </details>`
      }
    </nav>
    ${me()}
  </div>`;
}

function dashboardEntry() {
  return html`<li>
    <a
      class="room-link"
      href="#/dashboard"
      aria-current=${state.dashboard.open ? 'page' : nothing}
      @click=${(event) => {
        event.preventDefault();
        openDashboard();
      }}
    >
      <span class="mark">${icons.dashboard()}</span><span class="room-name">Dashboard</span>
    </a>
  </li>`;
}

function incident(room) {
  const said = standing[room.tone];
  return entry(
    room,
    html`<span class="dot ${room.tone ?? 'neutral'}" aria-hidden="true"></span>`,
    said && `${room.name}, ${said}`,
  );
}

function entry(room, mark, label) {
  const unread = state.unread.get(room.id) ?? 0;
  const here = room.id === state.room;
  return html`<li>
    <a
      class="room-link ${unread > 0 ? 'unread' : ''}"
      href="#${encodeURIComponent(room.id)}"
      aria-current=${here ? 'page' : nothing}
      aria-label=${`${label ?? room.name}${unread > 0 ? `, ${unread} unread` : ''}`}
      @click=${(event) => {
        event.preventDefault();
        openRoom(room.id);
      }}
    >
      <span class="mark">${mark}</span><span class="room-name" dir="auto">${room.name}</span>
      ${
        unread > 0
          ? html`<span class="badge ${room.id === state.direct.id ? 'loud' : ''}" aria-hidden="true">${unread > 99 ? '99+' : unread}</span>`
          : nothing
      }
    </a>
  </li>`;
}

function me() {
  const { person, demo } = state;
  return html`<div class="me">
    ${avatar(person.id, person.name)}
    <span class="grow"><small>${demo ? 'You are acting as' : 'Signed in as'}</small><strong dir="auto">${person.name}</strong></span>
    ${
      canNotify
        ? toggle(notifies(), 'Notify me on this device', icons.bell(), async () => {
            await toggleNotify();
            changed();
          })
        : nothing
    }
    ${toggle(sounds(), 'Ring when I am paged', icons.sound(), () => {
      toggleSound();
      changed();
    })}
    ${
      demo
        ? html`<button class="icon-button" aria-label="Be somebody else" title="Be somebody else" @click=${openPicker}>${icons.people()}</button>`
        : html`<button class="icon-button" aria-label="Sign out" title="Sign out" @click=${signOut}>${icons.leave()}</button>`
    }
  </div>`;
}

function toggle(on, label, icon, action) {
  return html`<button class="icon-button toggle" aria-pressed=${on} aria-label=${label} title="${label}: ${on ? 'on' : 'off'}" @click=${action}>
    ${icon}
  </button>`;
}

/** On a phone the list of rooms is a drawer; this opens it. */
export function menuButton() {
  const unread = state.unread.get(state.direct.id) ?? 0;
  return html`<button
    class="icon-button only-narrow"
    aria-label=${`Rooms${unread > 0 ? `, ${unread} unread pages` : ''}`}
    aria-expanded=${state.drawer}
    aria-controls="sidebar"
    @click=${openDrawer}
  >
    ${icons.menu()}${unread > 0 ? html`<span class="badge loud corner" aria-hidden="true">${unread}</span>` : nothing}
  </button>`;
}

function openDrawer() {
  state.drawer = true;
  changed();
}

function openPicker() {
  state.picker = true;
  state.drawer = false;
  changed();
}

export function closeDrawer() {
  state.drawer = false;
  changed();
}
