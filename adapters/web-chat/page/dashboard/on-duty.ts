import { html, nothing } from 'lit-html';
import type { WireDashboard } from '../../wire.ts';
import { nameOf } from '../shared/state.ts';
import { parts, t } from '../shared/texts.ts';
import { dated } from '../shared/time.ts';

type OnCallNow = Pick<WireDashboard['onCall'][number], 'now' | 'next'>;

/** Renders until when somebody is on call, their time off with whom is paged instead, and who is next. */
export function dutyLines({ now, next }: OnCallNow) {
  return html`${now?.awayUntil ? html`<span class="state warning">${t('web.dashboard.away', { time: dated(now.awayUntil) })}</span>` : nothing}
    ${now?.instead ? html`<small dir="auto">${instead(now)}</small>` : nothing}
    ${now?.until ? html`<small>${t('web.dashboard.until', { time: dated(now.until) })}</small>` : nothing}
    ${next ? html`<small>${then(next, now?.until)}</small>` : nothing}
    ${next?.away ? html`<small>${awayThen(next.away, next.from)}</small>` : nothing}`;
}

/** Says who is paged while the person on call is away. */
function instead({ person, instead: paged }: NonNullable<OnCallNow['now']>): string {
  const { people = [], nobodyElse = false } = paged ?? {};
  if (people.length === 0) return t(nobodyElse ? 'web.dashboard.instead.self' : 'web.dashboard.instead.nobody');
  return t('web.dashboard.instead', { names: [...people, ...(nobodyElse ? [person] : [])].map(nameOf).join(', ') });
}

function awayThen({ from, to }: { readonly from: string; readonly to: string }, begins: string): string {
  if (from <= begins) return t('web.dashboard.away', { time: dated(to) });
  return t('web.dashboard.away-during', { from: dated(from), to: dated(to) });
}

function then({ person, from }: NonNullable<OnCallNow['next']>, until: string | undefined) {
  const who = html`<b dir="auto">${nameOf(person)}</b>`;
  if (until === from) return parts('web.dashboard.then', { name: who });
  return parts('web.dashboard.then-from', { name: who, time: dated(from) });
}
