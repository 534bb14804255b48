import { type App, isValidSlackRequest } from '@slack/bolt';
import type { Clock, Log } from '../../../src/ports/runtime.ts';
import { REQUEST_BYTES, SIGNATURE_AGE_S } from '../limits.ts';
import { dispatch, type Incoming } from '../received/dispatch.ts';
import type { SlackReceiver } from './socket.ts';

export interface HttpReceiver extends SlackReceiver {
  handle(request: Request): Promise<Response>;
}

/** Receives Slack's requests over HTTP: the same listeners, with signatures instead of a websocket. */
export function httpReceiver(signingSecret: string, clock: Clock, log: Log): HttpReceiver {
  let app: App | undefined;
  let listening = false;

  async function handle(request: Request): Promise<Response> {
    if (request.method !== 'POST') return new Response('POST only\n', { status: 405, headers: { allow: 'POST' } });
    // Without a fresh signature, the body is not even read.
    if (!mayBeSigned(request.headers)) return unsigned();
    const raw = await readBody(request);
    if (raw === undefined) return new Response('Too large\n', { status: 413 });
    if (!isSigned(request.headers, raw)) return unsigned();
    const body = parse(raw, request.headers.get('content-type') ?? '');
    if (!body) return new Response('Not a request of Slack’s\n', { status: 400 });
    if (body.type === 'url_verification') return Response.json({ challenge: body.challenge });
    if (body.ssl_check !== undefined) return new Response('');
    if (!app || !listening) return new Response('Slack is not connected\n', { status: 503 });
    return answer(app, { body, ...retry(request.headers) });
  }

  function unsigned(): Response {
    log.warn({}, 'request to /slack/events was not signed by Slack; check SLACK_SIGNING_SECRET and the clock');
    return new Response('Not signed by Slack\n', { status: 401 });
  }

  /**
   * Returns whether the headers have a timestamp close to our clock. Bolt also accepts one in the future, so that a captured
   * request would stay valid until then.
   */
  function mayBeSigned(headers: Headers): boolean {
    const time = headers.get('x-slack-request-timestamp') ?? '';
    const nowSeconds = clock.now().getTime() / 1_000;
    if (!/^\d{1,12}$/.test(time) || Math.abs(Number(time) - nowSeconds) > SIGNATURE_AGE_S) return false;
    return /^v0=[0-9a-f]{64}$/.test(headers.get('x-slack-signature') ?? '');
  }

  function isSigned(headers: Headers, body: string): boolean {
    const signed = {
      'x-slack-signature': headers.get('x-slack-signature') ?? '',
      'x-slack-request-timestamp': Number(headers.get('x-slack-request-timestamp')),
    };
    return isValidSlackRequest({ signingSecret, body, headers: signed, nowMilliseconds: clock.now().getTime() });
  }

  function answer(bolt: App, incoming: Incoming): Promise<Response> {
    return new Promise((resolve) => {
      const acknowledge = async (response?: unknown) => {
        resolve(typeof response === 'object' ? Response.json(response) : new Response(String(response ?? '')));
      };
      dispatch(bolt, incoming, acknowledge).then(
        () => resolve(new Response('Nothing here answers that\n', { status: 404 })),
        (err: unknown) => {
          log.error({ err, type: incoming.body.type }, 'Slack event could not be handled; Slack sends it again');
          resolve(new Response('Not handled\n', { status: 500 }));
        },
      );
    });
  }

  return {
    handle,
    init: (bolt) => {
      app = bolt;
    },
    start: async () => {
      listening = true;
    },
    stop: async () => {
      listening = false;
    },
    connected: () => listening,
  };
}

async function readBody(request: Request): Promise<string | undefined> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  for await (const piece of request.body ?? []) {
    size += piece.byteLength;
    if (size > REQUEST_BYTES) return undefined;
    pieces.push(piece);
  }
  return Buffer.concat(pieces).toString('utf8');
}

function parse(raw: string, type: string): Record<string, unknown> | undefined {
  try {
    const form = type.startsWith('application/x-www-form-urlencoded') ? new URLSearchParams(raw) : undefined;
    const json = form ? form.get('payload') : raw;
    const body: unknown = json === null ? Object.fromEntries(form ?? []) : JSON.parse(json);
    return typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : undefined;
  } catch {
    return undefined;
  }
}

function retry(headers: Headers): Pick<Incoming, 'retryNum' | 'retryReason'> {
  const retryNum = Number(headers.get('x-slack-retry-num') ?? Number.NaN);
  if (Number.isNaN(retryNum)) return {};
  return { retryNum, retryReason: headers.get('x-slack-retry-reason') ?? '' };
}
