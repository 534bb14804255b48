import { html, nothing } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { dated } from '../shared/time.ts';
import { t } from './texts.ts';

type Maintenance = WireOnCall['maintenance'][number];

/** Renders the maintenance of now and of the next two weeks. */
export function maintenance({ maintenance: all }: WireOnCall) {
  if (all.length === 0) return nothing;
  return html`<section class="panel" aria-labelledby="maintenance">
    <h2 id="maintenance">${t('web-on-call.maintenance')}</h2>
    <p class="none">${t('web-on-call.maintenance.lead')}</p>
    <ul class="changes" role="list">${all.map(window)}</ul>
  </section>`;
}

function window(one: Maintenance) {
  const { from, until, isRunning, reason } = one;
  return html`<li>
    <span>
      <b dir="auto">${servicesOf(one)}</b>
      ${isRunning ? html`<span class="state warning">${t('web-on-call.maintenance.now', { time: dated(until) })}</span>` : t('web-on-call.part', { from: dated(from), to: dated(until) })}
      ${reason === undefined ? nothing : html`<small dir="auto">${reason}</small>`}
    </span>
  </li>`;
}

/** Renders which of a policy's services are in maintenance now and page nobody. */
export function maintenanceNow(services: readonly string[], all: readonly Maintenance[]) {
  const here = all.filter((one) => one.isRunning && (one.services?.some((name) => services.includes(name)) ?? true));
  return here.map((one) => {
    const names = one.services?.filter((name) => services.includes(name)) ?? services;
    return html`<p class="state warning" dir="auto">
      ${t('web-on-call.maintenance.policy', { services: names.join(', '), time: dated(one.until) })}
    </p>`;
  });
}

function servicesOf({ services }: Maintenance): string {
  return services?.join(', ') ?? t('web-on-call.maintenance.all');
}
