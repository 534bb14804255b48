import { problem, problemTitles } from '../../src/ports/http.ts';
import { listTypes } from '../../src/schemas/operation.ts';
import { acceptedType, encoded, formatOf, type ListPage } from './formats.ts';

/** Most rows of an answer in lines or CSV without a `limit`; beyond that, a link leads to the next rows. */
const mostRows = 1_000;
const pageRows = 100;

interface ListQuery {
  readonly limit?: number;
  readonly after?: number | string | undefined;
}

export interface EncodedList {
  readonly status: 200;
  readonly type: string;
  readonly text: string | Uint8Array<ArrayBuffer>;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Answers a request for a list in the type that it prefers. Lines and CSV without a `limit` contain several pages.
 *
 * @param run reads one page
 * @returns 406 as problem+json when the client accepts none of the types
 */
export async function listAnswer(
  request: Request,
  columns: readonly string[],
  query: object,
  run: (query: object) => Promise<unknown>,
): Promise<EncodedList | Response> {
  const type = acceptedType(request.headers.get('accept'));
  if (type === undefined) return notAcceptable();
  const format = formatOf(type);
  const url = new URL(request.url);
  const isWhole = (format === 'lines' || format === 'csv') && !url.searchParams.has('limit');
  const page = isWhole ? await pages(query, run) : ((await run(query)) as ListPage);
  const headers = { vary: 'Accept', ...(page.next !== null && { link: linkTo(url, page.next) }), ...missing(page) };
  const charset = type === 'text/csv' ? '; charset=utf-8' : '';
  return { status: 200, type: `${type}${charset}`, text: await encoded(page, format, columns), headers };
}

async function pages(query: ListQuery, run: (query: object) => Promise<unknown>): Promise<ListPage> {
  const items: object[] = [];
  const unreadable: number[] = [];
  let next: ListPage['next'] = null;
  do {
    const after: object = next === null ? {} : { after: next };
    const page = (await run({ ...query, ...after, limit: pageRows })) as ListPage;
    items.push(...page.items);
    unreadable.push(...(page.unreadable ?? []));
    next = page.next;
  } while (next !== null && items.length + pageRows <= mostRows);
  return { items, next, ...(unreadable.length > 0 && { unreadable }) };
}

/** Lines and CSV have no place for it. */
function missing({ unreadable }: ListPage): Record<string, string> {
  return unreadable ? { 'tocsin-unreadable': unreadable.join(', ') } : {};
}

function linkTo({ pathname, searchParams }: URL, next: number | string): string {
  const query = new URLSearchParams(searchParams);
  query.set('after', String(next));
  return `<${pathname}?${query}>; rel="next"`;
}

function notAcceptable(): Response {
  const sentence = `This list comes as ${listTypes.slice(0, -1).join(', ')} or ${listTypes.at(-1)}: send one of them as Accept.`;
  return problem(406, problemTitles[406], sentence, { headers: { vary: 'Accept' } });
}
