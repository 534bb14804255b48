import { z } from 'zod';
import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { Directory } from '../../src/domain/directory.ts';
import type { AlertIntake, IntegrationService } from '../../src/ports/alerts.ts';
import {
  type Access,
  type ApiClient,
  type PlainRequest,
  problem,
  problemTitles,
  refuseOthers,
  type Scope,
} from '../../src/ports/http.ts';
import type { Clock } from '../../src/ports/runtime.ts';
import { integrationsToJson, payloadToJson } from './integration-json.ts';
import { senderNamed } from './paths.ts';
import { problemJson, Refusal } from './problem.ts';
import { readBody } from './reading/body.ts';
import { IntakeNotes } from './reading/notes.ts';
import { arrivedOf, isWhole, replayPayload } from './replay.ts';
import type { Arrived, Sender } from './sender.ts';
import { api } from './senders/api.ts';
import { tokenOf } from './token.ts';
import { tokenInside } from './token-inside.ts';
import { tryPayload } from './trial.ts';

export interface IntegrationRoutes {
  readonly access: Access;
  readonly intake: AlertIntake;
  readonly integrations: IntegrationService;
  readonly clock: Clock;
  readonly directory: () => Pick<Directory, 'integrations' | 'services'>;
  readonly senders: readonly Sender[];
}

interface Asked extends IntegrationRoutes {
  readonly request: PlainRequest;
  readonly peer: { readonly address: string };
  readonly url: URL;
  readonly name: string;
  readonly id: string;
}

const base = '/v1/integrations';
/** Names and ids as they are in the path, percent-encoded. */
const actions: readonly {
  readonly method: string;
  readonly path: RegExp;
  readonly run: (asked: Asked) => Promise<Response>;
}[] = [
  { method: 'GET', path: /^()()\/?$/, run: list },
  { method: 'POST', path: /^\/([^/]+)\/try()\/?$/, run: attempt },
  { method: 'GET', path: /^\/([^/]+)\/payloads()\/?$/, run: payloads },
  { method: 'POST', path: /^\/([^/]+)\/payloads\/([^/]+)\/replay\/?$/, run: replay },
];

/**
 * Answers a request about integrations; undefined for a post to one.
 *
 * @throws Refusal, and the errors of the integrations
 */
export async function answerAboutIntegrations(
  request: PlainRequest,
  peer: { readonly address: string },
  routes: IntegrationRoutes,
): Promise<Response | undefined> {
  if (!request.url.includes(base)) return undefined;
  const url = new URL(request.url);
  if (!url.pathname.startsWith(base)) return undefined;
  const rest = url.pathname.slice(base.length);
  const found = actions.filter(({ path }) => path.test(rest));
  if (found.length === 0) return undefined;
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const action = found.find((one) => one.method === method);
  if (!action) {
    const allow = found.map((one) => one.method).join(', ');
    return problemJson(new Refusal(405, `This address answers ${allow}.`, { headers: { allow } }));
  }
  const [, name = '', id = ''] = action.path.exec(rest) ?? [];
  return action.run({ ...routes, request, peer, url, name: decoded(name), id: decoded(id) });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new Refusal(400, 'The address is not valid: a % stands before what is no UTF-8 in hexadecimal.');
  }
}

async function list(asked: Asked): Promise<Response> {
  const client = await letIn(asked, 'read');
  if (client instanceof Response) return client;
  const { integrations = new Map<string, Integration>() } = asked.directory();
  const summaries = await asked.integrations.summaries();
  return Response.json(integrationsToJson(integrations, summaries, asked.url.origin));
}

async function attempt(asked: Asked): Promise<Response> {
  const { request, url, clock, directory, integrations: previews } = asked;
  const { integration, sender } = known(asked);
  const notes = new IntakeNotes(clock.now());
  let arrived: Promise<Arrived> | undefined;
  const read = () => {
    arrived ??= arrivedOf(request, notes, integration);
    return arrived;
  };
  const token = tokenOf(request.headers, url) ?? (await tokenInside(sender, request.headers, read));
  const client = await asked.access.check(request, asked.peer, 'alerts', token);
  if (client instanceof Response) return client;
  const { services } = directory();
  return Response.json(await tryPayload({ integration, sender, arrived: await read(), notes, services, previews }));
}

async function payloads(asked: Asked): Promise<Response> {
  const client = await letIn(asked, 'read');
  if (client instanceof Response) return client;
  const found = await asked.integrations.latest(asked.name, 50);
  if (found.length === 0) known(asked);
  return Response.json({ items: found.map(payloadToJson), next: null });
}

const replayBody = z.strictObject({ by: z.string().trim().min(1).max(200) });

async function replay(asked: Asked): Promise<Response> {
  const client = await letIn(asked, 'write');
  if (client instanceof Response) return client;
  const given = replayBody.safeParse((await readBody(asked.request, new IntakeNotes(asked.clock.now()))).body);
  if (!given.success) {
    const errors = [{ field: 'by', message: 'Expected the person on whose behalf: an admin.' }];
    throw new Refusal(400, 'The body must be { "by": "<an admin>" }.', { errors });
  }
  const refused = refuseOthers(client, given.data.by);
  if (refused) return refused;
  const payload = await asked.integrations.load(asked.name, asked.id);
  if (!payload)
    throw new Refusal(404, 'No payload of this id is kept: payloads are kept for a week, 50 of each integration.');
  if (!isWhole(payload)) {
    return problem(409, problemTitles[409], 'This payload is not kept whole, so that it cannot be replayed.');
  }
  const { by } = given.data;
  const run = () => replayPayload(payload, asked);
  const tokenRole = client.role && { role: client.role, token: client.name };
  const actor = { by, client: client.name, ...(tokenRole && { tokenRole }) };
  return Response.json(await asked.integrations.replay(payload, actor, run), { status: 202 });
}

/** Returns the integration. Throws Refusal 404 when the configuration has none of this name. */
function known({ directory, name, senders }: Asked): { integration: Integration; sender: Sender } {
  const integration = directory().integrations?.get(name);
  if (!integration)
    throw new Refusal(404, 'No integration of this name is in the file, and nothing came by it lately.');
  return { integration, sender: senderNamed(integration.sender, senders, api) };
}

function letIn({ access, request, peer, url }: Asked, scope: Scope): Promise<ApiClient | Response> {
  return access.check(request, peer, scope, tokenOf(request.headers, url));
}
