import type { Directory } from '../../src/domain/directory.ts';
import type { HttpRoutes } from '../../src/ports/http.ts';
import type { CalendarFeed, CalendarLink } from '../../src/ports/reporting.ts';
import type { Clock, Log, Signing } from '../../src/ports/runtime.ts';
import { createFeeds, type RenderedFeed } from './feeds.ts';
import { feedName, readToken, tokenOf } from './token.ts';

const root = '/calendar/';

export interface Calendar {
  readonly routes: HttpRoutes;
  readonly linkFor: CalendarLink;
}

/** Serves shifts as calendars to subscribe to. The URL of each feed is secret: it alone gives access. */
export function createCalendar(
  { publicUrl }: { publicUrl: string },
  parts: { directory: () => Directory; signing: Signing; clock: Clock; log: Log },
): Calendar {
  const { signing, directory } = parts;
  const render = createFeeds({ host: new URL(publicUrl).hostname }, parts);

  async function handle(request: Request): Promise<Response> {
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      return sentence(405, 'A calendar can be read, and not changed from here.', { allow: 'GET, HEAD' });
    }
    const [, token = ''] = /^\/calendar\/([^/]+)\.ics$/.exec(new URL(request.url).pathname) ?? [];
    const opened = readToken(token, signing);
    if (!opened) {
      return sentence(404, 'There is no calendar at this address. Ask the bot “oncall” in a direct message for yours.');
    }
    const { feed, key } = opened;
    const rendered = render(feed);
    if (!rendered) {
      return sentence(410, 'This calendar is no more: whose shifts it showed is not in the configuration any longer.');
    }
    if (key !== keyOf(feed, directory())) {
      return sentence(410, 'This calendar link was renewed. Ask the bot “oncall” in a direct message for the new one.');
    }
    return answer(request, feed, rendered);
  }

  return {
    routes: { paths: [`${root}*`], handle },
    linkFor: (feed) => `${publicUrl.replace(/\/+$/, '')}${root}${tokenOf(feed, keyOf(feed, directory()), signing)}.ics`,
  };
}

function keyOf(feed: CalendarFeed, { people, schedules }: Directory): string | undefined {
  return ('person' in feed ? people.get(feed.person) : schedules.get(feed.schedule))?.calendarKey;
}

function answer(request: Request, feed: CalendarFeed, { body, etag, since }: RenderedFeed): Response {
  const headers = {
    etag,
    'last-modified': since.toUTCString(),
    'cache-control': 'private, max-age=60',
  };
  if (isKnown(request.headers, etag, since)) return new Response(null, { status: 304, headers });
  const content = {
    ...headers,
    'content-type': 'text/calendar; charset=utf-8',
    'content-disposition': `inline; filename="tocsin.${feedName(feed)}.ics"`,
    'content-length': String(Buffer.byteLength(body)),
  };
  return new Response(request.method === 'HEAD' ? null : body, { headers: content });
}

/** Returns whether the client has this version. An ETag takes precedence over a time, as RFC 9110 says. */
function isKnown(headers: Headers, etag: string, since: Date): boolean {
  const tags = headers.get('if-none-match');
  if (tags !== null) return tags.split(',').some((tag) => [etag, etag.slice('W/'.length), '*'].includes(tag.trim()));
  return Date.parse(headers.get('if-modified-since') ?? '') >= Math.floor(since.getTime() / 1000) * 1000;
}

/** Returns a plain-text answer for people who open the URL by hand. `text` never repeats the request. */
function sentence(status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response {
  return new Response(`${text}\n`, {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store', ...headers },
  });
}
