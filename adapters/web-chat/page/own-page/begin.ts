import { render, type TemplateResult } from 'lit-html';
import { Refusal, whenSignedOut } from '../shared/api.ts';
import { ignoreSecondTaps } from '../shared/second-tap.ts';
import { changed, drawWith } from '../shared/state.ts';
import { loadTexts, t } from '../shared/texts.ts';

/** Draws a page beside the chat, once its texts are there, and again with every change. */
export async function beginPage(page: () => TemplateResult): Promise<void> {
  const app = document.getElementById('app') ?? document.body;
  whenSignedOut(() => location.reload());
  await loadTexts();
  app.replaceChildren();
  ignoreSecondTaps();
  drawWith(() => render(page(), app));
  /** “5 min ago” grows old by itself. */
  setInterval(changed, 30_000);
}

/** Returns what stands behind the `#` of the address. */
export function nameInAddress(): string | undefined {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    // A percent sign that somebody typed.
    return undefined;
  }
}

/** What was pressed is gone from the page then: the keyboard goes on where it stood. */
export function focusOn(id: string): void {
  requestAnimationFrame(() => document.getElementById(id)?.focus());
}

/** Returns what to tell the reader when something failed. */
export function sentenceOf(err: unknown): string {
  if (err instanceof Refusal) return err.message;
  console.error(err);
  return t('web.error.page');
}
