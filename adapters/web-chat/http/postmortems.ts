import type { Language } from '../../../src/domain/languages.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { Postmortems } from '../../../src/ports/reporting.ts';
import { within } from '../within.ts';
import { link, smallPage } from './small-page.ts';
import type { Visitor } from './visitor.ts';

/** The number of the incident whose document is at this path; undefined when there is none. */
export function postmortemNumber(path: string): number | undefined {
  const digits = /^\/incidents\/(\d{1,9})\/postmortem\.md$/.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/** As text, whatever people wrote into it: no browser makes a page of Markdown that it must not guess at. */
export async function answerPostmortem(
  request: Request,
  number: number,
  { person }: Visitor,
  language: Language,
  postmortems: Postmortems,
): Promise<Response> {
  const t = translatorFor(language);
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return smallPage(language, 405, t('web-page.method'), [t('web-page.method.text')]);
  // A refusal is an answer, and no failure of the store's.
  const found = await within(postmortems.read(number, person).catch((err: unknown) => refusal(err, language)));
  if (found instanceof Response) return found;
  return new Response(request.method === 'HEAD' ? null : found, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `inline; filename="postmortem-${number}.md"`,
      'cache-control': 'private, no-store',
    },
  });
}

function refusal(err: unknown, language: Language): Response {
  if (!(err instanceof Refused)) throw err;
  const t = translatorFor(language);
  if (err.rule === 'not-allowed') return smallPage(language, 403, t('web-page.role'), [t('web-page.role.text')]);
  return incidentNotFound(language);
}

export function incidentNotFound(language: Language): Response {
  const t = translatorFor(language);
  return smallPage(language, 404, t('web-page.no-incident'), [
    t('web-page.no-incident.text'),
    link('/', t('web-page.to-chat')),
  ]);
}
