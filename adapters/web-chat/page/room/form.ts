import { html, nothing } from 'lit-html';
import { submit } from '../shared/actions.ts';
import { icons } from '../shared/icons.ts';
import { changed, type OpenForm, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { combobox, mostInSelect, valueTyped } from './combobox.ts';

type FormField = OpenForm['fields'][number];

/** Renders the dialog for missing options of a command. */
export function formDialog() {
  const { form } = state;
  return html`<dialog id="form" aria-labelledby="form-title" @close=${closed} @click=${backdrop}>
    ${
      form
        ? html`<form class="form" @submit=${submitted}>
          <header>
            <h2 id="form-title">${form.title}</h2>
            <button type="button" class="icon-button" aria-label=${t('web.form.close')} @click=${dismiss}>${icons.close()}</button>
          </header>
          ${form.fields.map(field)}
          ${form.error && !form.fields.some(({ option }) => option === form.wrong) ? html`<p class="form-error" role="alert">${form.error}</p>` : nothing}
          <footer>
            <button type="button" class="button" @click=${dismiss}>${t('web.form.cancel')}</button>
            <button type="submit" class="button primary" aria-disabled=${Boolean(form.sending)}>
              ${form.sending ? t('web.form.sending') : form.submit}
            </button>
          </footer>
        </form>`
        : nothing
    }
  </dialog>`;
}

function field(one: FormField) {
  const id = `field-${one.option}`;
  const error = state.form?.wrong === one.option ? state.form.error : undefined;
  return html`<div class="field">
    <label for=${id}>${one.label}${one.required ? nothing : html` <small>${t('web.form.optional')}</small>`}</label>
    ${control(id, one, Boolean(error))}
    ${error ? html`<p class="form-error" role="alert" id="${id}-hint">${error}</p>` : html`<p class="field-hint" id="${id}-hint" dir="auto">${one.hint}</p>`}
  </div>`;
}

function control(id: string, one: FormField, isWrong: boolean) {
  const { option, kind, required, maxLength, choices, fallback } = one;
  const described = `${id}-hint`;
  if (choices && choices.length > mostInSelect) return combobox(id, one, isWrong);
  if (choices)
    return html`<select id=${id} name=${option} aria-describedby=${described} aria-invalid=${isWrong} ?required=${required}>
      <option value="">${required ? t('web.form.choose') : (fallback ?? t('web.form.none'))}</option>
      ${choices.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
    </select>`;
  if (kind === 'long-text')
    return html`<textarea id=${id} name=${option} rows="4" dir="auto" aria-describedby=${described} aria-invalid=${isWrong}
      maxlength=${maxLength} ?required=${required} placeholder=${fallback ?? ''} @keydown=${sendByKey}></textarea>`;
  return html`<input id=${id} name=${option} type="text" dir="auto" autocomplete="off" aria-describedby=${described}
    aria-invalid=${isWrong} maxlength=${maxLength} ?required=${required}
    placeholder=${fallback ?? (kind === 'time' ? t('web.form.time') : '')}>`;
}

const secondTapMs = 500;
let openedAt = 0;

/** Runs after each render. The native dialog traps the focus and restores it afterwards. */
export function showDialog(): void {
  const dialog = document.getElementById('form');
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (!state.form && dialog.open) dialog.close();
  if (!state.form || dialog.open) return;
  dialog.showModal();
  openedAt = performance.now();
  dialog.querySelector<HTMLElement>('.field :is(input, textarea, select)')?.focus();
}

function submitted(event: Event): void {
  event.preventDefault();
  if (!state.form || state.form.sending) return;
  const values: Record<string, string> = {};
  for (const [name, value] of new FormData(event.target as HTMLFormElement)) {
    if (typeof value !== 'string') continue;
    const choices = state.form.fields.find(({ option }) => option === name)?.choices;
    values[name] = choices ? valueTyped(value, choices) : value;
  }
  void submit(values);
}

function sendByKey(event: KeyboardEvent): void {
  if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
  (event.target as HTMLTextAreaElement).form?.requestSubmit();
}

function dismiss(): void {
  state.form = undefined;
  changed();
}

function closed(): void {
  if (state.form) dismiss();
}

/** Closes on a click beside the dialog, except on the second of two taps on the button that opened it. */
function backdrop(event: Event): void {
  if (event.target instanceof HTMLDialogElement && performance.now() - openedAt > secondTapMs) dismiss();
}
