import { loadEarlier, tell } from './actions.js';
import { botMessage } from './card.js';
import { composer, putInComposer } from './composer.js';
import { icons } from './icons.js';
import { html, nothing, repeat } from './lit.js';
import { avatar } from './people.js';
import { menuButton, standing } from './sidebar.js';
import { changed, isDirect, nameOf, postsOf, roomById, state } from './state.js';
import { ago, clockTime, dayName, editedLater, inFull, sameDay } from './time.js';
import { isPage } from './unread.js';

/** Posts of one person within this stand together under one name. */
const TOGETHER_MS = 5 * 60_000;
/** Nearer to the end than this is at the end, and new messages keep it there. */
const AT_END_PX = 80;

export function room() {
  const { list, more, loaded } = postsOf(state.room);
  return html`<main class="room">
    ${header()}
    <div class="messages" id="messages" tabindex="0" role="region" aria-label="Messages" @scroll=${scrolled}>
      ${more ? html`<button class="button earlier" @click=${showEarlier}>Show earlier messages</button>` : nothing}
      ${loaded && list.length === 0 ? welcome() : nothing}
      ${loaded ? nothing : html`<p class="loading">Reading …</p>`}
      <ol class="posts">
        ${repeat(
          list,
          ({ id }) => id,
          (one, index) => post(one, list[index - 1]),
        )}
      </ol>
    </div>
    ${
      scroll.behind
        ? html`<button class="button to-end" @click=${toEnd}>${icons.down()} Newer messages</button>`
        : nothing
    }
    ${composer()}
  </main>`;
}

function header() {
  const here = roomById(state.room);
  const said = standing[here?.tone];
  return html`<header class="room-header">
    ${menuButton()}
    <h2 id="room-name" dir="auto">${here?.name ?? state.room}</h2>
    ${said ? html`<span class="state ${here.tone}">${said}</span>` : nothing}
    <p class="topic">${topic(here)}</p>
  </header>`;
}

function topic(here) {
  if (isDirect(here?.id)) return 'Pages reach you here. Every line is a command.';
  if (here?.id === state.announce.id) return 'Hears of every incident. / starts a command.';
  return 'Talk here while you work. Commands need no number.';
}

function post(one, before) {
  const newDay = !before || !sameDay(before.at, one.at);
  const together =
    !newDay &&
    before.by === one.by &&
    before.private === one.private &&
    new Date(one.at) - new Date(before.at) < TOGETHER_MS;
  const name = nameOf(one.by);
  return html`${newDay ? html`<li class="day"><span>${dayName(one.at)}</span></li>` : nothing}
    <li class="post ${together ? 'together' : ''} ${loudness(one)}" id="post-${one.id}">
      ${together ? html`<span class="avatar-space"></span>` : avatar(one.by, name)}
      <article aria-label=${`${name}, ${clockTime(one.at)}`}>
        ${together ? nothing : head(one, name)}
        ${one.by === 'bot' ? botMessage(one) : html`<div class="text ${isCommand(one) ? 'typed' : ''}" dir="auto">${one.text}</div>`}
        ${editedLater(one) ? html`<small class="edited" title=${inFull(one.edited)}>updated ${ago(one.edited)}</small>` : nothing}
      </article>
    </li>`;
}

/** A page is louder than a card, and what one asked for oneself is quieter. */
function loudness(one) {
  if (isPage(one)) return 'page';
  if (one.private || one.answer || isCommand(one)) return 'quiet';
  return '';
}

/** In a direct message every line is one. */
function isCommand(one) {
  return one.by !== 'bot' && (isDirect(one.room) || one.text.startsWith('/'));
}

function head(one, name) {
  return html`<div class="post-head">
    <strong dir="auto">${name}</strong>
    <time datetime=${one.at} title=${inFull(one.at)}>${clockTime(one.at)} · ${ago(one.at)}</time>
    ${one.private && one.by === 'bot' ? html`<span class="only-you">${icons.lock()} only you can see this</span>` : nothing}
  </div>`;
}

function welcome() {
  if (isDirect(state.room))
    return empty('Nobody needs you', 'When you are paged, it appears here with buttons. Ask me anything meanwhile:', [
      'help',
      'oncall',
      'list',
    ]);
  if (state.room === state.announce.id)
    return empty('All quiet', 'Nothing has happened yet. Declare a first incident and see who is paged:', [
      '/incident declare Checkout is down severity:sev1',
      '/incident help',
    ]);
  return empty('A room for this incident', 'Say what you see. In here a command needs no number:', [
    '/ack',
    '/note looking into it',
  ]);
}

function empty(title, text, lines) {
  return html`<div class="empty">
    <img src="/web/icon.svg" alt="" width="48" height="48">
    <h3>${title}</h3>
    <p>${text}</p>
    <ul>
      ${lines.map((line) => html`<li><button class="try" @click=${() => putInComposer(line)}>Type <code>${line}</code></button></li>`)}
    </ul>
  </div>`;
}

const scroll = { atEnd: true, behind: false, room: undefined, last: undefined };

function messages() {
  return document.getElementById('messages');
}

function scrolled() {
  const list = messages();
  scroll.atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
  if (scroll.atEnd && scroll.behind) {
    scroll.behind = false;
    changed();
  }
}

function toEnd() {
  const list = messages();
  list.scrollTop = list.scrollHeight;
}

/** After each drawing: who was at the end stays there, who reads above is told that there is more. */
export function keepPlace() {
  const list = messages();
  // Drawn anew later, it begins at its end.
  if (!list) scroll.room = undefined;
  if (!list) return;
  const last = postsOf(state.room).list.at(-1);
  const mine = last?.by === state.person.id || last?.private;
  const news = last?.id !== scroll.last;
  if (scroll.room !== state.room || (news && mine) || scroll.atEnd) toEnd();
  else if (news) {
    scroll.behind = true;
    changed();
  }
  if (scroll.room !== state.room) {
    scroll.atEnd = true;
    scroll.behind = false;
  }
  scroll.room = state.room;
  scroll.last = last?.id;
}

async function showEarlier() {
  const list = messages();
  const fromEnd = list.scrollHeight - list.scrollTop;
  await tell(loadEarlier);
  requestAnimationFrame(() => {
    list.scrollTop = list.scrollHeight - fromEnd;
  });
}
