import { type ProblemStatus, problem, problemTitles } from '../../src/ports/http.ts';

/** An error as its reader wants it: a page for a browser, JSON for a program, problem+json under `/v1`. */
export function polite(
  request: Request,
  status: ProblemStatus,
  sentence: string,
  headers: Readonly<Record<string, string>> = {},
): Response {
  if (new URL(request.url).pathname.startsWith('/v1/')) {
    return problem(status, problemTitles[status], sentence, { headers });
  }
  const answer = new Headers(headers);
  if (!prefersHtml(request)) return Response.json({ error: sentence }, { status, headers: answer });
  answer.set('content-type', 'text/html; charset=utf-8');
  return new Response(page(sentence), { status, headers: answer });
}

function prefersHtml(request: Request): boolean {
  const accept = request.headers.get('accept') ?? '';
  return accept.includes('text/html');
}

/** The sentence is ours and never holds what somebody sent, so there is nothing to escape. */
function page(sentence: string): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<title>Tocsin</title>
<h1>Tocsin</h1>
<p>${sentence}</p>
<p><a href="/">To the start page</a></p>
</html>
`;
}
