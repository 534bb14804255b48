import { html, nothing } from 'lit-html';
import { repeat } from 'lit-html/directives/repeat.js';
import type { WireIntegration, WirePayload } from '../../wire.ts';
import { focusOn } from '../own-page/begin.ts';
import { confirmation } from '../own-page/frame.ts';
import { addressOfIncident } from '../shared/address.ts';
import { changed } from '../shared/state.ts';
import { ago, dated } from '../shared/time.ts';
import { integrations, replay, setReplay, tryTyped } from './state.ts';
import { t } from './texts.ts';
import { trial } from './trial.ts';

/** Renders one integration: a form to try a payload, and its latest payloads. */
export function detail(one: WireIntegration) {
  const { payloads, mayReplay, problem } = integrations;
  return html`<section class="integration-detail" aria-labelledby="integration">
    <a class="to-all" href="#">${t('web-integrations.all')}</a>
    <h2 id="integration" tabindex="-1" dir="auto">${one.name}</h2>
    <section class="panel" aria-labelledby="try">
      <h3 id="try">${t('web-integrations.try')}</h3>
      ${one.inFile ? tryForm(one.name) : html`<p class="none">${t('web-integrations.try.token')}</p>`}
    </section>
    <section class="panel" aria-labelledby="payloads">
      <h3 id="payloads">${t('web-integrations.payloads')}</h3>
      <p class="none">
        ${t('web-integrations.payloads.lead')} ${mayReplay ? nothing : t('web-integrations.replay.admins')}
      </p>
      ${
        payloads
          ? payloads.length === 0
            ? html`<p class="none">${t('web-integrations.received.none')}.</p>`
            : html`<ol role="list">${repeat(
                payloads,
                ({ id }) => id,
                (payload) => entry(payload, one),
              )}</ol>`
          : html`<p class="none">${problem === undefined ? t('web.loading') : nothing}</p>`
      }
    </section>
  </section>`;
}

function tryForm(name: string) {
  const { trialProblem, isTrying } = integrations;
  const submit = (event: Event) => {
    event.preventDefault();
    if (!isTrying) void tryTyped(name);
  };
  const type = (event: Event) => integrations.typed.set(name, (event.target as HTMLTextAreaElement).value);
  return html`<form class="field" @submit=${submit}>
      <p class="field-hint" id="try-lead">${t('web-integrations.try.lead')}</p>
      <label for="payload">${t('web-integrations.try.payload')}</label>
      <textarea
        id="payload"
        rows="8"
        spellcheck="false"
        autocapitalize="off"
        autocomplete="off"
        aria-describedby="try-lead try-problem"
        aria-invalid=${trialProblem === undefined ? 'false' : 'true'}
        .value=${integrations.typed.get(name) ?? ''}
        @input=${type}
      ></textarea>
      <div id="try-problem" role="alert">
        ${trialProblem === undefined ? nothing : html`<p class="form-error">${trialProblem}</p>`}
      </div>
      <button class="button primary" aria-disabled=${isTrying}>${t('web-integrations.try.run')}</button>
    </form>
    <div role="status">${integrations.trial ? trial(integrations.trial) : nothing}</div>`;
}

function entry(payload: WirePayload, one: WireIntegration) {
  const { receivedAt, status, reason, alerts, incidents, body, truncated } = payload;
  return html`<li class="payload">
    <details>
      <summary>
        <span>${dated(receivedAt)}</span> <small>${ago(receivedAt)}</small>
        <span class="state ${status < 400 ? 'success' : 'danger'}">${t('web-integrations.payload.answered', { status })}</span>
        <span>${t('web-integrations.alerts', { alerts })}</span>
      </summary>
      ${reason === undefined ? nothing : html`<p class="form-error">${reason}</p>`}
      <pre tabindex="0" aria-label=${dated(receivedAt)}>${formatted(body)}</pre>
      ${truncated ? html`<p class="none">${t('web-integrations.payload.truncated')}</p>` : nothing}
      <div class="card-actions">
        ${incidents.map(
          (number) =>
            html`<a class="button" href=${addressOfIncident(number)}>${t('web-integrations.payload.incident', { number })}</a>`,
        )}
        ${
          one.inFile
            ? html`<button class="button" @click=${() => edit(one.name, body)}>${t('web-integrations.payload.use')}</button>`
            : nothing
        }
        ${integrations.mayReplay && !truncated && body !== '' ? replaying(payload, one.name) : nothing}
      </div>
    </details>
  </li>`;
}

function replaying(payload: WirePayload, integration: string) {
  const { id } = payload;
  const now = integrations.replays.get(id);
  if (now !== 'asking' && now !== 'sending')
    return html`<button class="button" id="replay-${id}" @click=${() => show(id, 'asking', `cancel-${id}`)}>
        ${t('web-integrations.replay')}
      </button>
      <p class="replayed" role="status">${now === undefined ? nothing : cameTo(now)}</p>`;
  return confirmation({
    id,
    text: t('web-integrations.replay.ask'),
    yes: t('web-integrations.replay'),
    no: t('web-integrations.replay.cancel'),
    isSending: now === 'sending',
    confirm: async () => {
      await replay(payload, integration);
      focusOn(`replay-${id}`);
    },
    cancel: () => show(id, undefined, `replay-${id}`),
  });
}

function cameTo(replayed: { readonly problem: string } | { readonly accepted: number }): string {
  return 'problem' in replayed ? replayed.problem : t('web-integrations.replay.done', { alerts: replayed.accepted });
}

function show(id: string, now: 'asking' | undefined, next: string): void {
  setReplay(id, now);
  focusOn(next);
}

function edit(name: string, body: string): void {
  integrations.typed.set(name, formatted(body));
  integrations.trial = undefined;
  integrations.trialProblem = undefined;
  changed();
  focusOn('payload');
}

function formatted(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    // Text, or JSON that was truncated.
    return body;
  }
}
