import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { freshDatabase } from '../harness/database.ts';
import { FakeDiscord, TOKEN } from '../harness/fake-discord/fake-discord.ts';
import { ALICE as ALICE_ON_DISCORD, ANNOUNCE, GUILD } from '../harness/fake-discord/world.ts';
import { startFakeMail } from '../harness/fake-mail.ts';
import { SIGNING_SECRET } from '../harness/fake-slack/line.ts';
import { FakeSlackServer } from '../harness/fake-slack/server.ts';
import { OPS } from '../harness/fake-slack/workspace.ts';
import { startFakeTelegram } from '../harness/fake-telegram/server.ts';
import { freePort, type Program, startProgram } from '../harness/program.ts';

export const aliceOnTelegram = 1001;
const group = -1001002;

export type Trouble = 'well' | 'failing' | 'revoked' | 'hanging';

function planted(): string {
  return `planted${randomBytes(12).toString('hex')}`;
}

export interface Planted {
  readonly program: Program;
  readonly slack: FakeSlackServer;
  readonly telegram: Awaited<ReturnType<typeof startFakeTelegram>>;
  readonly apiToken: string;
  readonly webhookSecret: string;
  /** Every secret setting, as it was set and as it goes over a wire. */
  readonly secrets: readonly string[];
  /** All the platforms, and what the program calls besides. */
  become(trouble: Trouble): void;
  /** How often each of them was called. */
  calls(): Readonly<Record<'slack' | 'discord' | 'telegram' | 'mail', number>>;
  /** Everything in the database, as text. */
  kept(): Promise<string>;
  close(): Promise<void>;
}

/** The real program with a secret in every setting that takes one, among fakes that let it in and then break. */
export async function startPlanted(ways: 'sockets' | 'webhooks'): Promise<Planted> {
  const closings: (() => Promise<unknown>)[] = [];
  const slack = new FakeSlackServer();
  await slack.listen();
  closings.push(() => slack.close());
  const discord = await FakeDiscord.open();
  closings.push(() => discord.close());
  const telegramToken = `900:${planted()}`;
  const telegram = await startFakeTelegram({ token: telegramToken });
  closings.push(() => telegram.close().catch(() => undefined));
  telegram.addPerson({ id: aliceOnTelegram, first_name: 'Alice' });
  telegram.addChat({ id: group, type: 'supergroup', title: 'Ops', administrators: [aliceOnTelegram] });
  const login = { user: planted(), password: planted() };
  const mail = await startFakeMail({ login });
  closings.push(() => mail.close());
  const broken = await openBroken();
  closings.push(() => broken.close());
  const database = await freshDatabase();
  closings.push(() => database.drop());
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-planted-'));
  closings.push(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'tocsin.yaml'), team);

  const [apiToken, webhookSecret, amqp, redis, otel, heartbeat] = [1, 2, 3, 4, 5, 6].map(planted) as [
    string,
    string,
    string,
    string,
    string,
    string,
  ];
  const webhooks = ways === 'webhooks';
  const program = await startProgram({
    HTTP_PORT: await freePort(),
    TOCSIN_CONFIG: join(folder, 'tocsin.yaml'),
    MONGODB_URI: database.uri,
    LOG_LEVEL: 'trace',
    SLACK_BOT_TOKEN: slack.botToken,
    ...(webhooks ? { SLACK_SIGNING_SECRET: SIGNING_SECRET } : { SLACK_APP_TOKEN: slack.appToken }),
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: TOKEN,
    DISCORD_GUILD_ID: GUILD,
    DISCORD_API_URL: discord.apiUrl,
    TELEGRAM_TOKEN: telegramToken,
    TELEGRAM_API_ROOT: telegram.url,
    ...(webhooks && { TELEGRAM_WEBHOOK_SECRET: webhookSecret }),
    SMTP_URL: `smtp://${login.user}:${login.password}@127.0.0.1:${mail.port}`,
    EMAIL_FROM: 'tocsin@example.org',
    AMQP_URL: `amqp://tocsin:${amqp}@127.0.0.1:${await freePort()}`,
    REDIS_URL: `redis://:${redis}@127.0.0.1:${await freePort()}`,
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://tocsin:${otel}@127.0.0.1:${broken.port}/otel`,
    HEARTBEAT_URL: `${broken.url}/${heartbeat}`,
    API_TOKENS: `tests:${apiToken}`,
  });
  closings.push(async () => {
    program.kill('SIGKILL');
    await program.ended;
  });

  const inTheClear = [
    slack.botToken,
    slack.appToken,
    SIGNING_SECRET,
    TOKEN,
    telegramToken,
    login.password,
    ...[apiToken, webhookSecret, amqp, redis, otel, heartbeat],
  ];
  const onTheWire = [
    Buffer.from(login.password).toString('base64'),
    Buffer.from(`\0${login.user}\0${login.password}`).toString('base64'),
    Buffer.from(`tocsin:${otel}`).toString('base64'),
    encodeURIComponent(telegramToken),
  ];

  return {
    program,
    slack,
    telegram,
    apiToken,
    webhookSecret,
    secrets: [...inTheClear, ...onTheWire],
    become(trouble) {
      slack.health = trouble;
      discord.becomes(trouble);
      telegram.becomes(trouble);
      mail.becomes(trouble);
      broken.become(trouble);
    },
    calls: () => ({
      slack: slack.calls.length,
      discord: discord.calls.length,
      telegram: telegram.calls.length,
      // A mail may go over the connection of the one before; without a login none is begun.
      mail: mail.counts.connections + mail.counts.begun,
    }),
    async kept() {
      const client = await MongoClient.connect(database.uri);
      try {
        const collections = await client.db().listCollections().toArray();
        const all = await Promise.all(collections.map(({ name }) => client.db().collection(name).find().toArray()));
        return collections.map(({ name }, index) => `${name} ${JSON.stringify(all[index])}`).join('\n');
      } finally {
        await client.close();
      }
    },
    async close() {
      for (const close of closings.splice(0).reverse()) await close();
    },
  };
}

/** Says no in the worst way: with all that it was sent, as the error pages of proxies do; or with nothing at all. */
async function openBroken() {
  let trouble: Trouble = 'failing';
  const server = createServer((request, response) => {
    if (trouble === 'hanging') {
      request.socket.destroy();
      return;
    }
    response.writeHead(trouble === 'revoked' ? 401 : 500, { 'content-type': 'text/html' });
    response.end(`<h1>Bad gateway</h1>${request.url} ${JSON.stringify(request.headers)}`);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    become: (next: Trouble) => {
      trouble = next;
    },
    close: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(resolve));
    },
  };
}

const team = `
people:
  alice:
    email: alice@example.org
    accounts: { slack: U0ALICE, discord: "${ALICE_ON_DISCORD}", telegram: "${aliceOnTelegram}" }
    notify: { urgent: [ { by: slack }, { by: discord }, { by: telegram }, { by: email } ] }
  victor: { role: viewer, accounts: { telegram: "1004" } }
roles: { manager: { slack: [S0ONCALL], discord: ["77"], telegram: ["${group}"] } }
policies: { default: { levels: [ { page: [ { person: alice } ] } ] } }
services: { checkout: }
rooms:
  announce: { slack: ${OPS}, discord: "${ANNOUNCE}", telegram: "${group}" }
  open: { slack: none, discord: none, telegram: none }
`;
