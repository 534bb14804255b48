import { createHmac, randomUUID } from 'node:crypto';
import type { FakeSlackServer } from './server.ts';
import type { Shape } from './workspace.ts';

export const SIGNING_SECRET = `signing-${randomUUID()}`;

/** How requests reach the app: by the websocket, or signed, by HTTP. */
export type Line = (kind: Kind, payload: Shape, retry?: number) => Promise<Acknowledged>;
export type Kind = 'slash_commands' | 'interactive' | 'events_api';
/** What the app answered; undefined when it did not in time. */
export type Acknowledged = { readonly payload: Shape | undefined } | undefined;

export function socketLine(server: FakeSlackServer, ackMs: number): Line {
  const waiting = new Map<string, (acknowledged: Acknowledged) => void>();
  server.onAcknowledged = (id, payload) => {
    const settle = waiting.get(id);
    if (!settle) server.rules.complain('an acknowledgement too late, or twice, or of nothing');
    waiting.delete(id);
    settle?.({ payload });
  };
  return (kind, payload, retry) => {
    const socket = server.sockets.at(-1);
    if (!socket) return Promise.resolve(undefined);
    const envelope = {
      envelope_id: randomUUID(),
      type: kind,
      payload,
      accepts_response_payload: kind !== 'events_api',
      ...(retry !== undefined && { retry_attempt: retry, retry_reason: 'timeout' }),
    };
    socket.send(JSON.stringify(envelope));
    return new Promise((resolve) => {
      const late = setTimeout(() => {
        waiting.delete(envelope.envelope_id);
        resolve(undefined);
      }, ackMs).unref();
      waiting.set(envelope.envelope_id, (acknowledged) => {
        clearTimeout(late);
        resolve(acknowledged);
      });
    });
  };
}

export type Handler = (request: Request, peer: { readonly address: string }) => Promise<Response>;

export function httpLine(handle: Handler, ackMs: number): Line {
  return async (kind, payload, retry) => {
    const request = signed(kind, payload, { retry });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<undefined>((resolve) => {
      timer = setTimeout(() => resolve(undefined), ackMs);
    });
    const response = await Promise.race([handle(request, { address: '127.0.0.1' }), late]);
    clearTimeout(timer);
    if (!response?.ok) return undefined;
    const text = await response.text();
    return { payload: text ? (JSON.parse(text) as Shape) : undefined };
  };
}

interface Signing {
  readonly retry?: number | undefined;
  readonly secret?: string;
  readonly at?: number;
}

/** A request as Slack signs it. */
export function signed(kind: Kind, payload: Shape, signing: Signing = {}): Request {
  const { retry, secret = SIGNING_SECRET, at = Math.floor(Date.now() / 1_000) } = signing;
  const body = bodyOf(kind, payload);
  const signature = createHmac('sha256', secret).update(`v0:${at}:${body}`).digest('hex');
  return new Request('http://tocsin.example/slack/events', {
    method: 'POST',
    headers: {
      'content-type': kind === 'events_api' ? 'application/json' : 'application/x-www-form-urlencoded',
      'x-slack-request-timestamp': String(at),
      'x-slack-signature': `v0=${signature}`,
      ...(retry !== undefined && { 'x-slack-retry-num': String(retry), 'x-slack-retry-reason': 'http_timeout' }),
    },
    body,
  });
}

function bodyOf(kind: Kind, payload: Shape): string {
  if (kind === 'events_api') return JSON.stringify(payload);
  if (kind === 'slash_commands') return new URLSearchParams(payload as Record<string, string>).toString();
  return new URLSearchParams({ payload: JSON.stringify(payload) }).toString();
}
