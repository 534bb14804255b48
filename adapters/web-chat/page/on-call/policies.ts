import { html, nothing } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { nameOf } from '../shared/state.ts';
import { t as chatText } from '../shared/texts.ts';
import { dated, lasting } from '../shared/time.ts';
import { maintenanceNow } from './maintenance.ts';
import { gap } from './schedules.ts';
import { t } from './texts.ts';

type Policy = WireOnCall['policies'][number];
type Level = Policy['levels'][number];
type Target = Level['targets'][number];

/** Renders whom an incident of each service pages now, level by level. */
export function policies({ policies: all, maintenance }: WireOnCall) {
  if (all.length === 0) return nothing;
  return html`<section aria-labelledby="paged">
    <h2 id="paged">${t('web-on-call.paged')}</h2>
    <p class="none">${t('web-on-call.paged.lead')}</p>
    <ul class="policies" role="list">${all.map((one) => policy(one, maintenance))}</ul>
  </section>`;
}

function policy({ id, services, levels, repeat }: Policy, maintenance: WireOnCall['maintenance']) {
  return html`<li class="panel">
    <h3 dir="auto">${id}</h3>
    <p class="none" dir="auto">${t('web-on-call.services', { services: services.join(', ') })}</p>
    ${maintenanceNow(services, maintenance)}
    <ol role="list">${levels.map((one, index) => level(one, index, levels[index - 1]))}</ol>
    ${repeat > 0 ? html`<p class="none">${t('web-on-call.repeat', { repeat })}</p>` : nothing}
  </li>`;
}

function level({ targets, only, roundRobin }: Level, index: number, before: Level | undefined) {
  const conditions = [
    ...(before ? [t('web-on-call.level.after', { duration: lasting(before.escalateAfterMs) })] : []),
    ...(only ? [t('web-on-call.level.only', { severities: only.join(', ') })] : []),
    ...(roundRobin ? [t('web-on-call.level.turns')] : []),
  ];
  return html`<li>
    <strong>${t('web-on-call.level', { level: index + 1 })}</strong>
    ${conditions.length === 0 ? nothing : html`<small>${conditions.join(' · ')}</small>`}
    <ul role="list">${targets.map(target)}</ul>
  </li>`;
}

function target({ kind, name, people }: Target) {
  if (kind === 'channel') return html`<li>${t('web-on-call.level.channel', { platform: platform(name) })}</li>`;
  return html`<li>
    ${kind === 'person' ? nothing : html`<span class="target" dir="auto">${name}:</span>`}
    ${people.length === 0 ? gap(undefined) : people.map(person)}
  </li>`;
}

function person({ person: id, awayUntil, isUnreachable, quiet }: Target['people'][number], index: number) {
  return html`${index > 0 ? ', ' : ''}<b dir="auto">${nameOf(id)}</b>${
    awayUntil
      ? html` <span class="state warning">${t('web.dashboard.away', { time: dated(awayUntil) })}</span>`
      : nothing
  }${
    quiet
      ? html` <span class="state warning">${t('web-on-call.quiet', { time: dated(quiet.until), severities: quiet.severities.join(', ') })}</span>`
      : nothing
  }${isUnreachable ? html` <span class="state danger">${t('web-on-call.unreachable')}</span>` : nothing}`;
}

function platform(name: string): string {
  switch (name) {
    case 'slack':
    case 'discord':
    case 'telegram':
    case 'email':
    case 'web':
      return chatText(`web.platform.${name}`);
    default:
      return name;
  }
}
