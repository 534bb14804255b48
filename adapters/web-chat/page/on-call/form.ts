import { html, nothing } from 'lit-html';
import { focusOn } from '../own-page/begin.ts';
import { icons } from '../shared/icons.ts';
import { changed, nameOf } from '../shared/state.ts';
import { cityOf, inputValue, shownZone } from '../shared/time.ts';
import { type OpenForm, onCall, reader, submit } from './state.ts';
import { t } from './texts.ts';

/** Opens the form of an override, or of a request for cover. The native dialog traps the focus. */
export function openForm(form: OpenForm): void {
  onCall.form = form;
  onCall.answer = undefined;
  changed();
  requestAnimationFrame(() => {
    const dialog = document.getElementById('form');
    if (!(dialog instanceof HTMLDialogElement) || dialog.open) return;
    dialog.showModal();
    dialog.querySelector<HTMLElement>('.field :is(input, select)')?.focus();
  });
}

export function formDialog() {
  const { form } = onCall;
  if (!form) return nothing;
  const { command, schedule } = form;
  return html`<dialog id="form" aria-labelledby="form-title" @close=${dismiss}>
    <form class="form" @submit=${submitted}>
      <header>
        <h2 id="form-title" dir="auto">${t(`web-on-call.form.${command}`, { schedule })}</h2>
        <button type="button" class="icon-button" aria-label=${t('web.form.close')} @click=${dismiss}>${icons.close()}</button>
      </header>
      ${command === 'override' ? personField() : html`<p>${t('web-on-call.form.cover.lead')}</p>`}
      ${timeField('from', form)} ${timeField('to', form)}
      ${
        form.error !== undefined && !isFields(form.wrong)
          ? html`<p class="form-error" role="alert" id="form-error" tabindex="-1">${form.error}</p>`
          : nothing
      }
      <footer>
        <button type="button" class="button" @click=${dismiss}>${t('web.form.cancel')}</button>
        <button type="submit" class="button primary" aria-disabled=${Boolean(form.isSending)}>
          ${form.isSending ? t('web.form.sending') : t(`web-on-call.form.${command}.send`)}
        </button>
      </footer>
    </form>
  </dialog>`;
}

function isFields(option: string | undefined): boolean {
  return option === 'from' || option === 'to' || (option === 'person' && onCall.form?.command === 'override');
}

function personField() {
  const { form, plan } = onCall;
  const people = plan?.mayPutOnCall ?? [];
  const error = form?.wrong === 'person' ? form.error : undefined;
  const hint = people.length === 1 ? t('web-on-call.form.self') : undefined;
  return html`<div class="field">
    <label for="field-person">${t('web-on-call.form.person')}</label>
    <select id="field-person" name="person" required aria-invalid=${error !== undefined} aria-describedby="field-person-hint">
      ${people.map((id) => html`<option value=${id} ?selected=${id === reader()}>${nameOf(id)}</option>`)}
    </select>
    ${hintOrError('person', error, hint)}
  </div>`;
}

function timeField(option: 'from' | 'to', form: OpenForm) {
  const at = form[option];
  const error = form.wrong === option ? form.error : undefined;
  const isRequired = option === 'to';
  return html`<div class="field">
    <label for="field-${option}">
      ${t(`web-on-call.form.${option}`)}${isRequired ? nothing : html` <small>${t('web.form.optional')}</small>`}
    </label>
    <input id="field-${option}" name=${option} type="datetime-local" ?required=${isRequired} value=${at === undefined ? '' : inputValue(at)}
      aria-invalid=${error !== undefined} aria-describedby="field-${option}-hint">
    ${hintOrError(option, error, t(`web-on-call.form.${option}.hint`, { zone: cityOf(shownZone()) }))}
  </div>`;
}

function hintOrError(option: string, error: string | undefined, hint: string | undefined) {
  if (error !== undefined) return html`<p class="form-error" role="alert" id="field-${option}-hint">${error}</p>`;
  return html`<p class="field-hint" id="field-${option}-hint">${hint ?? ''}</p>`;
}

function submitted(event: Event): void {
  event.preventDefault();
  const values = Object.fromEntries(
    [...new FormData(event.target as HTMLFormElement)].flatMap(([name, value]) =>
      typeof value === 'string' ? [[name, exact(name, value)]] : [],
    ),
  );
  void submit(values);
}

/** A field shows minutes of the local time, which an hour has twice when clocks go back: what was not changed stays exact. */
function exact(name: string, value: string): string {
  const at = name === 'from' || name === 'to' ? onCall.form?.[name] : undefined;
  return at !== undefined && value === inputValue(at) ? at : value;
}

function dismiss(): void {
  const { form } = onCall;
  if (!form) return;
  onCall.form = undefined;
  changed();
  focusOn(form.opener);
}
