import { say } from './actions.js';
import { get } from './api.js';
import { chosen, suggest } from './completion.js';
import { icons } from './icons.js';
import { html, live, nothing } from './lit.js';
import { changed, isDirect, roomById, state } from './state.js';

const LINES_AT_MOST = 8;
/** Between a key and the question to the server. */
const PAUSE_MS = 120;

/** The list that is open: its items, which one is chosen (-1: none), and where what it replaces begins. */
let list;
let asked = 0;
let pause;

export function composer() {
  const text = state.drafts.get(state.room) ?? '';
  const open = list !== undefined;
  return html`<form class="composer" @submit=${submitted}>
    ${open ? suggestions() : nothing}
    ${
      state.about?.room === state.room
        ? html`<p class="about-what">
          About <strong dir="auto">${state.about.title}</strong>
          <button type="button" class="icon-button" aria-label="Not about this message" @click=${aboutNothing}>${icons.close()}</button>
        </p>`
        : nothing
    }
    <div class="composer-box">
      <textarea
        id="composer"
        rows=${Math.min(LINES_AT_MOST, text.split('\n').length)}
        placeholder=${placeholder()}
        aria-label=${`Message in ${roomById(state.room)?.name ?? state.room}`}
        role="combobox"
        aria-autocomplete="list"
        aria-haspopup="listbox"
        aria-expanded=${open}
        aria-controls="suggestions"
        aria-activedescendant=${list && list.chosen >= 0 ? `suggestion-${list.chosen}` : nothing}
        autocomplete="off"
        autocapitalize="off"
        spellcheck="true"
        dir="auto"
        .value=${live(text)}
        @input=${typed}
        @keydown=${key}
        @blur=${close}
      ></textarea>
      <button class="icon-button send" type="submit" aria-label="Send" ?disabled=${text.trim() === ''}>${icons.send()}</button>
    </div>
  </form>`;
}

function placeholder() {
  if (isDirect(state.room)) return 'A command, such as help';
  return 'Message, or / for a command';
}

function suggestions() {
  return html`<ul class="suggestions" id="suggestions" role="listbox" aria-label="Suggestions">
    ${list.items.map(
      (item, index) => html`<li
        role="option"
        id="suggestion-${index}"
        aria-selected=${index === list.chosen}
        @pointerdown=${(event) => event.preventDefault()}
        @click=${() => take(index)}
      >
        <span class="suggestion" dir="auto">${item.label}</span><span class="hint" dir="auto">${item.hint}</span>
      </li>`,
    )}
  </ul>`;
}

/** For the examples that can be clicked, and for a command about a card. */
export function putInComposer(text) {
  write(text);
  changed();
  queueMicrotask(() => {
    const box = document.getElementById('composer');
    box.focus();
    box.setSelectionRange(text.length, text.length);
  });
}

function write(text) {
  state.drafts.set(state.room, text);
}

function typed(event) {
  write(event.target.value);
  // In the middle of a line nobody wants its end completed.
  if (event.target.selectionEnd === event.target.value.length) look();
  else close();
  changed();
}

function look() {
  clearTimeout(pause);
  const ticket = ++asked;
  const found = suggest(state.drafts.get(state.room) ?? '', {
    direct: isDirect(state.room),
    catalogue: state.catalogue,
  });
  if (!found?.ask) {
    show(found);
    return;
  }
  pause = setTimeout(async () => {
    const { choices } = await get('complete', found.ask).catch(() => ({ choices: [] }));
    if (ticket !== asked) return;
    const items = [...choices.map(chosen), ...found.after];
    show(items.length > 0 ? { items, from: found.from } : undefined);
  }, PAUSE_MS);
}

function show(found) {
  list = found && { ...found, chosen: -1 };
  if (list) state.spoken = `${list.items.length} suggestions. Arrow keys choose, Tab takes the first.`;
  changed();
}

function close() {
  clearTimeout(pause);
  asked++;
  if (!list) return;
  list = undefined;
  changed();
}

function take(index) {
  const text = state.drafts.get(state.room) ?? '';
  putInComposer(text.slice(0, list.from) + list.items[index].insert);
  look();
}

function key(event) {
  if (event.isComposing) return;
  if (list && choose(event)) {
    event.preventDefault();
    return;
  }
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  send();
}

/** Whether the key was for the list. */
function choose(event) {
  const count = list.items.length;
  switch (event.key) {
    case 'ArrowDown':
      move((list.chosen + 1) % count);
      return true;
    case 'ArrowUp':
      move(list.chosen <= 0 ? count - 1 : list.chosen - 1);
      return true;
    case 'Tab':
      if (event.shiftKey) return false;
      take(Math.max(list.chosen, 0));
      return true;
    case 'Enter':
      // Without a choice made, Enter sends what was typed.
      if (list.chosen < 0 || event.shiftKey) return false;
      take(list.chosen);
      return true;
    case 'Escape':
      close();
      return true;
    default:
      return false;
  }
}

function move(to) {
  list.chosen = to;
  changed();
  queueMicrotask(() => document.getElementById(`suggestion-${to}`)?.scrollIntoView({ block: 'nearest' }));
}

function submitted(event) {
  event.preventDefault();
  send();
}

function send() {
  const text = state.drafts.get(state.room) ?? '';
  close();
  if (text.trim() === '') return;
  write('');
  changed();
  say(text);
}

function aboutNothing() {
  state.about = undefined;
  changed();
}
