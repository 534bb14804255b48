import { createTelegram, type TelegramSettings } from '../../../adapters/telegram/adapter.ts';
import type { Address } from '../../../src/domain/address.ts';
import { systemClock } from '../../../src/ports/runtime.ts';
import type { Drawn, PlatformUnderTest } from '../../contracts/chat-adapter/platform-under-test.ts';
import { ConnectedChat } from '../../harness/connected-chat.ts';
import { linksIn, mentionsIn } from '../../harness/fake-telegram/html.ts';
import { MemoryDialogs } from '../../harness/fake-telegram/memory-dialogs.ts';
import { serveRoutes } from '../../harness/fake-telegram/serve-routes.ts';
import { type FakeTelegram, startFakeTelegram } from '../../harness/fake-telegram/server.ts';
import type { Post } from '../../harness/fake-telegram/world.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { eventually } from '../../harness/wait.ts';

export const token = '900:AA-planted-token';
export const secret = 'planted_webhook-secret';
export const alice = 1001;
export const bob = 1002;
/** Has never pressed Start. */
export const carol = 1003;
/** The announce group, with topics. */
export const forum = -1001001;
/** A group without topics. */
export const group = -1001002;

/** As long as a person would wait is too long for a test. */
export const quick = { callMs: 1_500, pollAgainMs: 10, conflictMs: 20, replyAgainMs: 10 };

export interface TelegramUnderTest extends PlatformUnderTest {
  readonly adapter: ReturnType<typeof createTelegram>;
  readonly fake: FakeTelegram;
  readonly log: KeptLog;
  readonly dialogs: MemoryDialogs;
  readonly settings: TelegramSettings;
  /** The question that is open for this person and has not been answered here. */
  question(account: number): Promise<{ chat: number; post: Post }>;
  answer(account: number, text: string): Promise<void>;
  press(account: number, label: string): Promise<void>;
}

export async function openTelegram(
  by: 'polling' | 'webhook' = 'polling',
  options: { groupPerMinute?: number; old?: boolean; timing?: TelegramSettings['timing'] } = {},
): Promise<TelegramUnderTest> {
  const fake = await startFakeTelegram({ token, ...options });
  fake.addPerson({ id: alice, first_name: 'Alice <&>', username: 'alice' });
  fake.addPerson({ id: bob, first_name: 'Bob' });
  fake.addPerson({ id: carol, first_name: 'Carol', started: false });
  fake.addChat({ id: forum, type: 'supergroup', title: 'Ops', forum: true });
  fake.addChat({ id: group, type: 'supergroup', title: 'Plain ops' });
  const log = new KeptLog();
  const dialogs = new MemoryDialogs();
  const served = by === 'webhook' ? await serveRoutes(() => adapter.routes) : undefined;
  const settings: TelegramSettings = {
    token,
    apiRoot: `${fake.url}/`,
    timing: { ...quick, ...options.timing },
    ...(served && { webhookSecret: secret, publicUrl: served.url }),
  };
  const adapter = createTelegram(settings, { log, clock: systemClock, dialogs });
  const answered = new Set<Post>();

  function openQuestion(account: number): { chat: number; post: Post } | undefined {
    for (const chat of [account, forum, group]) {
      const post = fake.chat(chat).posts.findLast((one) => !answered.has(one) && isQuestionFor(one, chat, account));
      if (post) return { chat, post };
    }
    return undefined;
  }

  async function question(account: number): Promise<{ chat: number; post: Post }> {
    return eventually('a question was asked', () => openQuestion(account));
  }

  async function answer(account: number, text: string): Promise<void> {
    const { chat, post } = await question(account);
    answered.add(post);
    fake.writes(account, chat, text, chat === account ? {} : { replyTo: post.id });
  }

  async function press(account: number, label: string): Promise<void> {
    const { chat, post } = await question(account);
    answered.add(post);
    fake.presses(account, chat, post.id, label);
  }

  async function fillsIn(account: string, values: Readonly<Record<string, string>>): Promise<void> {
    for (;;) {
      const { post } = await question(Number(account));
      const [, at, of, label = ''] = /\((\d+) of (\d+)\)\n(\w+)/.exec(post.text) ?? [];
      const value = values[label];
      const choice = buttonsOf(post).find((one) => one.toLowerCase() === value?.toLowerCase());
      if (value === undefined) await press(Number(account), 'Skip');
      else if (choice) await press(Number(account), choice);
      else await answer(Number(account), value);
      if (at === of) return;
    }
  }

  return {
    adapter,
    chat: new ConnectedChat(adapter),
    fake,
    log,
    dialogs,
    settings,
    channel: { platform: 'telegram', kind: 'channel', id: String(forum) },
    alice: String(alice),
    bob: String(bob),
    secrets: [token, 'AA-planted-token', secret],
    shown: (at) => shownAt(fake, at),
    nameOf: async ({ id }) => fake.chat(Number(id.split(':')[0])).topics.get(Number(id.split(':')[2])),
    async says(account, line, where) {
      if (where === 'channel') fake.writes(Number(account), forum, `/incident ${line}`);
      else fake.writes(Number(account), Number(account), line);
    },
    async presses(account, message, label) {
      const [chat, id] = message.id.split(':').map(Number);
      fake.presses(Number(account), chat!, id!, label);
    },
    // Telegram opens the address and tells the bot nothing.
    opens: async () => {},
    fillsIn,
    toldTo(account) {
      const told = fake.told(Number(account)).at(-1);
      if (!told) return undefined;
      const buttons = told.post ? buttonsOf(told.post) : [];
      return {
        id: `${account}:${told.post?.id ?? 'alert'}`,
        text: told.text,
        ...(told.post ? seenIn(told.post) : { textLinks: [], mentions: [] }),
        buttons,
        links: told.post ? linksOf(told.post) : [],
        onlyFor: account,
      };
    },
    async repeatsLast() {
      fake.repeatsLast();
    },
    becomes: (health) => fake.becomes(health),
    verify() {
      fake.verify();
      for (const planted of [token, secret])
        if (log.text().includes(planted)) throw new Error(`A secret is in the log:\n${log.text()}`);
    },
    async close() {
      await served?.close();
      await fake.close();
    },
    question,
    answer,
    press,
  };
}

export function buttonsOf(post: Post): string[] {
  return (post.markup?.inline_keyboard ?? [])
    .flat()
    .filter(({ url }) => !url)
    .map(({ text }) => text);
}

function linksOf(post: Post): { label: string; url: string }[] {
  return (post.markup?.inline_keyboard ?? []).flat().flatMap(({ text, url }) => (url ? [{ label: text, url }] : []));
}

function isQuestionFor(post: Post, chat: number, account: number): boolean {
  const asks =
    post.markup?.force_reply || post.markup?.inline_keyboard?.flat().some((one) => isAnswer(one.callback_data));
  return !!asks && (chat === account || post.entities.some(({ url }) => url === `tg://user?id=${account}`));
}

function isAnswer(data: string | undefined): boolean {
  return data?.startsWith('~') ?? false;
}

function shownAt(fake: FakeTelegram, { id }: Address): Drawn[] {
  const [chat, kind, number] = id.split(':');
  const within = (post: Post) => {
    if (kind === 'topic') return post.thread === Number(number);
    return kind !== 'reply' || [post.id, post.replyTo, post.thread].includes(Number(number));
  };
  return fake
    .chat(Number(chat))
    .posts.filter(within)
    .map((post) => ({
      id: `${chat}:${post.id}`,
      text: post.text,
      ...seenIn(post),
      buttons: buttonsOf(post),
      links: linksOf(post),
      ...(post.preview !== undefined && { picture: post.preview }),
      edited: post.edited,
    }));
}

function seenIn(post: Post): Pick<Drawn, 'textLinks' | 'mentions'> {
  const people = post.entities.flatMap(({ url }) => /^tg:\/\/user\?id=(\d+)$/.exec(url ?? '')?.[1] ?? []);
  return { textLinks: linksIn(post), mentions: [...people, ...mentionsIn(post)] };
}
