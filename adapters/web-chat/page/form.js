import { submit } from './actions.js';
import { icons } from './icons.js';
import { html, nothing } from './lit.js';
import { changed, state } from './state.js';

/** The one dialog: options of a command that are still missing. */
export function formDialog() {
  const { form } = state;
  return html`<dialog id="form" aria-labelledby="form-title" @close=${closed} @click=${backdrop}>
    ${
      form
        ? html`<form class="form" @submit=${submitted}>
          <header>
            <h2 id="form-title">${form.title}</h2>
            <button type="button" class="icon-button" aria-label="Close" @click=${dismiss}>${icons.close()}</button>
          </header>
          ${form.fields.map(field)}
          ${form.error ? html`<p class="form-error" role="alert">${form.error}</p>` : nothing}
          <footer>
            <button type="button" class="button" @click=${dismiss}>Cancel</button>
            <button type="submit" class="button primary" aria-disabled=${Boolean(form.sending)}>
              ${form.sending ? 'Sending …' : form.submit}
            </button>
          </footer>
        </form>`
        : nothing
    }
  </dialog>`;
}

function field({ option, label, kind, required, maxLength, choices }) {
  const id = `field-${option}`;
  return html`<div class="field">
    <label for=${id}>${label}${required ? nothing : html` <small>optional</small>`}</label>
    ${control({ option, id, kind, required, maxLength, choices })}
  </div>`;
}

function control({ option, id, kind, required, maxLength, choices }) {
  if (choices)
    return html`<select id=${id} name=${option} ?required=${required}>
      <option value="">${required ? 'Choose one' : 'None'}</option>
      ${choices.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
    </select>`;
  if (kind === 'long-text')
    return html`<textarea id=${id} name=${option} rows="4" dir="auto" maxlength=${maxLength} ?required=${required} @keydown=${sendByKey}></textarea>`;
  return html`<input id=${id} name=${option} type="text" dir="auto" autocomplete="off" maxlength=${maxLength} ?required=${required}
    placeholder=${kind === 'time' ? 'such as 2026-03-01T09:00 or 2h' : ''}>`;
}

/** After each drawing: the browser's own dialog traps the focus and gives it back where it came from. */
export function showDialog() {
  const dialog = document.getElementById('form');
  if (!dialog) return;
  if (!state.form && dialog.open) dialog.close();
  if (!state.form || dialog.open) return;
  dialog.showModal();
  dialog.querySelector('.field :is(input, textarea, select)')?.focus();
}

function submitted(event) {
  event.preventDefault();
  if (state.form.sending) return;
  submit(Object.fromEntries(new FormData(event.target)));
}

function sendByKey(event) {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) event.target.form.requestSubmit();
}

function dismiss() {
  state.form = undefined;
  changed();
}

function closed() {
  if (state.form) dismiss();
}

function backdrop(event) {
  if (event.target.id === 'form') dismiss();
}
