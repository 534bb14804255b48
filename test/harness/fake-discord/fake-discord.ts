import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Address, MessageRef } from '../../../src/domain/address.ts';
import type { Drawn } from '../../contracts/chat-adapter/platform-under-test.ts';
import { FakeGateway } from './gateway.ts';
import { buttonsOf, linksOf, People } from './people.ts';
import { type Json, RateLimited, Refusal } from './refusal.ts';
import { guildChannels, routes } from './routes.ts';
import { read } from './visible.ts';
import { ANNOUNCE, APPLICATION, BOT, GUILD, type Posted, World } from './world.ts';

export type Health = 'well' | 'failing' | 'rate-limiting' | 'hanging' | 'revoked';
type Right = 'channels' | 'threads' | 'members' | 'renames';

/** An answer that Discord, or Cloudflare before it, gives instead of its own. */
export interface OddAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: unknown;
  /** The call was carried out all the same. */
  readonly done?: true;
}

export const TOKEN = 'fake-discord-token-that-must-never-show';
export const RETRY_AFTER_S = 3;

/** Discord on 127.0.0.1: its REST API and its gateway, refusing what Discord refuses. */
export class FakeDiscord {
  readonly world = new World();
  readonly people = new People(this);
  readonly gateway: FakeGateway;
  readonly channel: Address = { platform: 'discord', kind: 'channel', id: ANNOUNCE };
  readonly refusals: { readonly call: string; readonly code: number; readonly why: string }[] = [];
  /** Every call that came, such as `POST /channels/1/messages`. */
  readonly calls: string[] = [];
  readonly unexpected: string[] = [];
  health: Health = 'well';
  firstAnswerMs = 3_000;
  /** Of the bot in its server, as Discord spells them. */
  permissions = '309237730304';
  /** The next call is carried out, and its answer is lost on the way. */
  losesNextAnswer = false;
  /** The next call of this method and path is answered so. */
  readonly odd = new Map<string, OddAnswer>();
  /** Of the bot's new sessions at the gateway. */
  sessionsLeft = 1_000;
  /** The port where it is reached instead of at its own: a line that a test spoils. */
  reachedAt: number | undefined;
  /** The same for the gateway alone. */
  gatewayReachedAt: number | undefined;
  readonly #forbidden = new Set<Right>();
  readonly #held = new Set<ServerResponse>();
  readonly #http: Server;

  private constructor(http: Server) {
    this.#http = http;
    this.gateway = new FakeGateway(http, {
      token: () => (this.health === 'revoked' ? undefined : TOKEN),
      url: () => this.#url('ws', '/gateway'),
      greeting: () => this.#greeting(),
    });
  }

  static async open(): Promise<FakeDiscord> {
    const http = createServer();
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    const discord = new FakeDiscord(http);
    http.on('request', (request, response) => void discord.#answer(request, response));
    return discord;
  }

  get port(): number {
    return (this.#http.address() as AddressInfo).port;
  }

  get apiUrl(): string {
    return this.#url('http', '/api');
  }

  becomes(health: Health): void {
    this.health = health;
    for (const response of this.#held) response.destroy();
    this.#held.clear();
  }

  /** The bot lacks this permission. */
  forbid(right: Right): void {
    this.#forbidden.add(right);
  }

  mayDo(right: Right): void {
    if (this.#forbidden.has(right)) throw new Refusal(403, 50013, 'Missing Permissions');
  }

  shown(at: Address): readonly Drawn[] {
    const channel = at.kind === 'person' ? this.world.directChannel(at.id).id : at.id;
    return this.world
      .in(channel)
      .filter((one) => !one.onlyFor && one.author === 'bot')
      .map(draw);
  }

  toldTo(account: string): Drawn | undefined {
    const direct = this.world.directChannel(account).id;
    const told = [...this.world.messages.values()]
      .filter((one) => one.author === 'bot' && !one.loading)
      .filter((one) => one.onlyFor === account || one.channel === direct)
      .sort((a, b) => a.turn - b.turn)
      .at(-1);
    return told && { ...draw(told), onlyFor: account };
  }

  message(ref: MessageRef): Posted {
    const message = this.world.messages.get(ref.id);
    if (!message) throw new Error(`There is no message ${ref.id}`);
    return message;
  }

  /** Fails on what was refused, on calls nobody expected, and on people who were left without an answer. */
  verify(): void {
    const late = this.world.interactions.filter(
      (one) => one.answered === undefined && Date.now() - one.at > this.firstAnswerMs,
    );
    const wrong = [
      ...this.refusals.map(({ call, code, why }) => `${call} was refused: ${code} ${why}`),
      ...this.unexpected.map((call) => `${call} was not expected`),
      ...this.gateway.faults,
      ...late.map((one) => `interaction ${one.id} was never answered`),
    ];
    if (wrong.length > 0) throw new Error(`Discord would not have it:\n${wrong.join('\n')}`);
  }

  async close(): Promise<void> {
    this.gateway.close();
    this.#http.closeAllConnections();
    await new Promise((resolve) => this.#http.close(resolve));
  }

  gatewayInformation(): Json {
    return {
      url: this.#url('ws', '/gateway'),
      shards: 1,
      session_start_limit: {
        total: 1_000,
        remaining: this.sessionsLeft,
        reset_after: this.sessionsLeft > 0 ? 0 : 3_600_000,
        max_concurrency: 1,
      },
    };
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = decodeURIComponent((request.url ?? '').replace(/\?.*$/, ''));
    const call = `${request.method} ${path}`;
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    this.calls.push(call.replace('/api/v10', ''));
    if (this.health === 'hanging') this.#held.add(response);
    else if (this.health === 'failing') send(response, 500, { message: 'Internal Server Error', code: 0 });
    else if (this.health === 'rate-limiting') sendRateLimit(response);
    else this.#carryOut(request, response, path, call, Buffer.concat(chunks).toString());
  }

  #carryOut(request: IncomingMessage, response: ServerResponse, path: string, call: string, sent: string): void {
    try {
      const body = sent ? (JSON.parse(sent) as unknown) : undefined;
      const odd = this.odd.get(call.replace('/api/v10', ''));
      if (odd && !odd.done) {
        this.#answerOddly(response, call, odd);
        return;
      }
      const answer = this.#act(request, path, call, body);
      if (odd) {
        this.#answerOddly(response, call, odd);
        return;
      }
      if (this.losesNextAnswer) {
        this.losesNextAnswer = false;
        response.destroy();
        return;
      }
      send(response, answer === undefined ? 204 : 200, answer);
    } catch (err) {
      if (!(err instanceof Refusal)) throw err;
      if (err instanceof RateLimited) {
        sendRateLimit(response, err.retryAfterS);
        return;
      }
      if (err.status !== 401) this.refusals.push({ call, code: err.code, why: err.message });
      send(response, err.status, { message: err.message, code: err.code });
    }
  }

  #answerOddly(response: ServerResponse, call: string, { status, body, headers = {} }: OddAnswer): void {
    this.odd.delete(call.replace('/api/v10', ''));
    if (typeof body !== 'string') send(response, status, body, headers);
    else response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(body);
  }

  #act(request: IncomingMessage, path: string, call: string, body: unknown): unknown {
    for (const [method, pattern, act] of routes) {
      const match = request.method === method ? pattern.exec(path.replace(/^\/api\/v10/, '')) : null;
      if (!match) continue;
      const ownToken = /^\/api\/v10\/(interactions|webhooks)\//.test(path);
      const authorised = this.health !== 'revoked' && request.headers.authorization === `Bot ${TOKEN}`;
      if (!ownToken && !authorised) throw new Refusal(401, 0, '401: Unauthorized');
      if (ownToken && request.headers.authorization) this.unexpected.push(`${call} with the bot's own token`);
      return act(this, match.slice(1), body);
    }
    this.unexpected.push(call);
    throw new Refusal(404, 0, '404: Not Found');
  }

  #url(scheme: 'http' | 'ws', path: string): string {
    const port = (scheme === 'ws' && this.gatewayReachedAt) || this.reachedAt || this.port;
    return `${scheme}://127.0.0.1:${port}${path}`;
  }

  #greeting() {
    const user = { id: BOT, username: 'Tocsin', discriminator: '0', avatar: null, bot: true };
    const guild = {
      id: GUILD,
      name: 'Example',
      owner_id: '1',
      roles: [{ id: GUILD, name: '@everyone', permissions: '0', position: 0, color: 0, colors: { primary_color: 0 } }],
      emojis: [],
      stickers: [],
      features: [],
      channels: guildChannels(this.world.channels.values()),
      threads: [],
      members: [{ user, roles: [], joined_at: new Date(0).toISOString() }],
      voice_states: [],
      presences: [],
      stage_instances: [],
      guild_scheduled_events: [],
      soundboard_sounds: [],
      member_count: this.world.accounts.size,
      preferred_locale: 'en-US',
      joined_at: new Date(0).toISOString(),
    };
    return {
      ready: {
        v: 10,
        user,
        guilds: [{ id: GUILD, unavailable: true }],
        application: { id: APPLICATION, flags: 0 },
        shard: [0, 1],
      },
      followedBy: [{ t: 'GUILD_CREATE', d: guild }],
    };
  }
}

function sendRateLimit(response: ServerResponse, seconds = RETRY_AFTER_S): void {
  const body = { message: 'You are being rate limited.', retry_after: seconds, global: false };
  send(response, 429, body, { 'retry-after': String(seconds), 'x-ratelimit-scope': 'user' });
}

function send(response: ServerResponse, status: number, body: unknown, headers: Record<string, string> = {}): void {
  if (body === undefined) {
    response.writeHead(status, headers).end();
    return;
  }
  response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(body));
}

function picturesOf([picture]: readonly string[]): Pick<Drawn, 'picture'> {
  return picture === undefined ? {} : { picture };
}

function draw(message: Posted): Drawn {
  const embeds = (message.body.embeds ?? []) as {
    title?: string;
    description?: string;
    fields?: { name: string; value: string }[];
    image?: { url: string };
  }[];
  const parts = [
    message.body.content as string | undefined,
    ...embeds.flatMap(({ title, description, fields = [] }) => [
      title,
      description,
      ...fields.flatMap(({ name, value }) => [name, value]),
    ]),
  ];
  const seen = parts.filter((part) => part).map((part) => read(part ?? ''));
  return {
    id: message.id,
    text: seen.map(({ text }) => text).join('\n'),
    textLinks: seen.flatMap(({ links }) => links),
    mentions: notified(message),
    buttons: buttonsOf(message),
    links: linksOf(message),
    ...picturesOf(embeds.flatMap(({ image }) => image?.url ?? [])),
    ...(message.edited && { edited: true }),
  };
}

/** Whom a message notifies: who is mentioned in its content, as far as it allows that. An embed notifies nobody. */
function notified({ body }: Posted): readonly string[] {
  const allowed = body.allowed_mentions as { parse?: string[]; users?: string[] } | undefined;
  const { mentions } = read(String(body.content ?? ''));
  return mentions.filter((one) => {
    if (one === 'everyone' || one === 'here') return !allowed || allowed.parse?.includes('everyone');
    if (one.startsWith('#')) return false;
    return !allowed || allowed.parse?.includes('users') || allowed.users?.includes(one);
  });
}
