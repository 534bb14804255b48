import { html } from 'lit-html';
import { state } from './state.ts';

const HUES = 8;
/** Similar colours are neighbours, so consecutive people get colours this far apart. */
const APART = 5;

/** Renders initials on a colour. A person has the same colour everywhere, and the first eight people all differ. */
export function avatar(id: string, name: string) {
  if (id === 'bot') return html`<img class="avatar" src="/web/icon.svg" alt="">`;
  const initials = name
    .split(/\s+/)
    .slice(0, 2)
    .map((word) => [...word][0] ?? '')
    .join('');
  return html`<span class="avatar hue-${(hueIndexOf(id) * APART) % HUES}" aria-hidden="true">${initials.toUpperCase()}</span>`;
}

function hueIndexOf(id: string): number {
  const index = state.people.findIndex((person) => person.id === id);
  if (index >= 0) return index;
  // A person who has left the team.
  let sum = 0;
  for (const character of id) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973;
  return sum;
}
