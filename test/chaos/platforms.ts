import { FakeDiscord, TOKEN } from '../harness/fake-discord/fake-discord.ts';
import { GUILD } from '../harness/fake-discord/world.ts';
import { socketLine } from '../harness/fake-slack/line.ts';
import { type People, people } from '../harness/fake-slack/people.ts';
import { FakeSlackServer } from '../harness/fake-slack/server.ts';
import { type FakeTelegram, startFakeTelegram } from '../harness/fake-telegram/server.ts';
import { type Call, type Done, type Door, openDoor } from './door.ts';

export const chats = ['slack', 'discord', 'telegram'] as const;
export type Chat = (typeof chats)[number];

/** A message that a platform took: its own id of it, so that what it knew again counts once. */
export interface Sent {
  readonly platform: Chat;
  readonly text: string;
  readonly id: string;
  readonly at: number;
}

export interface Platforms {
  readonly slack: FakeSlackServer;
  readonly slackPeople: People;
  readonly discord: FakeDiscord;
  readonly telegram: FakeTelegram;
  readonly doors: Readonly<Record<Chat, Door>>;
  /** What Tocsin is told to find them. */
  readonly settings: Readonly<Record<string, string>>;
  /** What they took of messages in which all of these words stand. */
  sent(...words: readonly string[]): Sent[];
  close(): Promise<void>;
}

const telegramToken = '900:AA-chaos-token';
const sending: Readonly<Record<Chat, RegExp>> = {
  slack: /^\/api\/chat\.postMessage$/,
  discord: /^\/api\/v10\/channels\/\d+\/messages$/,
  telegram: /\/sendMessage$/,
};

/** What `titled` puts behind a title. */
const marks = /\b[0-9a-f]{8}\b/g;

/** Accounts of the person with this number. */
export function accountsOf(person: number) {
  return {
    slack: `U0P${String(person).padStart(4, '0')}`,
    discord: String(200_000_000_000_010_000n + BigInt(person)),
    telegram: String(50_000 + person),
  };
}

/** The three fakes, each behind a door, with so many people on all of them. */
export async function openPlatforms(crowd: number): Promise<Platforms> {
  const slack = new FakeSlackServer();
  await slack.listen();
  const discord = await FakeDiscord.open();
  const telegram = await startFakeTelegram({ token: telegramToken });
  for (let person = 0; person < crowd; person += 1) {
    const accounts = accountsOf(person);
    slack.workspace.users.add(accounts.slack);
    discord.world.accounts.set(accounts.discord, `person-${person}`);
    telegram.addPerson({ id: Number(accounts.telegram), first_name: `Person ${person}` });
  }
  const doors = {
    slack: await openDoor(slack.url),
    discord: await openDoor(discord.apiUrl),
    telegram: await openDoor(telegram.url),
  };
  return {
    slack,
    slackPeople: people(slack, socketLine(slack, 3_000), 3_000),
    discord,
    telegram,
    doors,
    settings: {
      SLACK_BOT_TOKEN: slack.botToken,
      SLACK_APP_TOKEN: slack.appToken,
      SLACK_API_URL: `${doors.slack.url}/api/`,
      DISCORD_TOKEN: TOKEN,
      DISCORD_GUILD_ID: GUILD,
      DISCORD_API_URL: `${doors.discord.url}/api`,
      TELEGRAM_TOKEN: telegramToken,
      TELEGRAM_API_ROOT: doors.telegram.url,
    },
    sent: sentBy(doors),
    async close() {
      await Promise.all(chats.map((platform) => doors[platform].close()));
      await Promise.all([slack.close(), discord.close()]);
      // A press that nobody answered is no matter here.
      await telegram.close().catch(() => undefined);
    },
  };
}

/** Reads each call once, and finds those about one title by what only that title has in it: there may be thousands. */
function sentBy(doors: Readonly<Record<Chat, Door>>): Platforms['sent'] {
  const all: Sent[] = [];
  const byMark = new Map<string, Sent[]>();
  const read: Record<Chat, number> = { slack: 0, discord: 0, telegram: 0 };

  function readOn(): void {
    for (const platform of chats) {
      const { done } = doors[platform];
      for (; read[platform] < done.length; read[platform] += 1) note(platform, done[read[platform]]!);
    }
  }

  function note(platform: Chat, call: Done): void {
    if (!isSending(platform, call)) return;
    const id = idIn(call.answer);
    if (id === undefined) return;
    const sent: Sent = { platform, text: textOf(call), id, at: call.at };
    all.push(sent);
    for (const mark of new Set(sent.text.match(marks))) byMark.set(mark, [...(byMark.get(mark) ?? []), sent]);
  }

  return (...words) => {
    readOn();
    const mark = words.flatMap((word) => word.match(marks) ?? [])[0];
    const some = mark === undefined ? all : (byMark.get(mark) ?? []);
    return some.filter(({ text }) => words.every((word) => text.includes(word)));
  };
}

export function isSending(platform: Chat, { path }: Call): boolean {
  return sending[platform].test(path.replace(/\?.*$/, ''));
}

/** Whether this call sends a page about the incident with this title. */
export function isPage(platform: Chat, call: Call, title: string): boolean {
  return isSending(platform, call) && textOf(call).includes(title) && textOf(call).includes('You are paged');
}

/** The call’s words, whichever way it is written. */
function textOf({ body }: Call): string {
  return body.startsWith('{') ? body : decodeURIComponent(body.replaceAll('+', ' '));
}

function idIn(answer: string): string | undefined {
  const said = JSON.parse(answer) as { ts?: string; id?: string; result?: { message_id?: number } };
  const id = said.ts ?? said.id ?? said.result?.message_id;
  return id === undefined ? undefined : String(id);
}
