import type { Language } from '../../../src/domain/languages.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import { escapeHtml } from '../../../src/lib/html.ts';
import { translatorFor } from '../../../src/locales/translate.ts';
import type { Postmortems } from '../../../src/ports/reporting.ts';
import { within } from '../within.ts';
import { htmlDocument } from './document.ts';
import { htmlOfMarkdown } from './markdown.ts';
import { incidentNotFound, smallPage } from './small-page.ts';
import type { Visitor } from './visitor.ts';

/** Returns the number of the incident whose postmortem is at this path; undefined for any other path. */
export function postmortemNumber(path: string): number | undefined {
  const digits = /^\/incidents\/(\d{1,9})\/postmortem\.md$/.exec(path)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

/**
 * Answers a browser with a page, and other clients with Markdown as plain text, so that no browser guesses its type. With
 * `?download` it is a file.
 */
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
  // A refusal is an answer, not a failure of the store.
  const found = await within(postmortems.read(number, person).catch((err: unknown) => refusal(err, language)));
  if (found instanceof Response) return found;
  const asFile = new URL(request.url).searchParams.has('download');
  if (!asFile && (request.headers.get('accept') ?? '').includes('text/html'))
    return documentPage(request, number, found, language);
  return new Response(request.method === 'HEAD' ? null : found, {
    headers: {
      ...neverKept,
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `${asFile ? 'attachment' : 'inline'}; filename="postmortem-${number}.md"`,
    },
  });
}

const neverKept = { 'cache-control': 'private, no-store', vary: 'accept' } as const;

function documentPage(request: Request, number: number, markdown: string, language: Language): Response {
  const t = translatorFor(language);
  const file = `/incidents/${number}/postmortem.md?download`;
  const html = htmlDocument({
    language,
    title: `#${number} · Tocsin`,
    body: `<body>
<main class="document">
<nav class="document-tools" aria-label="Tocsin">
<a class="button" href="/incidents/${number}">${escapeHtml(t('web-document.incident', { number }))}</a>
<a class="button" href="${file}" download="postmortem-${number}.md">${escapeHtml(t('web-document.download'))}</a>
</nav>
${htmlOfMarkdown(markdown)}</main>
</body>`,
  });
  return new Response(request.method === 'HEAD' ? null : html, {
    headers: { ...neverKept, 'content-type': 'text/html; charset=utf-8' },
  });
}

function refusal(err: unknown, language: Language): Response {
  if (!(err instanceof Refused)) throw err;
  const t = translatorFor(language);
  if (err.rule === 'not-allowed') return smallPage(language, 403, t('web-page.role'), [t('web-page.role.text')]);
  return incidentNotFound(language);
}
