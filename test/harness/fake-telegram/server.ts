import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { type BotWorld, methods, type Params, type Told } from './methods.ts';
import { answerOddly, type OddAnswer } from './odd-answers.ts';
import { type FakeUpdate, Updates } from './updates.ts';
import { type Chat, messageObject, newChat, type Person, type Post, Refusal, userObject } from './world.ts';

type Health = 'well' | 'failing' | 'rate-limiting' | 'hanging' | 'revoked';

export interface FakeTelegram {
  /** What TELEGRAM_API_ROOT is set to. */
  readonly url: string;
  readonly updates: Updates;
  readonly commands: () => BotWorld['commands'];
  /** Every call, oldest first; polls left out. */
  readonly calls: readonly { method: string; params: Params }[];
  /** Everything refused, as `method: description`. */
  readonly refused: readonly string[];
  /** What the next call of a method gets instead of an answer. */
  readonly odd: Map<string, OddAnswer>;
  addPerson(person: Pick<Person, 'id' | 'first_name'> & Partial<Person>): Person;
  addChat(chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat;
  chat(id: number): Chat;
  /** A person writes. */
  writes(person: number, chat: number, text: string, options?: Writing): FakeUpdate;
  presses(person: number, chat: number, message: number, label: string, options?: { old?: boolean }): FakeUpdate;
  /** The group becomes a supergroup. */
  moves(chat: number, to: Chat): void;
  repeatsLast(): void;
  /** What the bot told this person alone, oldest first: messages in their private chat, and what a press popped up. */
  told(account: number): readonly Told[];
  becomes(health: Health): void;
  /** Throws when the bot did what no bot should do. */
  verify(): void;
  /** Throws when a press was never answered. The adapter is stopped by then. */
  close(): Promise<void>;
}

/** How somebody writes, besides the text. */
export interface Writing {
  readonly replyTo?: number;
  readonly thread?: number;
  readonly entities?: readonly object[];
  /** A photo or a document, which the text is the caption of. */
  readonly file?: object;
}

interface Options {
  readonly token: string;
  readonly username?: string;
  /** How long a press can be answered. */
  readonly pressLimitMs?: number;
  readonly groupPerMinute?: number;
  /** A self-hosted server from before moments were markup. */
  readonly old?: boolean;
}

const BOT_ID = 900;

/** The Bot API on 127.0.0.1: it refuses what Telegram refuses, and remembers what people would see. */
export async function startFakeTelegram(options: Options): Promise<FakeTelegram> {
  const updates = new Updates();
  const told: (Told & { account: number })[] = [];
  const world: BotWorld = {
    people: new Map(),
    chats: new Map(),
    bot: BOT_ID,
    presses: new Map(),
    pressLimitMs: options.pressLimitMs ?? 10_000,
    groupPerMinute: options.groupPerMinute ?? Number.POSITIVE_INFINITY,
    knowsMoments: !options.old,
    commands: [],
    written: new Map(),
    tell: (account, what) => told.push({ account, ...what }),
  };
  const calls: { method: string; params: Params }[] = [];
  const refused: string[] = [];
  const faults: string[] = [];
  const odd = new Map<string, OddAnswer>();
  let health: Health = 'well';
  let last: FakeUpdate | undefined;
  const sockets = new Set<Socket>();
  const held = new Set<Socket>();

  const server = createServer((request, response) => {
    void serve(request, response);
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [, token, method = ''] = /^\/bot([^/]+)\/(\w+)$/.exec(request.url ?? '') ?? [];
    const gone = new AbortController();
    response.on('close', () => gone.abort());
    try {
      const params = await readParams(request);
      const instead = odd.get(method);
      odd.delete(method);
      if (instead && !instead.done) return answerOddly(response, instead);
      const result = await answer(token, method, params, gone.signal, request.socket);
      if (instead) return answerOddly(response, instead);
      reply(response, 200, { ok: true, result });
    } catch (err) {
      const { code, message, parameters, fault } =
        err instanceof Refusal ? err : new Refusal(500, `the fake failed: ${String(err)}`, { fault: true });
      refused.push(`${method}: ${message}`);
      if (fault) faults.push(`${method}: ${message}`);
      reply(response, code, { ok: false, error_code: code, description: message, parameters });
    }
  }

  async function answer(
    token: string | undefined,
    method: string,
    params: Params,
    gone: AbortSignal,
    socket: Socket,
  ): Promise<unknown> {
    if (method !== 'getUpdates') calls.push({ method, params });
    if (health === 'hanging') {
      held.add(socket);
      await new Promise(() => undefined);
    }
    if (health === 'failing') throw new Refusal(502, 'Bad Gateway');
    if (health === 'rate-limiting')
      throw new Refusal(429, 'Too Many Requests: retry after 1', { parameters: { retry_after: 1 } });
    if (health === 'revoked' || token !== options.token) throw new Refusal(401, 'Unauthorized');
    if (method === 'getUpdates') {
      check(params, ['offset', 'limit', 'timeout', 'allowed_updates']);
      // A poll that its bot has just hung up on is noticed a moment later, and is no conflict.
      if (updates.isPolled) await new Promise((resolve) => setTimeout(resolve, 20));
      return updates.getUpdates(params, gone);
    }
    if (method === 'setWebhook') {
      check(params, ['url', 'secret_token', 'allowed_updates', 'max_connections', 'drop_pending_updates']);
      return updates.setWebhook(params);
    }
    if (method === 'getWebhookInfo') {
      check(params, []);
      return { url: updates.webhook?.url ?? '', pending_update_count: 0 };
    }
    if (method === 'deleteWebhook') {
      check(params, []);
      return updates.deleteWebhook();
    }
    const known = methods[method];
    if (!known) throw new Refusal(404, `Not Found: nobody expected ${method}`, { fault: true });
    check(params, known.takes);
    return known.run(world, params);
  }

  function addPerson(person: Pick<Person, 'id' | 'first_name'> & Partial<Person>): Person {
    const added: Person = { is_bot: false, started: true, ...person };
    world.people.set(added.id, added);
    if (!added.is_bot) addChat({ id: added.id, type: 'private' });
    return added;
  }

  function addChat(chat: Pick<Chat, 'id' | 'type'> & Partial<Chat>): Chat {
    const added = newChat(chat);
    world.chats.set(added.id, added);
    return added;
  }

  function chat(id: number): Chat {
    const found = world.chats.get(id);
    if (!found) throw new Error(`The fake has no chat ${id}`);
    return found;
  }

  function writes(person: number, chatId: number, text: string, how: Writing = {}) {
    const where = chat(chatId);
    const replied = where.posts.find(({ id }) => id === how.replyTo);
    const thread = how.thread ?? (where.type === 'supergroup' ? (replied?.thread ?? replied?.id) : undefined);
    const post: Post = {
      id: where.nextMessage,
      from: person,
      date: Math.floor(Date.now() / 1_000),
      text,
      entities: [],
      mentions: [],
      edited: false,
      ...(how.entities && { sent: how.entities }),
      ...(how.file && { file: how.file }),
      ...(how.replyTo !== undefined && { replyTo: how.replyTo }),
      ...(thread !== undefined && { thread }),
    };
    where.nextMessage += 1;
    where.posts.push(post);
    if (where.type === 'private') (world.people.get(person) as Person).started = true;
    last = updates.push('message', messageObject(world, where, post));
    return last;
  }

  function presses(person: number, chatId: number, message: number, label: string, how: { old?: boolean } = {}) {
    const where = chat(chatId);
    const post = where.posts.find(({ id }) => id === message);
    const button = post?.markup?.inline_keyboard?.flat().find(({ text }) => text === label);
    if (!post || !button) throw new Error(`There is no button “${label}” to press on ${chatId}:${message}`);
    const id = `press-${world.presses.size + 1}`;
    world.presses.set(id, { from: person, at: Date.now(), answered: false });
    const shown = messageObject(world, where, post);
    last = updates.push('callback_query', {
      id,
      from: userObject(world.people.get(person) as Person),
      // Of an old message Telegram tells only where it is.
      message: how.old ? { chat: shown.chat, message_id: post.id, date: 0 } : shown,
      chat_instance: 'instance',
      data: button.callback_data,
    });
    return last;
  }

  function repeatsLast(): void {
    if (!last) throw new Error('Nobody has done anything yet');
    // A webhook gets the same update again; a poll never does, so there the same thing comes as another update.
    const { update_id: _id, ...content } = last;
    if (updates.webhook) updates.send({ ...last });
    else for (const [kind, value] of Object.entries(content)) updates.push(kind, value);
  }

  function becomes(next: Health): void {
    health = next;
    for (const socket of held) socket.destroy();
    held.clear();
    if (next === 'failing') updates.interrupt(new Refusal(502, 'Bad Gateway'));
    if (next === 'revoked') updates.interrupt(new Refusal(401, 'Unauthorized'));
  }

  function verify(): void {
    if (faults.length > 0) throw new Error(`Telegram would not have taken this:\n${faults.join('\n')}`);
  }

  async function close(): Promise<void> {
    updates.close();
    for (const socket of sockets) socket.destroy();
    await new Promise((resolve) => server.close(resolve));
    const spinning = [...world.presses].filter(([, { answered }]) => !answered).map(([id]) => id);
    if (spinning.length > 0) throw new Error(`Buttons were left spinning: ${spinning.join()}`);
  }

  addPerson({ id: BOT_ID, first_name: 'Tocsin', username: options.username ?? 'tocsin_bot', is_bot: true });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    updates,
    commands: () => world.commands,
    calls,
    refused,
    odd,
    addPerson,
    addChat,
    chat,
    writes,
    presses,
    moves: (from, to) => {
      chat(from).movedTo = to.id;
      world.chats.set(to.id, to);
    },
    repeatsLast,
    told: (account) => told.filter((one) => one.account === account),
    becomes,
    verify,
    close,
  };
}

function check(params: Params, takes: readonly string[]): void {
  for (const name of Object.keys(params))
    if (!takes.includes(name)) throw new Refusal(400, `Bad Request: unknown parameter ${name}`, { fault: true });
}

async function readParams(request: IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  return body ? (JSON.parse(body) as Params) : {};
}

function reply(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
