import type { IncomingMessage, Server } from 'node:http';
import type { Socket } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Json } from './refusal.ts';

interface Session {
  readonly id: string;
  readonly sent: { op: 0; t: string; s: number; d: unknown }[];
  socket: WebSocket | undefined;
}

/** Members, presences and message contents: what an application has to ask Discord for. */
const PRIVILEGED_INTENTS = (1 << 1) | (1 << 8) | (1 << 15);

export interface GatewaySettings {
  /** Undefined while tokens are refused. */
  token(): string | undefined;
  url(): string;
  /** READY, and what follows it at once. */
  greeting(): { ready: Json; followedBy: readonly { t: string; d: unknown }[] };
}

/** The gateway's side of the websocket: hello, identify, heartbeats, resume, dispatches. */
export class FakeGateway {
  readonly faults: string[] = [];
  identified = 0;
  resumed = 0;
  /** The next resume is answered with RESUMED and an invalid session in one breath. */
  nextResume: 'well' | 'refused' | 'resumed-then-invalid' = 'well';
  intentsAllowed = true;
  /** How many pings of the websocket itself have come. */
  pings = 0;
  readonly #sessions = new Map<string, Session>();
  readonly #server: WebSocketServer;
  readonly #settings: GatewaySettings;

  constructor(http: Server, settings: GatewaySettings) {
    this.#settings = settings;
    this.#server = new WebSocketServer({ server: http, path: '/gateway' });
    this.#server.on('connection', (socket, request) => this.#greet(socket, request));
  }

  /** To everybody who is connected; who is not gets it when they resume. */
  dispatch(t: string, d: unknown): void {
    for (const session of this.#sessions.values()) this.#dispatchTo(session, t, d);
  }

  /** For connections from now on. */
  answersPings(answers: boolean): void {
    this.#server.options.autoPong = answers;
  }

  connections(): number {
    return this.#server.clients.size;
  }

  /** Cuts the line without a word: what is dispatched from now on has to be asked for by a resume. */
  drop(): void {
    for (const session of this.#sessions.values()) {
      session.socket?.terminate();
      session.socket = undefined;
    }
  }

  /** Closes as Discord does, with a reason. */
  closeWith(code: number): void {
    for (const socket of this.#server.clients) socket.close(code);
  }

  askToReconnect(): void {
    for (const socket of this.#server.clients) socket.send(JSON.stringify({ op: 7, d: null }));
  }

  invalidate(): void {
    this.#sessions.clear();
    for (const socket of this.#server.clients) socket.send(JSON.stringify({ op: 9, d: false }));
  }

  close(): void {
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket, request: IncomingMessage): void {
    if (!request.url?.includes('v=10')) this.faults.push(`gateway version ${request.url}`);
    socket.send(JSON.stringify({ op: 10, d: { heartbeat_interval: 41_250 } }));
    socket.on('message', (data) => this.#hear(socket, request.socket, JSON.parse(String(data)) as Json));
    socket.on('ping', () => {
      this.pings += 1;
    });
    socket.on('error', () => socket.terminate());
  }

  #hear(socket: WebSocket, line: Socket, said: Json): void {
    const d = (said.d ?? {}) as Json;
    if (said.op === 1) socket.send(JSON.stringify({ op: 11 }));
    else if (said.op === 2) this.#identify(socket, d);
    else if (said.op === 6) this.#resume(socket, line, d);
    else this.faults.push(`gateway op ${said.op}`);
  }

  #identify(socket: WebSocket, d: Json): void {
    const privileged = !this.intentsAllowed || Number(d.intents) & PRIVILEGED_INTENTS;
    const refused = d.token !== this.#settings.token() ? 4004 : privileged ? 4014 : undefined;
    if (refused) {
      socket.close(refused);
      return;
    }
    this.identified += 1;
    const session: Session = { id: `session-${this.identified}`, sent: [], socket };
    this.#sessions.set(session.id, session);
    const { ready, followedBy } = this.#settings.greeting();
    this.#dispatchTo(session, 'READY', { ...ready, session_id: session.id, resume_gateway_url: this.#settings.url() });
    for (const { t, d: data } of followedBy) this.#dispatchTo(session, t, data);
  }

  #resume(socket: WebSocket, line: Socket, d: Json): void {
    if (d.token !== this.#settings.token()) {
      socket.close(4004);
      return;
    }
    const session = this.#sessions.get(String(d.session_id));
    const way = session ? this.nextResume : 'refused';
    this.nextResume = 'well';
    if (!session || way === 'refused') {
      socket.send(JSON.stringify({ op: 9, d: false }));
      return;
    }
    this.resumed += 1;
    session.socket = socket;
    // One write, so that both arrive in the same tick.
    line.cork();
    for (const missed of session.sent.filter(({ s }) => s > Number(d.seq))) socket.send(JSON.stringify(missed));
    this.#dispatchTo(session, 'RESUMED', {});
    if (way === 'resumed-then-invalid') {
      this.#sessions.delete(session.id);
      socket.send(JSON.stringify({ op: 9, d: false }));
    }
    line.uncork();
  }

  #dispatchTo(session: Session, t: string, d: unknown): void {
    const payload = { op: 0 as const, t, s: session.sent.length + 1, d };
    session.sent.push(payload);
    session.socket?.send(JSON.stringify(payload));
  }
}
