import { html, nothing } from 'lit-html';
import { live } from 'lit-html/directives/live.js';
import type { WireOnCall } from '../../wire.ts';
import { nameInAddress } from '../shared/address.ts';
import { changed, nameOf } from '../shared/state.ts';
import { onCall, type Schedule } from './state.ts';
import { t } from './texts.ts';

type Policy = WireOnCall['policies'][number];

/** With fewer schedules, everything is in view. */
const fewest = 6;

/** Renders a box that leaves only what has to do with a schedule, a person, a team or a service. */
export function filterBox(known: WireOnCall, shown: WireOnCall) {
  const { schedules, people, teams } = known;
  if (schedules.length < fewest && onCall.filter === '') return nothing;
  const choices = [...schedules.map(({ id }) => id), ...people.map(({ name }) => name), ...teams.map(({ id }) => id)];
  return html`<form class="filter field" role="search" @submit=${(event: Event) => event.preventDefault()}>
    <label for="filter">${t('web-on-call.filter')}</label>
    <input id="filter" type="search" list="filter-choices" autocomplete="off" dir="auto" aria-describedby="filter-count"
      .value=${live(onCall.filter)} @input=${typed}>
    <datalist id="filter-choices">${[...new Set(choices)].map((one) => html`<option value=${one}></option>`)}</datalist>
    <p class="field-hint" id="filter-count" role="status">
      ${t('web-on-call.filter.count', { shown: shown.schedules.length, all: schedules.length })}
    </p>
  </form>`;
}

/** The filter is in the address, so that a team can share its own. */
function typed({ target }: Event): void {
  const { value } = target as HTMLInputElement;
  history.replaceState(null, '', value === '' ? location.pathname : `#${encodeURIComponent(value)}`);
  followFilter();
}

export function followFilter(): void {
  onCall.filter = nameInAddress() ?? '';
  changed();
}

/** Returns what matches the filter. The reader's own shifts and the maintenance stay. */
export function filtered(known: WireOnCall): WireOnCall {
  const asked = onCall.filter.trim().toLocaleLowerCase();
  if (asked === '') return known;
  const says = (text: string) => text.toLocaleLowerCase().includes(asked);
  const members = new Set(known.teams.filter(({ id }) => says(id)).flatMap((team) => team.members));
  const isMeant = (person: string) => says(person) || says(nameOf(person)) || members.has(person);
  const schedules = known.schedules.filter((one) => says(one.id) || peopleOf(one).some(isMeant));
  const shown = new Set(schedules.map(({ id }) => id));
  const pages = ({ levels }: Policy) =>
    levels.some(({ targets }) =>
      targets.some(
        ({ kind, name, people }) =>
          says(name) || (kind === 'schedule' && shown.has(name)) || people.some(({ person }) => isMeant(person)),
      ),
    );
  const policies = known.policies.filter((one) => says(one.id) || one.services.some(says) || pages(one));
  return { ...known, schedules, policies };
}

function peopleOf({ now, next, parts }: Schedule): readonly string[] {
  return [now?.person, next?.person, ...parts.map(({ person }) => person)].flatMap((one) => one ?? []);
}
