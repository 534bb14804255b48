import { html, nothing } from 'lit-html';
import type { WireSession } from '../../wire.ts';
import { tell } from '../shared/actions.ts';
import { get, post } from '../shared/api.ts';
import { returnFocus } from '../shared/focus.ts';
import { icons } from '../shared/icons.ts';
import { leave } from '../shared/session.ts';
import { changed, state } from '../shared/state.ts';
import { t } from '../shared/texts.ts';
import { ago, dated } from '../shared/time.ts';

const DIALOG = 'sessions';

/** Renders the reader's sessions, each with a button to end it. */
export function sessionsDialog() {
  const { sessions } = state;
  return html`<dialog id=${DIALOG} aria-labelledby="sessions-title" @close=${closed} @click=${backdrop}>
    ${
      sessions
        ? html`<div class="form">
          <header>
            <h2 id="sessions-title">${t('web.sessions')}</h2>
            <button type="button" class="icon-button" aria-label=${t('web.form.close')} @click=${close}>${icons.close()}</button>
          </header>
          <p>${t('web.sessions.lead')}</p>
          <ul class="sessions">${sessions.map(session)}</ul>
          <footer>
            <p class="grow">${t('web.sessions.everywhere.text')}</p>
            <button type="button" class="button danger" @click=${signOutEverywhere}>${t('web.sessions.everywhere')}</button>
          </footer>
        </div>`
        : nothing
    }
  </dialog>`;
}

function session({ id, device, openedAt, seenAt, current }: WireSession) {
  const when = ago(seenAt);
  return html`<li>
    <span class="grow">
      <strong>${device}</strong>
      <small>${t('web.sessions.seen', { when })} · ${t('web.sessions.opened', { time: dated(openedAt) })}</small>
    </span>
    ${
      current
        ? html`<span class="pill">${t('web.sessions.current')}</span>`
        : html`<button class="button" aria-label=${t('web.sessions.end-of', { device, when })} @click=${() => end(id)}>${t('web.sessions.end')}</button>`
    }
  </li>`;
}

/** Runs after each render. */
export function showSessions(): void {
  const dialog = document.getElementById(DIALOG);
  if (!(dialog instanceof HTMLDialogElement)) return;
  if (!state.sessions && dialog.open) dialog.close();
  if (state.sessions && !dialog.open) dialog.showModal();
}

export async function openSessions(): Promise<void> {
  await tell(async () => {
    state.sessions = (await get('sessions', {})).sessions;
    state.drawer = false;
    changed();
  });
}

async function end(id: string): Promise<void> {
  await tell(async () => {
    await post('end-session', { session: id });
    await openSessions();
  });
}

async function signOutEverywhere(): Promise<void> {
  await tell(() => leave(() => post('sign-out-everywhere', {})));
}

function close(): void {
  state.sessions = undefined;
  changed();
}

function closed(): void {
  close();
  returnFocus();
}

function backdrop(event: Event): void {
  if (event.target instanceof HTMLDialogElement) close();
}
