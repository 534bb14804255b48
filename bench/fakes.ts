import { FakeDiscord, TOKEN } from '../test/harness/fake-discord/fake-discord.ts';
import { GUILD } from '../test/harness/fake-discord/world.ts';
import { socketLine } from '../test/harness/fake-slack/line.ts';
import { people } from '../test/harness/fake-slack/people.ts';
import { FakeSlackServer } from '../test/harness/fake-slack/server.ts';
import { OPS } from '../test/harness/fake-slack/workspace.ts';
import { startFakeTelegram } from '../test/harness/fake-telegram/server.ts';
import { Arrivals } from './arrivals.ts';
import { accountOf, type BenchPlatform, pagers, speakers, telegramGroup } from './crowd.ts';

/** A platform without anybody behind it yet, as the load sees it. */
export interface Fake {
  readonly platform: BenchPlatform;
  /** What Tocsin is told to find it. */
  readonly settings: Readonly<Record<string, string>>;
  /** A person gives a command; by typing it where the platform has no options. */
  gives(account: string, verb: string, args: { readonly title?: string; readonly service?: string }): void;
  /** Messages that came to a person's eyes: answers, and what is sent to them directly. Edits of those do not count. */
  readonly arrivals: Arrivals;
  /** What came to a person last, as the platform was told it. */
  lastTo?(account: string): string | undefined;
  /** What the platform would not have taken. */
  complaints(): readonly string[];
  close(): Promise<void>;
}

const everybody = [...Array(speakers + pagers).keys()];

export function openFakes(): Promise<Fake[]> {
  return Promise.all([openSlack(), openDiscord(), openTelegram()]);
}

async function openSlack(): Promise<Fake> {
  const server = new FakeSlackServer();
  await server.listen();
  const { workspace } = server;
  const arrivals = new Arrivals();
  for (const person of everybody) workspace.users.add(accountOf('slack', person));
  const crowd = people(server, socketLine(server, 3_000), 3_000);
  const messages = workspace.messages;
  const last = new Map<string, string>();
  messages.push = (...posted) => {
    for (const message of posted) {
      const reader = message.onlyFor ?? workspace.directUser(message.channel);
      if (!reader) continue;
      last.set(reader, JSON.stringify(message));
      arrivals.came(reader);
    }
    return Array.prototype.push.apply(messages, posted);
  };

  return {
    platform: 'slack',
    settings: { SLACK_BOT_TOKEN: server.botToken, SLACK_APP_TOKEN: server.appToken, SLACK_API_URL: server.apiUrl },
    gives(account, verb, { title, service }) {
      void crowd.slash(account, typed(verb, title, service), OPS);
    },
    arrivals,
    lastTo: (account) => last.get(account),
    complaints: () => server.complaints,
    close: () => server.close(),
  };
}

async function openDiscord(): Promise<Fake> {
  const discord = await FakeDiscord.open();
  const { world } = discord;
  const arrivals = new Arrivals();
  for (const person of everybody) world.accounts.set(accountOf('discord', person), `person-${person}`);
  const [post, edit] = [world.post.bind(world), world.edit.bind(world)];
  world.post = (message) => {
    const posted = post(message);
    const reader = posted.onlyFor ?? world.channels.get(posted.channel)?.recipient;
    if (reader && posted.author === 'bot' && !posted.loading) arrivals.came(reader);
    return posted;
  };
  world.edit = (message, body) => {
    const { loading, onlyFor } = message;
    edit(message, body);
    // "Is thinking…" becomes the answer.
    if (loading && onlyFor) arrivals.came(onlyFor);
  };

  return {
    platform: 'discord',
    settings: { DISCORD_TOKEN: TOKEN, DISCORD_GUILD_ID: GUILD, DISCORD_API_URL: discord.apiUrl },
    gives(account, verb, args) {
      discord.people.gives(account, `incident ${verb}`, { ...args });
    },
    arrivals,
    complaints: () => [...discord.refusals.map(({ call, why }) => `${call}: ${why}`), ...discord.unexpected],
    close: () => discord.close(),
  };
}

async function openTelegram(): Promise<Fake> {
  const token = '900:AA-bench-token';
  const fake = await startFakeTelegram({ token });
  const arrivals = new Arrivals();
  for (const person of everybody)
    fake.addPerson({ id: Number(accountOf('telegram', person)), first_name: `Person ${person}` });
  fake.addChat({ id: telegramGroup, type: 'supergroup', title: 'Ops', forum: true });
  const calls = fake.calls as { method: string; params: Readonly<Record<string, unknown>> }[];
  calls.push = (...made) => {
    for (const { method, params } of made) if (method === 'sendMessage') arrivals.came(String(params.chat_id));
    // They are not looked at again, and would only fill the memory.
    return 0;
  };

  return {
    platform: 'telegram',
    settings: { TELEGRAM_TOKEN: token, TELEGRAM_API_ROOT: fake.url },
    gives(account, verb, { title, service }) {
      fake.writes(Number(account), Number(account), `/incident ${typed(verb, title, service)}`);
    },
    arrivals,
    complaints() {
      try {
        fake.verify();
        return [];
      } catch (err) {
        return [String(err)];
      }
    },
    close: () => fake.close(),
  };
}

function typed(verb: string, title = '', service?: string): string {
  return [verb, title, service && `service:${service}`].filter(Boolean).join(' ');
}
