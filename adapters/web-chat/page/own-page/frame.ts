import { html, nothing, type TemplateResult } from 'lit-html';
import { t } from '../shared/texts.ts';

/** A page beside the chat: its title, the way back, and what went wrong. */
export function frame(page: {
  readonly title: string;
  /** Classes of its `main`. */
  readonly look: string;
  readonly problem: string | undefined;
  /** Reads again what could not be read. */
  readonly retry: () => void;
  readonly body: TemplateResult | typeof nothing;
}): TemplateResult {
  const { title, look, problem, retry, body } = page;
  return html`<main class="room dashboard own-page ${look}">
    <header class="room-header">
      <h1>${title}</h1>
      <a class="button to-chat" href="/">${t('web.to-chat')}</a>
    </header>
    <div class="dashboard-body">
      ${
        problem === undefined
          ? nothing
          : html`<div class="form-error trouble" role="alert">
            <span>${problem}</span>
            <button class="button" @click=${retry}>${t('web.retry')}</button>
          </div>`
      }
      ${body}
    </div>
  </main>`;
}

/** Asks before something is done that cannot be undone: a question, yes and no. */
export function confirmation(question: {
  readonly id: string;
  readonly text: string;
  readonly yes: string;
  readonly no: string;
  readonly isSending: boolean;
  readonly confirm: () => void;
  readonly cancel: () => void;
}): TemplateResult {
  const { id, text, yes, no, isSending, confirm, cancel } = question;
  const unlessSending = (act: () => void) => () => {
    if (!isSending) act();
  };
  return html`<div class="ask" role="group" aria-labelledby="ask-${id}">
    <span id="ask-${id}">${text}</span>
    <button class="button danger" aria-disabled=${isSending} @click=${unlessSending(confirm)}>${yes}</button>
    <button class="button" id="cancel-${id}" aria-disabled=${isSending} @click=${unlessSending(cancel)}>${no}</button>
  </div>`;
}
