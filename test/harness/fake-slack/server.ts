import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import { checkBlocks } from './blocks.ts';
import { Refused, type Rules, webApi } from './web-api.ts';
import { type Shape, Workspace } from './workspace.ts';

export type Health = 'well' | 'failing' | 'rate-limiting' | 'hanging' | 'revoked';

/** An answer that Slack, or a proxy before it, gives instead of its own. */
export interface OddAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
  /** The call was carried out all the same. */
  readonly done?: true;
  /** Comes when this settles. */
  readonly when?: Promise<void>;
}

export const allScopes = [
  'app_mentions:read',
  'channels:history',
  'channels:manage',
  'channels:read',
  'chat:write',
  'chat:write.public',
  'commands',
  'groups:history',
  'im:history',
  'im:write',
  'usergroups:read',
  'usergroups:write',
  'users:read',
  'users:read.email',
];

/** Slack's servers: the Web API, response URLs and Socket Mode, on 127.0.0.1. */
export class FakeSlackServer {
  readonly botToken = `xoxb-${randomUUID()}`;
  readonly appToken = `xapp-1-${randomUUID()}`;
  readonly workspace = new Workspace();
  readonly complaints: string[] = [];
  readonly calls: { readonly method: string; readonly args: Shape }[] = [];
  readonly rules: Rules = {
    scopes: new Set(allScopes),
    noChannels: false,
    complain: (why) => void this.complaints.push(why),
  };
  health: Health = 'well';
  /** The next call of this method is done, and its answer lost. */
  losesAnswerOf: string | undefined;
  /** The next call of a method is answered so. */
  readonly odd = new Map<string, OddAnswer>();
  /** These methods are refused with this code. */
  readonly refused = new Map<string, string>();
  /** These methods alone are rate limited, for so many seconds. */
  readonly limited = new Map<string, number>();
  /** Websockets open, and no hello follows. */
  silent = false;
  onAcknowledged: (envelope: string, payload: Shape | undefined) => void = () => {};
  sockets: WebSocket[] = [];
  readonly #tickets = new Set<string>();
  readonly #methods = webApi(this.workspace, this.rules);
  readonly #http = createServer((request, response) => void this.#serve(request, response));
  readonly #ws = new WebSocketServer({ noServer: true });

  async listen(): Promise<void> {
    this.#http.on('upgrade', (request, socket, head) => {
      const ticket = new URL(request.url ?? '', this.url).searchParams.get('ticket') ?? '';
      if (!this.#tickets.delete(ticket)) {
        socket.destroy();
        return;
      }
      this.#ws.handleUpgrade(request, socket, head, (ws) => this.#greet(ws));
    });
    await new Promise<void>((resolve) => this.#http.listen(0, '127.0.0.1', resolve));
  }

  /** Where it is reached instead of at its own port: through a line that a test spoils. */
  reachedAt: string | undefined;

  get url(): string {
    return this.reachedAt ?? this.ownUrl;
  }

  get ownUrl(): string {
    return `http://127.0.0.1:${(this.#http.address() as AddressInfo).port}`;
  }

  get apiUrl(): string {
    return `${this.url}/api/`;
  }

  responseUrl(channel: string, user: string): string {
    const id = randomUUID();
    this.workspace.responses.set(id, { channel, user, left: 5 });
    return `${this.url}/response/${id}`;
  }

  count(method: string): number {
    return this.calls.filter((one) => one.method === method).length;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.terminate();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  #greet(socket: WebSocket): void {
    this.sockets.push(socket);
    socket.on('close', () => {
      this.sockets = this.sockets.filter((one) => one !== socket);
    });
    socket.on('message', (data) => {
      const { envelope_id, payload } = JSON.parse(String(data)) as { envelope_id: string; payload?: Shape };
      this.onAcknowledged(envelope_id, payload);
    });
    if (!this.silent)
      socket.send(JSON.stringify({ type: 'hello', num_connections: 1, connection_info: { app_id: 'A0' } }));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await read(request);
    const path = request.url ?? '';
    if (this.health === 'hanging') return;
    if (this.health === 'failing') {
      end(response, 500, 'Internal Server Error');
      return;
    }
    if (this.health === 'rate-limiting') {
      tooMany(response, 1);
      return;
    }
    if (path.startsWith('/response/')) {
      this.#respond(path.slice('/response/'.length), body, response);
      return;
    }
    if (!path.startsWith('/api/')) {
      end(response, 404, '');
      return;
    }

    const method = path.slice('/api/'.length);
    const args = Object.fromEntries(new URLSearchParams(body));
    this.calls.push({ method, args });
    const limit = this.limited.get(method);
    if (limit !== undefined) {
      tooMany(response, limit);
      return;
    }
    const odd = this.odd.get(method);
    if (odd) {
      this.odd.delete(method);
      if (odd.done) this.#call(method, args, request.headers.authorization ?? '');
      await odd.when;
      for (const [name, value] of Object.entries(odd.headers ?? {})) response.setHeader(name, value);
      end(response, odd.status ?? 200, odd.body);
      return;
    }
    const result = this.#call(method, args, request.headers.authorization ?? '');
    if (this.losesAnswerOf === method) {
      this.losesAnswerOf = undefined;
      void response.destroy();
      return;
    }
    response.setHeader('x-oauth-scopes', [...this.rules.scopes].join(','));
    end(response, 200, JSON.stringify(result));
  }

  #call(method: string, args: Shape, authorization: string): Shape {
    const token = authorization.replace(/^Bearer /, '');
    if (this.health === 'revoked') return { ok: false, error: 'invalid_auth' };
    if (method === 'apps.connections.open') {
      if (token !== this.appToken) return { ok: false, error: token ? 'not_allowed_token_type' : 'not_authed' };
      const ticket = randomUUID();
      this.#tickets.add(ticket);
      return { ok: true, url: `${this.url.replace('http', 'ws')}/link/?ticket=${ticket}&app_id=A0` };
    }
    if (token !== this.botToken) return { ok: false, error: token ? 'invalid_auth' : 'not_authed' };
    const code = this.refused.get(method);
    if (code) return { ok: false, error: code };
    const known = this.#methods[method];
    if (!known) {
      this.rules.complain(`a call of ${method}, which nobody expected`);
      return { ok: false, error: 'unknown_method' };
    }
    try {
      return { ok: true, ...known(args) };
    } catch (err) {
      if (!(err instanceof Refused)) throw err;
      return { ok: false, error: err.message, ...err.more };
    }
  }

  #respond(id: string, body: string, response: ServerResponse): void {
    const known = this.workspace.responses.get(id);
    if (!known || known.left === 0) {
      end(response, 404, 'expired_url');
      return;
    }
    known.left -= 1;
    const { text = '', blocks = [], thread_ts, response_type, replace_original } = JSON.parse(body) as Shape;
    const faults: string[] = [];
    checkBlocks(blocks, 'message', (why) => faults.push(why));
    for (const fault of faults) this.rules.complain(`invalid blocks for a response URL: ${fault}`);
    if (faults.length > 0) {
      end(response, 400, 'invalid_blocks');
      return;
    }
    if (replace_original !== false) this.rules.complain('a response takes the place of the message it answers');
    this.workspace.messages.push({
      channel: known.channel,
      ts: this.workspace.timestamp(),
      ...(thread_ts !== undefined && { thread: String(thread_ts) }),
      text: String(text),
      blocks: blocks as Shape[],
      edited: false,
      ...(response_type !== 'in_channel' && { onlyFor: known.user }),
    });
    end(response, 200, 'ok');
  }
}

async function read(request: IncomingMessage): Promise<string> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  return Buffer.concat(pieces).toString('utf8');
}

function tooMany(response: ServerResponse, seconds: number): void {
  response.setHeader('retry-after', String(seconds));
  end(response, 429, JSON.stringify({ ok: false, error: 'ratelimited' }));
}

function end(response: ServerResponse, status: number, body: string): void {
  response.statusCode = status;
  response.setHeader('content-type', body.startsWith('{') ? 'application/json' : 'text/plain');
  response.end(body);
}
