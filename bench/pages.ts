import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FakeDiscord, TOKEN } from '../test/harness/fake-discord/fake-discord.ts';
import { GUILD } from '../test/harness/fake-discord/world.ts';
import { FakeSlackServer } from '../test/harness/fake-slack/server.ts';
import { startFakeTelegram } from '../test/harness/fake-telegram/server.ts';
import { otherPeople, pagedPeople, slackAccount } from './alert-team.ts';
import { telegramGroup } from './crowd.ts';

/** What was told of alerts, by their names, as soon as the request that tells is there. */
export interface Pages {
  /** How often an alert of that name was told. */
  count(name: string): number;
  /** When it is told for the first time, in `performance.now()`. */
  first(name: string): Promise<number>;
  /** When so many incidents have been named by their numbers, alone or in a message with others, in `performance.now()`. */
  named(incidents: number): Promise<number>;
  namedCount(): number;
  /** How many messages were sent, edits not counted. */
  messages(): number;
  /** What the next loads do not ask for. */
  forget(): void;
}

interface Told extends Pages {
  tell(name: string): void;
  /** @param text all that the message or its edit says */
  names(text: string): void;
}

function createPages(): Told {
  const told = new Map<string, number>();
  const waiting = new Map<string, (at: number) => void>();
  const numbers = new Set<string>();
  let sent = 0;
  let wanted: { readonly incidents: number; resolve(at: number): void } | undefined;
  return {
    count: (name) => told.get(name) ?? 0,
    first: (name) => new Promise((resolve) => waiting.set(name, resolve)),
    named: (incidents) =>
      new Promise((resolve) => {
        wanted = { incidents, resolve };
      }),
    namedCount: () => numbers.size,
    messages: () => sent,
    forget() {
      told.clear();
      waiting.clear();
      numbers.clear();
      sent = 0;
      wanted = undefined;
    },
    names(text) {
      if (!wanted) return;
      for (const [number] of text.matchAll(/#\d+\b/g)) numbers.add(number);
      if (numbers.size >= wanted.incidents) wanted.resolve(performance.now());
    },
    tell(name) {
      sent += 1;
      told.set(name, (told.get(name) ?? 0) + 1);
      waiting.get(name)?.(performance.now());
      waiting.delete(name);
    },
  };
}

/** Slack without anybody behind it, with everybody who may be paged. */
export async function openPagedSlack() {
  const server = new FakeSlackServer();
  await server.listen();
  for (let person = 0; person < pagedPeople + otherPeople; person += 1)
    server.workspace.users.add(slackAccount(person));
  const pages = createPages();
  const calls = server.calls;
  calls.push = (...made) => {
    for (const { method, args } of made) {
      if (method === 'chat.postMessage') pages.tell(nameIn(String(args.text)));
      pages.names(JSON.stringify(args));
    }
    // They are not looked at again, and would only fill the memory.
    return 0;
  };
  return {
    pages: pages as Pages,
    settings: { SLACK_BOT_TOKEN: server.botToken, SLACK_APP_TOKEN: server.appToken, SLACK_API_URL: server.apiUrl },
    complaints: () => server.complaints,
    close: () => server.close(),
  };
}

/** Discord and Telegram, where cards and rooms are posted and nobody is paged. */
export async function openQuietPlatforms() {
  const discord = await FakeDiscord.open();
  const token = '900:AA-bench-token';
  const telegram = await startFakeTelegram({ token });
  telegram.addChat({ id: telegramGroup, type: 'supergroup', title: 'Ops', forum: true });
  // They are not looked at again, and would only fill the memory.
  for (const calls of [discord.calls, telegram.calls] as unknown[][]) calls.push = () => 0;
  return {
    settings: {
      DISCORD_TOKEN: TOKEN,
      DISCORD_GUILD_ID: GUILD,
      DISCORD_API_URL: discord.apiUrl,
      TELEGRAM_TOKEN: token,
      TELEGRAM_API_ROOT: telegram.url,
    },
    complaints: () => discord.refusals.map(({ call, why }) => `${call}: ${why}`),
    async close() {
      await Promise.all([discord.close(), telegram.close()]);
    },
  };
}

/** Where Alertmanager posts its notices. */
export function openWebhook() {
  return openReceiver((body) => {
    const { groupLabels } = JSON.parse(body) as { groupLabels: { alertname: string } };
    return { name: groupLabels.alertname, answer: '' };
  });
}

/** As much of Slack as GoAlert calls: it posts direct messages. One for several alerts names none, and tells of none. */
export function openGoAlertSlack() {
  let messages = 0;
  return openReceiver((body) => {
    const args = new URLSearchParams(body);
    messages += 1;
    const answer = {
      ok: true,
      channel: `D0${args.get('channel')?.slice(1)}`,
      ts: `1700000000.${String(messages).padStart(6, '0')}`,
    };
    return { name: nameIn(args.get('attachments') ?? args.get('text') ?? ''), answer: JSON.stringify(answer) };
  });
}

/** A server on 127.0.0.1 that is told of alerts, one in each request. */
async function openReceiver(read: (body: string) => { readonly name: string; readonly answer: string }) {
  const pages = createPages();
  const server = createServer((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const { name, answer } = read(Buffer.concat(pieces).toString());
      pages.tell(name);
      response.setHeader('content-type', 'application/json');
      response.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    pages: pages as Pages,
    url: `http://127.0.0.1:${port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

/** The alert's name is the title of its incident, and stands in the text of the page. */
function nameIn(text: string): string {
  return /\b[a-z]+\d+-\d+\b/.exec(text)?.[0] ?? text;
}
