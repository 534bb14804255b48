import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import { get } from '../shared/api.ts';
import { draftIn, keepDraft } from '../shared/drafts.ts';
import { icons } from '../shared/icons.ts';
import { discardUnsent, say, sayAgain } from '../shared/say.ts';
import { changed, isDirect, nameOfOpenRoom, state } from '../shared/state.ts';
import { parts, t } from '../shared/texts.ts';
import { chosen, type Suggestion, suggest } from './completion.ts';

const LINES_AT_MOST = 8;
/** Delay between a key press and the request for completions. */
const PAUSE_MS = 120;

interface List {
  readonly items: readonly Suggestion[];
  /** Index of the first character that a choice replaces. */
  readonly from: number;
  /** Index of the chosen item; -1: none. */
  chosen: number;
}

let list: List | undefined;
let asked = 0;
let pause: ReturnType<typeof setTimeout> | undefined;

export function composer() {
  const text = typedSoFar();
  const open = list !== undefined;
  return html`<form class="composer" @submit=${submitted}>
    ${list ? suggestions(list) : nothing}
    ${aboutWhat()} ${notSent()}
    <div class="composer-box">
      <textarea
        id="composer"
        rows=${Math.min(LINES_AT_MOST, text.split('\n').length)}
        placeholder=${isDirect(state.room) ? t('web.composer.placeholder-direct') : t('web.composer.placeholder')}
        aria-label=${t('web.composer.label', { room: nameOfOpenRoom() ?? state.room ?? '' })}
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
      <button class="icon-button send" type="submit" aria-label=${t('web.composer.send')} ?disabled=${text.trim() === ''}>${icons.send()}</button>
    </div>
  </form>`;
}

function aboutWhat() {
  const { about } = state;
  if (about?.room !== state.room) return nothing;
  return html`<p class="about-what">
    <span>${parts('web.composer.about', { title: html`<strong dir="auto">${about?.title}</strong>` })}</span>
    <button type="button" class="icon-button" aria-label=${t('web.composer.not-about')} @click=${aboutNothing}>${icons.close()}</button>
  </p>`;
}

/** Renders the unsent text, the reason, and a button to send it again. */
function notSent() {
  const unsent = state.room === undefined ? undefined : state.unsent.get(state.room);
  if (!unsent) return nothing;
  return html`<div class="unsent form-error" role="alert">
    <span class="grow">
      ${t('web.unsent', { problem: unsent.problem })}
      ${unsent.text === typedSoFar() ? nothing : html`<small dir="auto">${t('web.unsent.text', { text: unsent.text })}</small>`}
    </span>
    <button type="button" class="button" @click=${() => sayAgain(unsent)}>${t('web.unsent.retry')}</button>
    <button type="button" class="icon-button" aria-label=${t('web.unsent.discard')} title=${t('web.unsent.discard')} @click=${() => discardUnsent(unsent)}>${icons.close()}</button>
  </div>`;
}

function suggestions({ items, chosen: selected }: List) {
  return html`<ul class="suggestions" id="suggestions" role="listbox" aria-label=${t('web.suggestions')}>
    ${items.map(
      (item, index) => html`<li
        role="option"
        id="suggestion-${index}"
        aria-selected=${index === selected}
        @pointerdown=${(event: Event) => event.preventDefault()}
        @click=${() => take(index)}
      >
        <span class="suggestion" dir="auto">${item.label}</span><span class="hint" dir="auto">${item.hint}</span>
      </li>`,
    )}
  </ul>`;
}

/** Puts a text into the composer: an example that was clicked, or a command about a card. */
export function putInComposer(text: string): void {
  write(text);
  changed();
  queueMicrotask(() => {
    const box = document.getElementById('composer');
    if (!(box instanceof HTMLTextAreaElement)) return;
    box.focus();
    box.setSelectionRange(text.length, text.length);
  });
}

function typedSoFar(): string {
  return draftIn(state.room);
}

function write(text: string): void {
  if (state.room !== undefined) keepDraft(state.room, text);
}

function typed(event: Event): void {
  const box = event.target as HTMLTextAreaElement;
  write(box.value);
  // In the middle of a line, completions of its end would be in the way.
  if (box.selectionEnd === box.value.length) look();
  else close();
  changed();
}

function look(): void {
  clearTimeout(pause);
  const ticket = ++asked;
  const found = suggest(typedSoFar(), {
    direct: isDirect(state.room),
    catalogue: state.me?.catalogue ?? [],
    incidentHint: t('web.suggestions.incident'),
  });
  if (!found || !('query' in found)) {
    show(found);
    return;
  }
  const { query, after, from } = found;
  pause = setTimeout(async () => {
    const { choices } = await get('complete', query).catch(() => ({ choices: [] }));
    if (ticket !== asked) return;
    const items = [...choices.map(chosen), ...after];
    show(items.length > 0 ? { items, from } : undefined);
  }, PAUSE_MS);
}

function show(found: Omit<List, 'chosen'> | undefined): void {
  list = found && { ...found, chosen: -1 };
  if (list) state.announcement = t('web.suggestions.spoken', { count: list.items.length });
  changed();
}

function close(): void {
  clearTimeout(pause);
  asked++;
  if (!list) return;
  list = undefined;
  changed();
}

function take(index: number): void {
  const item = list?.items[index];
  if (!list || !item) return;
  putInComposer(typedSoFar().slice(0, list.from) + item.insert);
  look();
}

function key(event: KeyboardEvent): void {
  if (event.isComposing) return;
  if (list && choose(event, list)) {
    event.preventDefault();
    return;
  }
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  send();
}

/** Returns whether the key was handled by the list. */
function choose(event: KeyboardEvent, open: List): boolean {
  const count = open.items.length;
  switch (event.key) {
    case 'ArrowDown':
      move(open, (open.chosen + 1) % count);
      return true;
    case 'ArrowUp':
      move(open, open.chosen <= 0 ? count - 1 : open.chosen - 1);
      return true;
    case 'Tab':
      if (event.shiftKey) return false;
      take(Math.max(open.chosen, 0));
      return true;
    case 'Enter':
      // Without a chosen item, Enter sends the text.
      if (open.chosen < 0 || event.shiftKey) return false;
      take(open.chosen);
      return true;
    case 'Escape':
      close();
      return true;
    default:
      return false;
  }
}

function move(open: List, to: number): void {
  open.chosen = to;
  changed();
  queueMicrotask(() => document.getElementById(`suggestion-${to}`)?.scrollIntoView({ block: 'nearest' }));
}

function submitted(event: Event): void {
  event.preventDefault();
  send();
}

function send(): void {
  const text = typedSoFar();
  close();
  if (text.trim() === '') return;
  write('');
  changed();
  void say(text);
}

function aboutNothing(): void {
  state.about = undefined;
  changed();
}
