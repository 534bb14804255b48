import { html, nothing } from 'lit-html';
import { actAs } from '../shared/actions.ts';
import { avatar } from '../shared/avatar.ts';
import { changed, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';

/** Renders the person picker; demo only. */
export function picker() {
  const mine = state.me?.person;
  return html`<main class="picker">
    <img src="/web/icon.svg" alt="" width="56" height="56">
    <h1>${t('web.picker.title')}</h1>
    <p class="lead">${t('web.picker.lead')}</p>
    <ul class="picker-people">
      ${state.people.map(
        (person) => html`<li>
          <button class="picker-person" @click=${() => actAs(person.id)}>
            ${avatar(person.id, person.name)}
            <span class="grow"><strong dir="auto">${person.name}</strong><small>${t(`web.role.${person.role}`)}</small></span>
            ${person.id === mine?.id ? html`<span class="pill">${t('web.picker.current')}</span>` : nothing}
          </button>
        </li>`,
      )}
    </ul>
    ${mine ? html`<button class="button" @click=${closePicker}>${t('web.picker.stay', { name: mine.name })}</button>` : nothing}
  </main>`;
}

function closePicker(): void {
  state.picker = false;
  changed();
}
