import { type Language, languageOfHeader, languages } from '../../src/domain/languages.ts';
import { escapeHtml } from '../../src/lib/html.ts';
import type { http } from '../../src/locales/en/web/http.ts';
import { translatorFor } from '../../src/locales/translate.ts';
import { type PlainRequest, type ProblemStatus, problem, problemTitles } from '../../src/ports/http.ts';

type Asked = Pick<PlainRequest, 'url' | 'headers'>;

/**
 * Returns an error in the form that the client reads: a page for a browser, JSON for a program, problem+json under `/v1`.
 */
export function polite(
  request: Asked,
  status: ProblemStatus,
  error: keyof typeof http,
  headers: Readonly<Record<string, string>> = {},
): Response {
  const isProgram = new URL(request.url).pathname.startsWith('/v1/') || !prefersHtml(request);
  // Programs get English: they match on the text, and people of any language read their logs.
  const language = (!isProgram && languageOfHeader(request.headers.get('accept-language'))) || languages[0];
  const t = translatorFor(language);
  const sentence = t(error);
  if (new URL(request.url).pathname.startsWith('/v1/')) {
    return problem(status, problemTitles[status], sentence, { headers });
  }
  const answer = new Headers(headers);
  if (isProgram) return Response.json({ error: sentence }, { status, headers: answer });
  answer.set('content-type', 'text/html; charset=utf-8');
  answer.set('vary', 'accept, accept-language');
  return new Response(page(language, sentence, t('http.start-page')), { status, headers: answer });
}

function prefersHtml(request: Asked): boolean {
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('text/html');
}

function page(language: Language, sentence: string, startPage: string): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Tocsin</title>
<h1>Tocsin</h1>
<p>${escapeHtml(sentence)}</p>
<p><a href="/">${escapeHtml(startPage)}</a></p>
</html>
`;
}
