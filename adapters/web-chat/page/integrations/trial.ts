import { html, nothing } from 'lit-html';
import type { WireTrial } from '../../wire.ts';
import { dated } from '../shared/time.ts';
import { t } from './texts.ts';

type TriedAlert = WireTrial['alerts'][number];

/** Renders the result of trying a payload. */
export function trial({ alerts, ignored, refused }: WireTrial) {
  return html`<div class="trial">
    <h4>${t('web-integrations.alerts', { alerts: alerts.length })}</h4>
    ${alerts.length === 0 ? nothing : html`<ol role="list">${alerts.map(tried)}</ol>`}
    ${problems(t('web-integrations.unusable'), refused)} ${problems(t('web-integrations.ignored'), ignored)}
  </div>`;
}

function tried(alert: TriedAlert) {
  const { title, status, key, severity, labels, service, policy } = alert;
  const named = Object.entries(labels).map(([name, value]) => `${name}: ${value}`);
  return html`<li class="card ${status === 'firing' ? 'danger' : 'success'}">
    <div class="open-head">
      ${severity === undefined ? nothing : html`<span class="severity ${severity}">${severity}</span>`}
      <p class="card-title">${title}</p>
    </div>
    <p><strong>${outcomeOf(alert)}</strong> ${pagesOf(alert)}</p>
    <dl>
      ${field(t('web-integrations.service'), service ?? t('web-integrations.none'))}
      ${field(t('web-integrations.policy'), policy ?? t('web-integrations.none'))}
      ${field(t('web-integrations.key'), key)}
      ${named.length === 0 ? nothing : field(t('web-integrations.labels'), named.join(' · '))}
    </dl>
  </li>`;
}

function field(label: string, value: string) {
  return html`<div><dt>${label}</dt><dd dir="auto">${value}</dd></div>`;
}

function outcomeOf(alert: TriedAlert): string {
  const { outcome } = alert;
  const incident = alert.incident === undefined ? t('web-integrations.incident.new') : `#${alert.incident}`;
  switch (outcome) {
    case 'ignored':
    case 'opens':
    case 'over':
    case 'nothing':
      return t(`web-integrations.outcome.${outcome}`);
    default:
      return t(`web-integrations.outcome.${outcome}`, { incident });
  }
}

function pagesOf({ outcome, pages, deferredUntil, maintenance, waitsFor }: TriedAlert): string {
  if (outcome !== 'opens' && outcome !== 'joins' && outcome !== 'reopens') return '';
  if (deferredUntil !== undefined) {
    const time = dated(deferredUntil);
    if (maintenance === undefined) return t('web-integrations.pages.deferred', { time });
    return t('web-integrations.pages.maintenance', { time, maintenance });
  }
  if (waitsFor) return t('web-integrations.pages.waits', { alerts: waitsFor.alerts, seconds: waitsFor.withinSeconds });
  if (pages.length === 0) return t('web-integrations.pages.none');
  return t('web-integrations.pages', { people: pages.join(', ') });
}

function problems(title: string, all: WireTrial['ignored']) {
  if (all.length === 0) return nothing;
  return html`<h4>${title}</h4>
    <ul class="problems">${all.map(
      ({ field: name, message }) => html`<li>${name ? html`<code>${name}</code>: ` : nothing}${message}</li>`,
    )}</ul>`;
}
