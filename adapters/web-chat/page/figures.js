import { html, nothing } from './lit.js';
import { nameOf } from './state.js';
import { lasting } from './time.js';

/** Of longer lists the beginning: the rest differ by little. */
const ROWS = 8;

/** The last 30 days. Each number stands as a number; the bars only show it once more. */
export function figures(found) {
  const { days, incidents, toAcknowledgeMs, toResolveMs, bySeverity, byService, paged } = found;
  return html`<h3 id="last-days">Last ${days} days</h3>
    <dl class="tiles">
      ${tile('Incidents', incidents.toLocaleString('en'))} ${tile('To acknowledge', length(toAcknowledgeMs))}
      ${tile('To resolve', length(toResolveMs))}
    </dl>
    <p class="none">Times are medians, from declared to first acknowledged and first resolved.</p>
    ${
      incidents === 0
        ? nothing
        : html`${bars(
            'By severity',
            Object.entries(bySeverity).map(([name, count]) => ({ name, count, tone: name })),
          )}
          ${bars(
            'By service',
            withoutOne(
              byService.map(({ service, incidents: count }) => ({ name: service, count })),
              incidents,
            ),
          )}
          ${bars(
            'Pages sent to',
            paged.map(({ person, pages }) => ({ name: nameOf(person), count: pages })),
          )}`
    }`;
}

function tile(label, value) {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function length(ms) {
  return ms === undefined ? '–' : lasting(ms);
}

/** Not every incident has a service. */
function withoutOne(rows, incidents) {
  const none = incidents - rows.reduce((sum, { count }) => sum + count, 0);
  return none > 0 ? [...rows, { name: 'no service', count: none }] : rows;
}

function bars(label, rows) {
  if (rows.length === 0) return nothing;
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const rest = rows.slice(ROWS);
  return html`<h4>${label}</h4>
    <ul class="bars">
      ${rows.slice(0, ROWS).map(
        ({ name, count, tone }) => html`<li>
          <span class="bar-name" dir="auto">${name}</span>
          <svg class="bar ${tone ?? ''}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width=${count === 0 ? 0 : Math.max(1, (100 * count) / most)} height="6" />
          </svg>
          <span class="bar-count">${count.toLocaleString('en')}</span>
        </li>`,
      )}
    </ul>
    ${
      rest.length > 0
        ? html`<p class="none">and ${rest.reduce((sum, { count }) => sum + count, 0).toLocaleString('en')} among ${rest.length} more</p>`
        : nothing
    }`;
}
