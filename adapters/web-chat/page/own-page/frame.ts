import { html, nothing, type TemplateResult } from 'lit-html';
import { t } from '../shared/texts.ts';

/** Renders a page beside the chat: its title, a link back, and errors. */
export function frame(page: {
  readonly title: string;
  /** Classes of its `main`. */
  readonly look: string;
  readonly problem: string | undefined;
  /** Loads again after a failure. */
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

/** Renders a confirmation before an action that cannot be undone. */
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
