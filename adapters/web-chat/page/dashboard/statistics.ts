import { html, nothing } from 'lit-html';
import type { WireDashboard } from '../../wire.ts';
import { nameOf } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { lasting, number } from '../shared/time.ts';

/** Rows shown of a longer list. */
const ROWS = 8;

interface Row {
  readonly name: string;
  readonly count: number;
  readonly tone?: string;
}

/** Renders the last 30 days. Each value is shown as a number; the bars repeat it. */
export function statistics(found: WireDashboard['figures']) {
  const { days, incidents, toAcknowledgeMs, toResolveMs, bySeverity, byService, paged } = found;
  return html`<h2 id="last-days">${t('web.figures.title', { days })}</h2>
    <dl class="tiles">
      ${tile(t('web.figures.incidents'), number(incidents))}
      ${tile(t('web.figures.to-acknowledge'), length(toAcknowledgeMs))}
      ${tile(t('web.figures.to-resolve'), length(toResolveMs))}
    </dl>
    <p class="none">${t('web.figures.medians')}</p>
    ${
      incidents === 0
        ? nothing
        : html`${bars(
            t('web.figures.by-severity'),
            Object.entries(bySeverity).map(([name, count]) => ({ name, count, tone: name })),
          )}
          ${bars(
            t('web.figures.by-service'),
            withoutService(
              byService.map(({ service, incidents: count }) => ({ name: service, count })),
              incidents,
            ),
          )}
          ${bars(
            t('web.figures.pages'),
            paged.map(({ person, pages }) => ({ name: nameOf(person), count: pages })),
          )}`
    }`;
}

function tile(label: string, value: string) {
  return html`<div>
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function length(ms: number | undefined): string {
  return ms === undefined ? '–' : lasting(ms);
}

/** Adds a row for incidents without a service. */
function withoutService(rows: readonly Row[], incidents: number): readonly Row[] {
  const none = incidents - sumOf(rows);
  return none > 0 ? [...rows, { name: t('web.figures.no-service'), count: none }] : rows;
}

function bars(label: string, rows: readonly Row[]) {
  if (rows.length === 0) return nothing;
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const rest = rows.slice(ROWS);
  return html`<h3>${label}</h3>
    <ul class="bars">
      ${rows.slice(0, ROWS).map(
        ({ name, count, tone }) => html`<li>
          <span class="bar-name" dir="auto">${name}</span>
          <svg class="bar ${tone ?? ''}" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
            <rect width=${count === 0 ? 0 : Math.max(1, (100 * count) / most)} height="6" />
          </svg>
          <span class="bar-count">${number(count)}</span>
        </li>`,
      )}
    </ul>
    ${
      rest.length > 0
        ? html`<p class="none">${t('web.figures.rest', { count: sumOf(rest), others: rest.length })}</p>`
        : nothing
    }`;
}

function sumOf(rows: readonly Row[]): number {
  return rows.reduce((sum, { count }) => sum + count, 0);
}
