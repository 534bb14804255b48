import { percentDecoded } from '../../src/lib/links.ts';
import { type Access, type HttpRoutes, problem, problemTitles } from '../../src/ports/http.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import type { Checks, HeartbeatReport, Heartbeats } from '../../src/ports/monitors.ts';
import { nearNames } from './near-names.ts';
import { reasonIn } from './reason.ts';

const root = '/v1/heartbeats';
const checksPath = '/v1/checks';
const retryAfterSeconds = '5';

interface Parts {
  readonly heartbeats: Heartbeats;
  readonly checks: Checks;
  readonly access: Access;
}

/**
 * `/v1/heartbeats/:name` takes a beat and `/v1/heartbeats/:name/fail` a failure, by POST, GET and HEAD alike: a cron job
 * says `curl -fsS` or `wget --spider` at best. `GET /v1/heartbeats` and `GET /v1/checks` list how things stand.
 */
export function createHeartbeatRoutes(parts: Parts): HttpRoutes {
  return {
    paths: [root, `${root}/:name`, `${root}/:name/fail`, checksPath],
    async handle(request, peer) {
      const { pathname, searchParams } = new URL(request.url);
      const [, , collection = '', written, action] = pathname.split('/');
      const asked = { collection, written, action };
      // Where only an address can be set, as in many a scheduler, the token stands in it.
      const token = request.headers.has('authorization') ? undefined : (searchParams.get('token') ?? undefined);
      const client = await parts.access.check(request, peer, written === undefined ? 'read' : 'alerts', token);
      if (client instanceof Response) return client;
      const response = await answer(parts, request, asked).catch(unavailable);
      for (const [name, value] of Object.entries(client.headers ?? {})) response.headers.set(name, value);
      return response;
    },
  };
}

interface Asked {
  readonly collection: string;
  /** The name, as it stands in the address. Absent: the list is wanted. */
  readonly written: string | undefined;
  readonly action: string | undefined;
}

async function answer(parts: Parts, request: Request, { collection, written, action }: Asked): Promise<Response> {
  const { heartbeats, checks } = parts;
  const reads = ['GET', 'HEAD'];
  const methods = written === undefined ? reads : [...reads, 'POST'];
  if (!methods.includes(request.method)) return wrongMethod(methods.join(', '));
  if (written === undefined) {
    return listed(collection === 'checks' ? await checks.list() : (await heartbeats.list()).map(heartbeatOf));
  }
  const name = percentDecoded(written);
  const report = action === 'fail' ? await heartbeats.fail(name, await reasonIn(request)) : await heartbeats.beat(name);
  if (!report) return unknown(name, heartbeats.names());
  return Response.json(heartbeatOf(report), { headers: { 'cache-control': 'no-store' } });
}

/** @throws what it was given, when that is not the database's absence */
function unavailable(err: unknown): Response {
  if (!(err instanceof StoreUnavailable)) throw err;
  return problem(503, problemTitles[503], 'The database does not answer, so nothing was kept; try again soon.', {
    headers: { 'retry-after': retryAfterSeconds },
  });
}

/** In the shape of every list here; a file holds so few that one page takes them all. */
function listed(items: readonly object[]): Response {
  return Response.json({ items, next: null }, { headers: { 'cache-control': 'no-store' } });
}

function heartbeatOf({ everyMs, graceMs, ...report }: HeartbeatReport): object {
  return { ...report, everySeconds: everyMs / 1000, graceSeconds: graceMs / 1000 };
}

function wrongMethod(allow: string): Response {
  return problem(405, problemTitles[405], `This address takes ${allow}.`, { headers: { allow } });
}

function unknown(name: string, known: readonly string[]): Response {
  const near = nearNames(name, known);
  const todo = near.length > 0 ? `Did you mean ${near.join(' or ')}?` : 'Add it to the configuration file.';
  return problem(404, problemTitles[404], `No heartbeat of this name is in the configuration file. ${todo}`, {
    ...(near.length > 0 && { members: { near } }),
  });
}
