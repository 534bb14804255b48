import { Refused } from '../../src/domain/refusal.ts';
import type { Postmortems } from '../../src/ports/reporting.ts';
import { smallPage } from './small-page.ts';
import type { Visitor } from './visitor.ts';
import { within } from './within.ts';

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
  postmortems: Postmortems,
): Promise<Response> {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return smallPage(405, 'Not like this', ['<p>It is there to be read. Write into your own copy of it.</p>']);
  // A refusal is an answer, and no failure of the store's.
  const found = await within(postmortems.read(number, person).catch(refusal));
  if (found instanceof Response) return found;
  return new Response(request.method === 'HEAD' ? null : found, {
    headers: {
      'content-type': 'text/markdown; charset=utf-8',
      'content-disposition': `inline; filename="postmortem-${number}.md"`,
      'cache-control': 'private, no-store',
    },
  });
}

function refusal(err: unknown): Response {
  if (!(err instanceof Refused)) throw err;
  if (err.rule === 'not-allowed')
    return smallPage(403, 'Not with your role', ['<p>Ask an admin to change your role.</p>']);
  return smallPage(404, 'There is no such incident', ['<p><a href="/">To the chat</a></p>']);
}
