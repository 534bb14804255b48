import { html } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { changed } from '../shared/state.ts';
import { onCall } from './state.ts';
import { t } from './texts.ts';

/** Renders the secret addresses of the calendar feeds: the reader's own, and those of the schedules. */
export function calendars({ calendar, schedules }: WireOnCall) {
  return html`<section class="panel" aria-labelledby="calendars">
    <h2 id="calendars">${t('web-on-call.calendar')}</h2>
    <p class="none">${t('web-on-call.calendar.lead')}</p>
    <div class="calendars">
      ${feed('mine', t('web-on-call.own'), calendar)}
      ${schedules.map((one) => feed(`of-${one.id}`, one.id, one.calendar))}
    </div>
  </section>`;
}

function feed(id: string, label: string, address: string) {
  const input = `calendar-${id}`;
  return html`<div class="field">
    <label for=${input} dir="auto">${label}</label>
    <div class="feed">
      <input id=${input} type="text" readonly dir="ltr" .value=${address}>
      <button class="button" aria-describedby=${input} @click=${() => void copy(input, address)}>${t('web-on-call.calendar.copy')}</button>
    </div>
  </div>`;
}

/** Where the browser forbids copying, as without https, the address is selected for the reader to copy. */
async function copy(input: string, address: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(address);
    onCall.announcement = t('web-on-call.calendar.copied');
    changed();
  } catch {
    const box = document.getElementById(input);
    if (box instanceof HTMLInputElement) box.select();
  }
}
