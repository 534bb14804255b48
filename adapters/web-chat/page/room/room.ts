import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import { failedPages } from '../dashboard/failed-pages.ts';
import { loadEarlier, tell } from '../shared/actions.ts';
import { icons } from '../shared/icons.ts';
import { changed, isDirect, me, nameOfOpenRoom, postsOf, roomById, state } from '../shared/state.ts';
import { parts, t } from '../shared/texts.ts';
import { declareButton, menuButton, stateOf } from '../sidebar/sidebar.ts';
import { composer, putInComposer } from './composer.ts';
import { cardOf, incidentBar } from './incident-bar.ts';
import { post } from './post.ts';

/** A reader within this distance of the end stays at the end when new posts arrive. */
const AT_END_PX = 80;
/** A card of which less than this is in view shows none of its buttons. */
const BUTTONS_PX = 40;

export function room() {
  const { list, more, loaded } = postsOf(state.room);
  return html`<main class="room">
    ${header()}
    <div class="messages" id="messages" tabindex="0" role="region" aria-label=${t('web.messages')} @scroll=${scrolled}>
      ${more ? html`<button class="button earlier" @click=${showEarlier}>${t('web.earlier')}</button>` : nothing}
      ${loaded && list.length === 0 ? welcome() : nothing}
      ${loaded ? nothing : html`<p class="loading">${t('web.loading')}</p>`}
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
        ? html`<button class="button to-end" @click=${toEnd}>${icons.down()} ${t('web.newer')}</button>`
        : nothing
    }
    ${incidentBar(scroll.cardAway)} ${composer()}
  </main>`;
}

function header() {
  const here = roomById(state.room);
  const tone = here && 'tone' in here ? here.tone : undefined;
  const standing = stateOf(tone);
  const severity = here && 'severity' in here ? here.severity : undefined;
  return html`<header class="room-header">
    ${menuButton()}
    ${severity ? html`<span class="severity ${severity}">${severity}</span>` : nothing}
    <h1 id="room-name" dir="auto">${nameOfOpenRoom() ?? state.room}</h1>
    ${standing ? html`<span class="state ${tone}">${standing}</span>` : nothing}
    <p class="topic">${topic()}</p>
    ${here && 'incident' in here ? nothing : declareButton()}
  </header>
  ${failedPages(here && 'failedPages' in here ? here.failedPages : undefined)}`;
}

function topic(): string {
  if (isDirect(state.room)) return t('web.topic.direct');
  return isAnnounce() ? t('web.topic.announce') : t('web.topic.incident');
}

function isAnnounce(): boolean {
  return state.room === me().announce.id;
}

function welcome() {
  if (isDirect(state.room))
    return empty(t('web.welcome.direct-title'), t('web.welcome.direct'), ['help', 'oncall', 'list']);
  if (isAnnounce())
    return empty(t('web.welcome.announce-title'), t('web.welcome.announce'), [
      `/incident declare ${t('web.welcome.example-title')} severity:sev1`,
      '/incident help',
    ]);
  return empty(t('web.welcome.incident-title'), t('web.welcome.incident'), [
    '/ack',
    `/note ${t('web.welcome.example-note')}`,
  ]);
}

function empty(title: string, text: string, lines: readonly string[]) {
  return html`<div class="empty">
    <img src="/web/icon.svg" alt="" width="48" height="48">
    <h2>${title}</h2>
    <p>${text}</p>
    <ul>
      ${lines.map(
        (line) => html`<li>
          <button class="try" @click=${() => putInComposer(line)}>
            ${parts('web.welcome.type', { line: html`<code>${line}</code>` })}
          </button>
        </li>`,
      )}
    </ul>
  </div>`;
}

interface Scroll {
  atEnd: boolean;
  behind: boolean;
  /** Whether the buttons of the incident's card are out of view. */
  cardAway: boolean;
  /** The room and the last post of the previous render. */
  room: string | undefined;
  last: string | undefined;
}

const scroll: Scroll = { atEnd: true, behind: false, cardAway: false, room: undefined, last: undefined };

function messages(): HTMLElement | null {
  return document.getElementById('messages');
}

function scrolled(): void {
  const list = messages();
  if (!list) return;
  scroll.atEnd = list.scrollHeight - list.scrollTop - list.clientHeight < AT_END_PX;
  if (scroll.atEnd && scroll.behind) {
    scroll.behind = false;
    changed();
  }
  noteCard(list);
}

function noteCard(list: HTMLElement): void {
  const card = cardOf(state.room);
  const shown = card && document.getElementById(`post-${card.id}`);
  const isAway = !shown || shown.getBoundingClientRect().bottom < list.getBoundingClientRect().top + BUTTONS_PX;
  if (isAway === scroll.cardAway) return;
  scroll.cardAway = isAway;
  changed();
}

function toEnd(): void {
  const list = messages();
  if (list) list.scrollTop = list.scrollHeight;
}

/**
 * Runs after each render. Keeps the end in view for a reader who was there; shows other readers that there are new posts
 * below.
 */
export function keepScroll(): void {
  const list = messages();
  // A room that is shown again begins at its end.
  if (!list) {
    scroll.room = undefined;
    return;
  }
  const last = postsOf(state.room).list.at(-1);
  const mine = last !== undefined && (last.by === me().person.id || last.private);
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
  noteCard(list);
}

async function showEarlier(): Promise<void> {
  const list = messages();
  if (!list) return;
  const fromEnd = list.scrollHeight - list.scrollTop;
  await tell(loadEarlier);
  requestAnimationFrame(() => {
    list.scrollTop = list.scrollHeight - fromEnd;
  });
}
