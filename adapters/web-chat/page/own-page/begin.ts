import { html, render, type TemplateResult } from 'lit-html';
import { whenSignedOut } from '../shared/api.ts';
import { ignoreSecondTaps } from '../shared/second-tap.ts';
import { changed, drawWith, state } from '../shared/state.ts';
import { loadTexts } from '../shared/texts.ts';
import { arrivedPages, listen } from './live.ts';

/**
 * Renders a page beside the chat once its texts are loaded, and again after every change.
 *
 * @param outdated called when the rota changes, and whenever the live stream is connected or lost
 */
export async function beginPage(page: () => TemplateResult, outdated = () => {}): Promise<void> {
  const app = document.getElementById('app') ?? document.body;
  whenSignedOut(() => location.reload());
  await loadTexts();
  app.replaceChildren();
  ignoreSecondTaps();
  const { title } = document;
  drawWith(() => {
    render(html`${page()} ${arrivedPages()}`, app);
    const pages = state.toasts.length;
    document.title = pages > 0 ? `(${pages}) ${title}` : title;
  });
  /** Updates relative times such as “5 min ago”. */
  setInterval(changed, 30_000);
  listen(outdated);
}

/** Moves the focus to an element, because the pressed one was removed from the page. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}
