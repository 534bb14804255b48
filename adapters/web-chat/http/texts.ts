import { createHash } from 'node:crypto';
import { type Language, languages } from '../../../src/domain/languages.ts';
import type { TextKey } from '../../../src/locales/catalogue.ts';
import { web } from '../../../src/locales/en/web/web.ts';
import { webIntegrations } from '../../../src/locales/en/web/web-integrations.ts';
import { webJobs } from '../../../src/locales/en/web/web-jobs.ts';
import { textsIn } from '../../../src/locales/translate.ts';

const FOLDER = '/web/texts/';

/** What each page says. */
const pages = {
  chat: web,
  integrations: { ...web, ...webIntegrations },
  jobs: { ...web, ...webJobs },
} as const;
type PageName = keyof typeof pages;

export interface PageTexts {
  /** Returns where a page finds its texts; the address changes when a text does. */
  address(language: Language, page?: PageName): string;
  /** Undefined for a path that is none of texts. */
  answer(path: string): Response | undefined;
}

/** The texts of the pages, which browsers keep until they change. */
export function createPageTexts(): PageTexts {
  const known = new Map<string, { readonly body: string; readonly version: string }>();

  function textsOf(name: string, language: Language, page: PageName) {
    const found = known.get(name);
    if (found) return found;
    const all = textsIn(language);
    const keys = Object.keys(pages[page]) as TextKey[];
    const body = JSON.stringify(Object.fromEntries(keys.map((key) => [key, all[key]])));
    const made = { body, version: createHash('sha256').update(body).digest('hex').slice(0, 16) };
    known.set(name, made);
    return made;
  }

  return {
    address(language, page = 'chat') {
      const name = nameOf(language, page);
      return `${FOLDER}${name}.${textsOf(name, language, page).version}.json`;
    },
    answer(path) {
      const [, name = '', version] = /^\/web\/texts\/([a-z-]+)\.([0-9a-f]{16})\.json$/.exec(path) ?? [];
      const page = (Object.keys(pages) as PageName[]).find((one) =>
        languages.some((each) => nameOf(each, one) === name),
      );
      const language = languages.find((one) => page && nameOf(one, page) === name);
      if (!language || !page) return undefined;
      const texts = textsOf(name, language, page);
      // A page of another version still gets texts, and asks anew next time.
      const cache = version === texts.version ? 'public, max-age=31536000, immutable' : 'no-store';
      return new Response(texts.body, {
        headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': cache },
      });
    },
  };
}

function nameOf(language: Language, page: PageName): string {
  return page === 'chat' ? language : `${page}-${language}`;
}
