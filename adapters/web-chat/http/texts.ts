import { type Language, languages } from '../../../src/domain/languages.ts';
import { shortHash } from '../../../src/lib/values/digest.ts';
import type { TextKey } from '../../../src/locales/catalogue.ts';
import { web } from '../../../src/locales/en/web/web.ts';
import { webIntegrations } from '../../../src/locales/en/web/web-integrations.ts';
import { webJobs } from '../../../src/locales/en/web/web-jobs.ts';
import { webOnCall } from '../../../src/locales/en/web/web-on-call.ts';
import { webPush } from '../../../src/locales/en/web/web-push.ts';
import { textsIn } from '../../../src/locales/translate.ts';

const FOLDER = '/web/texts/';

/** The texts of each page. */
const pages = {
  chat: { ...web, ...webPush },
  integrations: { ...web, ...webPush, ...webIntegrations },
  jobs: { ...web, ...webPush, ...webJobs },
  'on-call': { ...web, ...webPush, ...webOnCall },
} as const;
type PageName = keyof typeof pages;

export interface PageTexts {
  /** Returns the URL of a page's texts; it changes when a text does. */
  address(language: Language, page?: PageName): string;
  /** Returns undefined for a path that is not one of texts. */
  answer(path: string): Response | undefined;
}

/** Serves the texts of the pages, which browsers cache until they change. */
export function createPageTexts(): PageTexts {
  const known = new Map<string, { readonly body: string; readonly version: string }>();

  function textsOf(name: string, language: Language, page: PageName) {
    const found = known.get(name);
    if (found) return found;
    const all = textsIn(language);
    const keys = Object.keys(pages[page]) as TextKey[];
    const body = JSON.stringify(Object.fromEntries(keys.map((key) => [key, all[key]])));
    const made = { body, version: shortHash(body, 16) };
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
      // A page of another version gets the texts too, without caching.
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
