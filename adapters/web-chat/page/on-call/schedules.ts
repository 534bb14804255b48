import { html, nothing } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { dutyLines } from '../dashboard/on-duty.ts';
import { focusOn } from '../own-page/begin.ts';
import { confirmation } from '../own-page/frame.ts';
import { avatar } from '../shared/avatar.ts';
import { nameOf } from '../shared/state.ts';
import { cityOf, dated, shownZone } from '../shared/time.ts';
import { openForm } from './form.ts';
import { confirmCancelling, onCall, reader, run, type Schedule } from './state.ts';
import { t } from './texts.ts';

/** Renders who is on call now, by schedule, with its overrides and what people can change. */
export function schedules({ schedules: all, mayPutOnCall }: WireOnCall) {
  return html`<section aria-labelledby="now">
    <h2 id="now">${t('web-on-call.now')}</h2>
    <ul class="schedules" role="list">${all.map((one) => schedule(one, mayPutOnCall.length > 0))}</ul>
  </section>`;
}

function schedule(one: Schedule, mayChange: boolean) {
  const { id, zone, now, next, isMeantGap, overrides, covers } = one;
  const opener = `override-${id}`;
  const until = now?.until ?? next?.from;
  return html`<li class="panel">
    <h3 id="schedule-${id}" dir="auto">${id}</h3>
    <div class="on-duty">
      ${now ? avatar(now.person, nameOf(now.person)) : html`<span class="avatar ${isMeantGap ? '' : 'nobody'}" aria-hidden="true">?</span>`}
      <div class="grow">
        ${
          now
            ? html`<strong dir="auto">${nameOf(now.person)} ${now.person === reader() ? pill('you') : nothing}</strong>`
            : gap(isMeantGap)
        }
        ${dutyLines(one)}
        ${zone === shownZone() ? nothing : html`<small>${t('web-on-call.schedule.zone', { zone: cityOf(zone) })}</small>`}
      </div>
    </div>
    ${overrides.length + covers.length === 0 ? nothing : html`<ul class="changes" role="list">${overrides.map(override)} ${covers.map(cover)}</ul>`}
    ${
      mayChange
        ? html`<button class="button" id=${opener} aria-describedby="schedule-${id}" @click=${() =>
            openForm({ command: 'override', schedule: id, to: until, opener })}>
            ${t('web-on-call.override')}
          </button>`
        : nothing
    }
  </li>`;
}

/** Renders that nobody is on call, in words and not by colour alone. */
export function gap(isMeant: true | undefined) {
  return isMeant
    ? html`<span class="state">${t('web-on-call.gap.meant')}</span>`
    : html`<strong class="state danger">${t('web-on-call.gap')}</strong>`;
}

export function pill(what: 'you' | 'override') {
  return html`<span class="pill">${t(`web-on-call.mark.${what}`)}</span>`;
}

function override({ id, person, from, to, by, mayCancel }: Schedule['overrides'][number]) {
  const name = nameOf(person);
  const cancel = `cancel-override-${id}`;
  return html`<li>
    <span id="override-${id}" dir="auto">${t('web-on-call.override.by', { name, from: dated(from), to: dated(to), by: nameOf(by) })}</span>
    ${
      onCall.asking === id
        ? confirmation({
            id,
            text: t('web-on-call.override.cancel.ask', { name }),
            yes: t('web-on-call.override.cancel'),
            no: t('web-on-call.override.keep'),
            isSending: onCall.isSending,
            confirm: () => void run('override', { cancel: id }),
            cancel() {
              confirmCancelling(undefined);
              focusOn(cancel);
            },
          })
        : mayCancel
          ? html`<button class="button" id=${cancel} aria-describedby="override-${id}" @click=${() => {
              confirmCancelling(id);
              focusOn(`cancel-${id}`);
            }}>
              ${t('web-on-call.override.cancel')}
            </button>`
          : nothing
    }
  </li>`;
}

function cover({ id, requester, from, to, may }: Schedule['covers'][number]) {
  return html`<li>
    <span id="cover-${id}" dir="auto">${t('web-on-call.cover.by', { name: nameOf(requester), from: dated(from), to: dated(to) })}</span>
    ${
      may
        ? html`<button class="button ${may === 'take' ? 'primary' : ''}" aria-describedby="cover-${id}"
            aria-disabled=${onCall.isSending} @click=${() => void run('cover', { [may]: id })}>
            ${t(`web-on-call.cover.${may}`)}
          </button>`
        : nothing
    }
  </li>`;
}
