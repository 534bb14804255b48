import { html, nothing } from 'lit-html';
import type { WireOnCall } from '../../wire.ts';
import { beginPage } from '../own-page/begin.ts';
import { frame } from '../own-page/frame.ts';
import { rich } from '../shared/rich.ts';
import { changed } from '../shared/state.ts';
import { clockTime } from '../shared/time.ts';
import { calendars } from './calendars.ts';
import { filterBox, filtered, followFilter } from './filter.ts';
import { formDialog } from './form.ts';
import { maintenance } from './maintenance.ts';
import { ownShifts } from './own.ts';
import { plan } from './plan.ts';
import { policies } from './policies.ts';
import { schedules } from './schedules.ts';
import { onCall, readAgain, readPlan } from './state.ts';
import { t } from './texts.ts';

const example = `schedules:
  primary:
    timezone: Europe/Berlin
    layers:
      - people: [alice, bob]
        every: 1w
        starts: 2026-01-05T09:00
policies:
  default:
    levels:
      - { page: [ { schedule: primary } ], escalateAfter: 5m }`;

function page() {
  const { problem, plan: known, announcement } = onCall;
  const stale = (text: string) => (known ? t('web-on-call.stale', { problem: text, time: clockTime(known.at) }) : text);
  return frame({
    title: t('web-on-call.title'),
    look: 'on-call',
    problem: problem === undefined ? undefined : stale(problem),
    retry: () => void readPlan(),
    body: html`<p class="spoken" role="status">${announcement}</p>
      ${answer()} ${known ? body(known) : problem === undefined ? html`<p class="loading">${t('web.loading')}</p>` : nothing}
      ${formDialog()}`,
  });
}

function answer() {
  const { answer: given } = onCall;
  return html`<p id="answer" tabindex="-1" role="status" dir="auto" class=${given ? `answer ${given.isRefusal ? 'form-error' : ''}` : 'spoken'}>
    ${given?.text}
  </p>`;
}

function body(known: WireOnCall) {
  if (known.schedules.length === 0) return html`${howToAdd()} ${policies(known)} ${maintenance(known)}`;
  const shown = filtered(known);
  return html`${ownShifts(known)} ${filterBox(known, shown)}
    ${shown.schedules.length === 0 ? nothing : html`${schedules(shown)} ${plan(shown)}`}
    ${policies(shown)} ${maintenance(shown)} ${calendars(shown)}`;
}

function howToAdd() {
  return html`<section class="empty">
    <h2>${t('web-on-call.empty')}</h2>
    <p>${t('web-on-call.empty.how')}</p>
    <pre><code>${example}</code></pre>
    <p>${rich(t('web-on-call.empty.docs'))}</p>
  </section>`;
}

followFilter();
await beginPage(page, () => void readAgain());
matchMedia('(max-width: 60em)').addEventListener('change', changed);
document.addEventListener('visibilitychange', () => void (document.hidden || readPlan()));
addEventListener('hashchange', followFilter);
addEventListener('online', () => void readPlan());
await readPlan();
