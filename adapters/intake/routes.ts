import type { Integration } from '../../src/domain/alerts/integration.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { Refused } from '../../src/domain/refusal.ts';
import { withTimeout } from '../../src/lib/async.ts';
import { refusalTextInEnglish } from '../../src/locales/refusals.ts';
import type { AlertIntake, IntegrationService, KeptPayload, PayloadRecorder, Receipt } from '../../src/ports/alerts.ts';
import { type Api, BadField } from '../../src/ports/api.ts';
import {
  type Access,
  type ApiClient,
  type HeaderReader,
  type HttpRoutes,
  loopback,
  type Peer,
  type PlainAnswer,
  type PlainRequest,
} from '../../src/ports/http.ts';
import { StoreUnavailable } from '../../src/ports/incidents.ts';
import type { Heartbeats } from '../../src/ports/monitors.ts';
import type { Clock, Log } from '../../src/ports/runtime.ts';
import { actsOf } from './acts.ts';
import { withService } from './address-service.ts';
import { type BodyPermit, createBodyBudget } from './body-budget.ts';
import { answerAboutIntegrations } from './integration-routes.ts';
import { pathsOf, senderAt, senderNamed } from './paths.ts';
import { problemJson, Refusal } from './problem.ts';
import { readAlerts } from './read-alerts.ts';
import { readBody } from './reading/body.ts';
import { IntakeNotes } from './reading/notes.ts';
import { type Arrived, BadPayload, type Sender, type SenderAnswer, type SenderLookup } from './sender.ts';
import { api } from './senders/api.ts';
import { senders as allSenders } from './senders/index.ts';
import { tokenOf } from './token.ts';
import { tokenInside } from './token-inside.ts';

const RECEIVE_LIMIT_MS = 10_000;
const RETRY_AFTER_S = 5;

export interface IntakeSettings {
  readonly access: Access;
  readonly intake: AlertIntake;
  readonly clock: Clock;
  readonly log: Log;
  readonly senders?: readonly Sender[];
  /** Returns the current configuration. Absent: there are no integrations and no services. */
  readonly directory?: () => Pick<Directory, 'integrations' | 'services'> & Partial<Pick<Directory, 'people'>>;
  /** For senders whose API changes incidents. Absent: such requests change nothing. */
  readonly api?: Pick<Api, 'commands' | 'timeline'>;
  /** Answers reads of integrations. Absent: they are not answered. */
  readonly integrations?: IntegrationService;
  /** For senders whose API takes heartbeats. Absent: it takes none. */
  readonly heartbeats?: Pick<Heartbeats, 'beat' | 'list'>;
  /** Stores what senders post. Absent: nothing is stored. */
  readonly payloads?: Pick<PayloadRecorder, 'record'>;
  /** In milliseconds: how long a request may take before its sender is told to retry. */
  readonly receiveLimitMs?: number;
  /** Limits of the bodies that are handled at once. Absent: by the size to which the heap may grow. */
  readonly bodies?: Parameters<typeof createBodyBudget>[0];
}

/**
 * Creates the routes for alerts: `POST /v1/alerts`, one path below it for each sender, and the senders' own paths.
 *
 * They answer 202 only once the alerts are durable. The answer names what could not be read: `ignored` lists dropped fields,
 * `refused` lists unusable entries of a batch. A request without a usable alert is refused with problem+json that names the
 * fields, and nothing of it is stored.
 */
export function createIntake(settings: IntakeSettings): HttpRoutes {
  const senders = settings.senders ?? allSenders;
  const permitFor = createBodyBudget(settings.bodies);

  async function handlePlain(request: PlainRequest, peer: Peer): Promise<Response | PlainAnswer> {
    try {
      const { integrations, directory } = settings;
      if (integrations && directory) {
        const routes = { ...settings, integrations, directory, senders };
        const answer = await answerAboutIntegrations(request, peer, routes);
        if (answer) return answer;
      }
      const permit = permitFor(request);
      try {
        return await take(request, peer, senders, settings, permit);
      } finally {
        permit.leave();
      }
    } catch (err) {
      return refusalFor(err, request, settings.log);
    }
  }

  return {
    paths: pathsOf(senders),
    handlePlain,
    async handle(request, peer) {
      const answer = await handlePlain(request, peer);
      return answer instanceof Response ? answer : new Response(answer.body, answer);
    },
  };
}

async function take(
  request: PlainRequest,
  peer: Peer,
  senders: readonly Sender[],
  settings: IntakeSettings,
  permit: BodyPermit,
): Promise<Response | PlainAnswer> {
  const url = new URL(request.url);
  const { integrations = new Map<string, Integration>(), services } = settings.directory?.() ?? {};
  const addressed = senderAt(url.pathname, senders, api, integrations);
  const { rest, home } = addressed;
  let { sender } = addressed;
  const methods: readonly string[] = sender.methods ?? ['POST'];
  if (!methods.includes(request.method)) {
    throw new Refusal(405, `Alerts are posted: use ${methods.join(', ')}.`, { headers: { allow: methods.join(', ') } });
  }

  const notes = new IntakeNotes(settings.clock.now());
  const read = once(async (): Promise<Arrived> => {
    await permit.take();
    const { body, raw } = await readBody(request, notes);
    const { method, headers } = request;
    return { body, raw, rest, home, method, query: url.searchParams, headers, now: notes.now, notes };
  });
  const token = tokenOf(request.headers, url) ?? (await tokenInside(sender, request.headers, read));
  const scope = sender.scope?.(rest, request.method) ?? 'alerts';
  const client = await settings.access.check(request, peer, scope, token);
  if (client instanceof Response) return sender.denial ? denied(client, sender.denial) : client;

  const integration = addressed.integration ?? integrations.get(client.name);
  if (addressed.isOpen && integration) sender = senderNamed(integration.sender, senders, api);
  const key = keyOf(request.headers, client, sender);
  const name = addressed.integration?.id ?? integrationOf(client);
  const recorded = { integration: name ?? loopback, sender: sender.name, receivedAt: notes.now, rest };
  const record = recorderOf(settings.payloads, { ...recorded, method: request.method });
  let arrived: Arrived | undefined;
  let receipts: readonly Receipt[];
  let readAs: string | undefined;
  try {
    const given = { ...(await read()), ...(integration && { integration }) };
    arrived = given;
    const { api, directory } = settings;
    const acts = api && directory && actsOf({ api, client, key, directory });
    const answer = await sender.query?.(given, { ...lookupOf(sender, name, settings), acts });
    if (answer) return respond(answer);
    const receive = async () => {
      const read = await readAlerts(sender, given, senders);
      readAs = read.readAs;
      const alerts = withService(read.alerts, url.searchParams.get('service'), services, notes);
      return alerts.length > 0 ? await settings.intake.receive(alerts, key, name) : [];
    };
    // The work continues, and the sender's retry is recognised as a repeat of it.
    receipts = await withTimeout(permit.keepFor(receive()), settings.receiveLimitMs ?? RECEIVE_LIMIT_MS, () => {
      throw new Refusal(503, 'Storing the alerts takes too long: send them again.', retryAfter);
    });
  } catch (err) {
    record.refused(err, arrived?.body);
    if (!(err instanceof BadPayload) || !sender.refusal) throw err;
    const { status } = refusalFor(err, request, settings.log);
    return Response.json(sender.refusal(err.problems), { status });
  }
  record.taken(receipts, arrived.body, isPacked(request) ? undefined : arrived.raw.length);
  logNotes(notes, sender, settings.log);
  const answer = readAs === undefined ? sender.answer?.(receipts, arrived) : undefined;
  return respond(answer ?? { status: 202, body: told(receipts, notes, readAs) });
}

/** Limits the lookup to alerts of this sender and integration. */
function lookupOf(
  { name: source }: Sender,
  integration: string | undefined,
  { integrations, heartbeats }: IntakeSettings,
): SenderLookup {
  const from = { source, ...(integration !== undefined && { integration }) };
  return {
    find: async (fingerprint) => integrations?.lookup.find({ ...from, fingerprint }),
    list: async () => (await integrations?.lookup.list(from)) ?? [],
    heartbeats,
  };
}

/** Returns the refusal of a token in the sender's format, with its headers. */
async function denied(refusal: Response, words: NonNullable<Sender['denial']>): Promise<Response> {
  const { detail = 'This is not allowed.' } = (await refusal.json()) as { readonly detail?: string };
  const headers = new Headers(refusal.headers);
  for (const name of ['content-type', 'content-length']) headers.delete(name);
  return Response.json(words(detail), { status: refusal.status, headers });
}

function respond({ status, body, text }: SenderAnswer): Response | PlainAnswer {
  if (body === undefined) return new Response(text ?? null, { status });
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}

function told(receipts: readonly Receipt[], notes?: IntakeNotes, readAs?: string) {
  const { ignored = [], refused = [], origins = [] } = notes ?? {};
  const incidents = receipts.flatMap(({ incident }) => (incident === undefined ? [] : [incident]));
  return {
    accepted: receipts.length,
    incidents: [...new Set(incidents)],
    ...(readAs !== undefined && { readAs }),
    ...(origins.length > 0 && { readFrom: origins }),
    ...(ignored.length > 0 && { ignored }),
    ...(refused.length > 0 && { refused }),
  };
}

/** Logs the names of fields, never their values. */
function logNotes({ ignored, refused }: IntakeNotes, sender: Sender, log: Log): void {
  const about = { component: 'intake', sender: sender.name };
  if (ignored.length > 0) log.info({ ...about, ignored }, 'fields of an alert were not understood and dropped');
  if (refused.length > 0) log.warn({ ...about, refused }, 'unusable entries of a batch of alerts were refused');
}

/** Returns the name of the token, which stands for an integration; undefined on loopback, where none is needed. */
function integrationOf({ name }: ApiClient): string | undefined {
  return name === loopback ? undefined : name;
}

/**
 * Returns the idempotency key. It includes the client, because two programs may use the same key for different requests.
 */
function keyOf(headers: HeaderReader, client: ApiClient, sender: Sender): string | undefined {
  const key = headers.get('idempotency-key');
  if (key === null) return undefined;
  if (/^[\x20-\x7e]{1,200}$/.test(key)) return `${client.name}/${sender.name}/${key}`;
  const message = 'Expected 1 to 200 printable ASCII characters.';
  throw new Refusal(400, `Idempotency-Key: ${message}`, { errors: [{ field: 'Idempotency-Key', message }] });
}

function refusalFor(err: unknown, request: PlainRequest, log: Log): Response {
  const refusal = asRefusal(err);
  if (!refusal) {
    log.error({ err, path: new URL(request.url).pathname }, 'alerts could not be accepted');
    return problemJson(new Refusal(500, 'Something went wrong on our side. The log says what.'));
  }
  const path = new URL(request.url).pathname.slice(0, 200);
  const fields = refusal.errors.map(({ field }) => field).slice(0, 10);
  const given = { path, status: refusal.status, fields };
  // In a storm there are thousands of these, so those that say all themselves have no stack.
  const why = err instanceof Refusal ? { reason: err.message } : { err };
  if (refusal.status >= 500) log.warn({ ...given, ...why }, 'alerts could not be stored; the sender was told to retry');
  else log.info(given, 'alerts refused');
  return problemJson(refusal);
}

/** Returns whether the body was compressed. */
function isPacked({ headers }: PlainRequest): boolean {
  return headers.has('content-encoding');
}

/** Returns the recorder of what was posted and how it was answered. A mere query is not recorded. */
function recorderOf(
  payloads: IntakeSettings['payloads'],
  about: Pick<KeptPayload, 'integration' | 'sender' | 'receivedAt' | 'rest' | 'method'>,
) {
  const kept = about.method === 'GET' ? undefined : payloads;
  return {
    taken(receipts: readonly Receipt[], body: unknown, bytes: number | undefined) {
      const { length: alerts } = receipts;
      kept?.record({ ...about, body, status: 202, alerts, incidents: told(receipts).incidents }, bytes);
    },
    refused(err: unknown, body: unknown = '') {
      const { status, message } = asRefusal(err) ?? new Refusal(500, 'Something went wrong on our side.');
      const reason = err instanceof BadPayload ? err.message : message;
      kept?.record({ ...about, body, status, reason, alerts: 0, incidents: [] });
    },
  };
}

function asRefusal(err: unknown): Refusal | undefined {
  if (err instanceof Refusal) return err;
  if (err instanceof BadPayload)
    return new Refusal(400, 'The alerts do not fit; nothing was kept. The fields are named in errors.', {
      errors: err.problems,
    });
  if (err instanceof BadField)
    return new Refusal(400, err.message, { errors: [{ field: err.field, message: err.message }] });
  if (err instanceof Refused) return new Refusal(err.rule === 'not-allowed' ? 403 : 409, refusalTextInEnglish(err));
  if (err instanceof StoreUnavailable)
    return new Refusal(503, 'The alerts cannot be kept right now: send them again.', retryAfter);
  return undefined;
}

const retryAfter = { headers: { 'retry-after': String(RETRY_AFTER_S) } };

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
}
