import { actAs } from './actions.js';
import { html, nothing } from './lit.js';
import { changed, state } from './state.js';

const HUES = 8;
/** Colours that lie side by side look alike, so neighbours in the team are this far apart. */
const APART = 5;

/** A person with initials on a colour: the same person has the same colour everywhere, and the first eight all differ. */
export function avatar(id, name) {
  if (id === 'bot') return html`<img class="avatar" src="/web/icon.svg" alt="">`;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return html`<span class="avatar hue-${(placeOf(id) * APART) % HUES}" aria-hidden="true">${initials.toUpperCase()}</span>`;
}

function placeOf(id) {
  const place = state.people.findIndex((person) => person.id === id);
  if (place >= 0) return place;
  // Somebody who has left the team.
  let sum = 0;
  for (const letter of id) sum = (sum * 31 + letter.codePointAt(0)) % 9973;
  return sum;
}

/** Demo only: be anybody. */
export function picker() {
  return html`<main class="picker">
    <img src="/web/icon.svg" alt="" width="56" height="56">
    <h1>Who would you like to be?</h1>
    <p class="lead">
      This is Tocsin with a demo team. Pick a person, declare an incident, and watch who gets paged. To be two people at
      once, open a second window in private mode.
    </p>
    <ul class="picker-people">
      ${state.people.map(
        (person) => html`<li>
          <button class="picker-person" @click=${() => actAs(person.id)}>
            ${avatar(person.id, person.name)}
            <span class="grow"><strong dir="auto">${person.name}</strong><small>${person.role}</small></span>
            ${person.id === state.person?.id ? html`<span class="pill">you now</span>` : nothing}
          </button>
        </li>`,
      )}
    </ul>
    ${state.person ? html`<button class="button" @click=${closePicker}>Stay ${state.person.name}</button>` : nothing}
  </main>`;
}

function closePicker() {
  state.picker = false;
  changed();
}
