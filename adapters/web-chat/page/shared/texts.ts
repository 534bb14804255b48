import type { TemplateResult } from 'lit-html';
import type { TranslateOf, TranslatePartsOf } from '../../../../src/locales/catalogue.ts';
import type { web } from '../../../../src/locales/en/web/web.ts';
import type { webPush } from '../../../../src/locales/en/web/web-push.ts';
import { createTranslator, type Translator } from '../../../../src/locales/format.ts';

type PageTexts = typeof web & typeof webPush;

const { documentElement } = document;
const AGAIN_MS = 1_000;

/** English uses British formats: 24 hours, and the day before the month. */
export const locale = documentElement.lang === 'en' ? 'en-GB' : documentElement.lang;

let translator: Translator<PageTexts> | undefined;

/** Loads the texts in the reader's language from the URL that the document names; retries until it succeeds. */
export async function loadTexts(): Promise<void> {
  const address = documentElement.dataset.texts ?? '';
  for (;;) {
    const response = await fetch(address).catch(() => undefined);
    if (response?.ok) {
      translator = createTranslator<PageTexts>(await response.json(), locale);
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

function loaded(): Translator<PageTexts> {
  if (!translator) throw new Error('The texts are not loaded yet');
  return translator;
}

/** Returns a text in the reader's language. */
export const t: TranslateOf<PageTexts> = (key, ...values) => loaded().text(key, ...values);

/** Returns a text with elements in its placeholders, as a list to render. */
export const parts: TranslatePartsOf<PageTexts, TemplateResult> = (key, values) =>
  loaded().partsOf<TemplateResult>()(key, values);
