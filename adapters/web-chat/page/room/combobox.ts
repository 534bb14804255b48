import { html, nothing } from 'lit-html';
import { folded, matching } from '../../../../src/lib/matching.ts';
import { changed, type OpenForm, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';

type FormField = OpenForm['fields'][number];
type Choices = NonNullable<FormField['choices']>;

/** A longer list becomes a combobox; a shorter one is a native select. */
export const mostInSelect = 10;
/** Most items shown at once; people find one of hundreds by typing. */
const mostShown = 50;

/** The open list, if any, and the item that the arrow keys have reached. */
let open: { readonly option: string; typed: string; at: number } | undefined;

/** Renders a text field above a list of the choices whose name or id matches. */
export function combobox(id: string, { option, required, choices = [], fallback }: FormField, isWrong: boolean) {
  const list = open?.option === option ? open : undefined;
  const shown = list ? shownOf(choices, list.typed) : [];
  return html`<div class="combobox">
    <input
      id=${id}
      name=${option}
      type="text"
      dir="auto"
      role="combobox"
      aria-autocomplete="list"
      aria-expanded=${shown.length > 0}
      aria-controls="${id}-list"
      aria-activedescendant=${list && list.at >= 0 ? `${id}-${list.at}` : nothing}
      aria-describedby="${id}-hint"
      aria-invalid=${isWrong}
      autocomplete="off"
      ?required=${required}
      placeholder=${fallback ?? t('web.form.search', { count: choices.length })}
      @input=${(event: Event) => look(option, event.target as HTMLInputElement)}
      @click=${(event: Event) => look(option, event.target as HTMLInputElement)}
      @keydown=${(event: KeyboardEvent) => key(event, choices, id)}
      @blur=${close}
    />
    ${
      shown.length > 0
        ? html`<ul class="combobox-list" id="${id}-list" role="listbox" aria-label=${t('web.suggestions')}>
          ${shown.map(
            (choice, index) => html`<li
              role="option"
              id="${id}-${index}"
              aria-selected=${index === list?.at}
              @pointerdown=${(event: Event) => event.preventDefault()}
              @click=${() => take(id, choice)}
            ><span dir="auto">${choice.label}</span>${
              folded(choice.label) === folded(choice.value)
                ? nothing
                : html`<small class="choice-id" dir="auto">${choice.value}</small>`
            }</li>`,
          )}
        </ul>`
        : nothing
    }
  </div>`;
}

/** Returns the value that the text names; the text itself where it names none. */
export function valueTyped(typed: string, choices: Choices): string {
  const sought = folded(typed);
  const named = choices.filter(({ value, label }) => folded(label) === sought || folded(value) === sought);
  return named.length === 1 && named[0] ? named[0].value : typed;
}

function shownOf(choices: Choices, typed: string): Choices {
  return matching(choices, typed).slice(0, mostShown);
}

function look(option: string, input: HTMLInputElement): void {
  open = { option, typed: input.value, at: -1 };
  const field = state.form?.fields.find((one) => one.option === option);
  queueMicrotask(() => document.getElementById(`${input.id}-list`)?.scrollIntoView({ block: 'nearest' }));
  state.announcement = t('web.suggestions.spoken', { count: shownOf(field?.choices ?? [], input.value).length });
  changed();
}

function close(): void {
  if (!open) return;
  open = undefined;
  changed();
}

function take(id: string, { label }: Choices[number]): void {
  const input = document.getElementById(id);
  if (input instanceof HTMLInputElement) input.value = label;
  close();
}

function key(event: KeyboardEvent, choices: Choices, id: string): void {
  if (event.isComposing) return;
  if (!open) {
    if (event.key !== 'ArrowDown') return;
    event.preventDefault();
    const input = event.target as HTMLInputElement;
    look(input.name, input);
    return;
  }
  const shown = shownOf(choices, open.typed);
  const chosen = shown[open.at];
  switch (event.key) {
    case 'ArrowDown':
      move(id, (open.at + 1) % Math.max(1, shown.length));
      break;
    case 'ArrowUp':
      move(id, (open.at <= 0 ? shown.length : open.at) - 1);
      break;
    case 'Enter':
      if (!chosen) return;
      take(id, chosen);
      break;
    case 'Escape':
      close();
      break;
    default:
      return;
  }
  event.preventDefault();
}

function move(id: string, to: number): void {
  if (open) open.at = to;
  changed();
  queueMicrotask(() => document.getElementById(`${id}-${to}`)?.scrollIntoView({ block: 'nearest' }));
}
