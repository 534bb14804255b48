import { html, nothing } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { nameOf } from '../shared/state.ts';
import { cityOf, dated, dayName, plainTime, sameDay, shownZone, timeOf, weekday } from '../shared/time.ts';
import { gap, pill } from './schedules.ts';
import { onCall, type Part, reader, type Schedule, show } from './state.ts';
import { t } from './texts.ts';

const narrow = matchMedia('(max-width: 60em)');

/** Renders the next two weeks: rows of schedules where there is room, and a list by day on a phone. */
export function plan(known: WireOnCall) {
  const isList = narrow.matches || onCall.view === 'days';
  return html`<section class="panel plan" aria-labelledby="plan">
    <div class="plan-head">
      <h2 id="plan">${t('web-on-call.plan')}</h2>
      ${
        narrow.matches
          ? nothing
          : html`<div role="group" class="views" aria-label=${t('web-on-call.view')}>${choice('rows')} ${choice('days')}</div>`
      }
    </div>
    <p class="none">${t('web-on-call.zone', { zone: cityOf(shownZone()) })}</p>
    ${isList ? listByDay(known) : html`${rows(known)}<p class="none">${t('web-on-call.legend')}</p>`}
    ${known.schedules.map(cutAt)}
  </section>`;
}

function choice(view: typeof onCall.view) {
  return html`<button class="button" aria-pressed=${onCall.view === view} @click=${() => show(view)}>
    ${t(`web-on-call.view.${view}`)}
  </button>`;
}

function cutAt({ id, parts }: Schedule) {
  const last = parts.at(-1)?.to;
  if (last === undefined || last === onCall.plan?.days.at(-1)) return nothing;
  return html`<p class="none" dir="auto">${id}: ${t('web-on-call.plan.cut', { time: dated(last) })}</p>`;
}

function rows({ days, schedules, at }: WireOnCall) {
  const [begin, end] = [timeOf(days[0] ?? at), timeOf(days.at(-1) ?? at)];
  const share = (moment: string) => (100 * (timeOf(moment) - begin)) / (end - begin);
  // The style sheet's rules alone may be in a document; a script may set what the document must not say.
  const boundsOf = (from: string, to: string) =>
    `inset-inline-start: ${share(from)}%; inline-size: ${share(to) - share(from)}%`;
  const now = html`<span class="now-line" aria-hidden="true" .style=${boundsOf(at, at)}></span>`;
  const lines = days
    .slice(1, -1)
    .map((day) => html`<span class="day-line" aria-hidden="true" .style=${boundsOf(day, day)}></span>`);
  return html`<div class="rows">
    <div class="row" aria-hidden="true">
      <span></span>
      <div class="track days">
        ${days.slice(0, -1).map((day, index) => html`<time class=${sameDay(day, at) ? 'today' : ''} datetime=${day} .style=${boundsOf(day, days[index + 1] ?? day)}>${weekday(day)}</time>`)}
        <span class="now-mark" .style=${boundsOf(at, at)}>${t('web-on-call.mark.now')}</span>
      </div>
    </div>
    ${schedules.map(
      ({ id, zone, parts }) => html`<section class="row" aria-labelledby="row-${id}">
        <div>
          <h3 id="row-${id}" dir="auto">${id}</h3>
          ${zone === shownZone() ? nothing : html`<small>${cityOf(zone)}</small>`}
        </div>
        <div class="track">
          ${lines}
          <ol role="list">${parts.map((part) => bar(part, boundsOf(part.from, part.to)))}</ol>
          ${now}
        </div>
      </section>`,
    )}
  </div>`;
}

function bar(part: Part, style: string) {
  const words = inWords(part).join(' · ');
  return html`<li class=${lookOf(part)} .style=${style}>
    <span aria-hidden="true" title=${words}>${who(part)}</span><span class="spoken">${words}</span>
  </li>`;
}

/** Returns all that a bar shows, for a bar that is too narrow for it and for screen readers. */
function inWords(part: Part): readonly string[] {
  const { person, isOverride, isMeant } = part;
  const gapText = isMeant ? t('web-on-call.gap.meant') : t('web-on-call.gap');
  return [
    person === undefined ? gapText : nameOf(person),
    ...(person === reader() ? [t('web-on-call.mark.you')] : []),
    ...(isOverride ? [t('web-on-call.mark.override')] : []),
    t('web-on-call.part', { from: dated(part.from), to: dated(part.to) }),
    ...awayTexts(part),
  ];
}

function listByDay({ days, schedules }: WireOnCall) {
  return html`<ol class="days-list" role="list">
    ${days.slice(0, -1).map((day, index) => {
      const next = days[index + 1] ?? day;
      return html`<li>
        <h3><time datetime=${day}>${dayName(day)}</time></h3>
        <dl>
          ${schedules.map(({ id, parts }) => {
            const here = parts.filter(({ from, to }) => timeOf(from) < timeOf(next) && timeOf(to) > timeOf(day));
            if (here.length === 0) return nothing;
            return html`<div>
              <dt dir="auto">${id}</dt>
              ${here.map(
                (
                  part,
                ) => html`<dd class=${lookOf(part)}><span class="when">${timesOn(day, next, part)}</span> <span dir="auto">${who(part)}</span>
                ${awayTexts(part).map((text) => html`<span class="state warning">${text}</span>`)}</dd>`,
              )}
            </div>`;
          })}
        </dl>
      </li>`;
    })}
  </ol>`;
}

/** Returns the times of the part on this day: “all day”, “until 09:00”. */
function timesOn(day: string, next: string, { from, to }: Part): string {
  const begins = timeOf(from) > timeOf(day);
  const ends = timeOf(to) < timeOf(next);
  if (begins && ends) return t('web-on-call.part', { from: plainTime(from), to: plainTime(to) });
  if (begins) return t('web-on-call.part.from', { time: plainTime(from) });
  return ends ? t('web-on-call.part.until', { time: plainTime(to) }) : t('web-on-call.part.day');
}

function who(part: Part) {
  const { person, isOverride, isMeant } = part;
  if (person === undefined) return gap(isMeant);
  return html`<span class="name" dir="auto">${nameOf(person)}</span>
    ${person === reader() ? pill('you') : nothing} ${isOverride ? pill('override') : nothing}`;
}

function lookOf({ person, isOverride, isMeant }: Part): string {
  if (person === undefined) return isMeant ? 'part meant' : 'part gap';
  return `part ${isOverride ? 'override' : ''} ${person === reader() ? 'mine' : ''}`;
}

function awayTexts({ away = [] }: Part): readonly string[] {
  return away.map(({ from, to }) => t('web-on-call.mark.away', { from: dated(from), to: dated(to) }));
}
