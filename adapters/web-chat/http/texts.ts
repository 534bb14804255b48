import { createHash } from 'node:crypto';
import { type Language, languages } from '../../../src/domain/languages.ts';
import type { TextKey } from '../../../src/locales/catalogue.ts';
import { web } from '../../../src/locales/en/web/web.ts';
import { textsIn } from '../../../src/locales/translate.ts';

const FOLDER = '/web/texts/';

export interface PageTexts {
  /** Returns where the page finds its texts; the address changes when a text does. */
  address(language: Language): string;
  /** Undefined for a path that is none of texts. */
  answer(path: string): Response | undefined;
}

/** The texts of the page, which browsers keep until they change. */
export function createPageTexts(): PageTexts {
  const known = new Map<Language, { readonly body: string; readonly version: string }>();

  function textsOf(language: Language) {
    const found = known.get(language);
    if (found) return found;
    const all = textsIn(language);
    const keys = Object.keys(web) as (TextKey & keyof typeof web)[];
    const body = JSON.stringify(Object.fromEntries(keys.map((key) => [key, all[key]])));
    const made = { body, version: createHash('sha256').update(body).digest('hex').slice(0, 16) };
    known.set(language, made);
    return made;
  }

  return {
    address: (language) => `${FOLDER}${language}.${textsOf(language).version}.json`,
    answer(path) {
      const [, asked, version] = /^\/web\/texts\/([a-z]{2})\.([0-9a-f]{16})\.json$/.exec(path) ?? [];
      const language = languages.find((one) => one === asked);
      if (!language) return undefined;
      const texts = textsOf(language);
      // A page of another version still gets texts, and asks anew next time.
      const cache = version === texts.version ? 'public, max-age=31536000, immutable' : 'no-store';
      return new Response(texts.body, {
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': cache },
      });
    },
  };
}
