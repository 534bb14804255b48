import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { TOKEN as DISCORD_TOKEN, FakeDiscord } from '../harness/fake-discord/fake-discord.ts';
import { ANNOUNCE, APPLICATION, GUILD } from '../harness/fake-discord/world.ts';
import { type FakeMail, startFakeMail } from '../harness/fake-mail.ts';
import { allScopes, FakeSlackServer } from '../harness/fake-slack/server.ts';
import { OPS } from '../harness/fake-slack/workspace.ts';
import { type FakeTelegram, startFakeTelegram } from '../harness/fake-telegram/server.ts';
import { freePort, runVerbProcess } from '../harness/program.ts';
import { runVerb } from '../harness/verb.ts';

const TELEGRAM_TOKEN = '900:a-telegram-token-that-must-never-show';
const PASSWORD = 'a-mail-password-that-must-never-show';
const GROUP = -1001;

let folder: string;
let slack: FakeSlackServer;
let discord: FakeDiscord;
let telegram: FakeTelegram;
let mail: FakeMail;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-doctor-'));
  slack = new FakeSlackServer();
  await slack.listen();
  discord = await FakeDiscord.open();
  telegram = await startFakeTelegram({ token: TELEGRAM_TOKEN });
  telegram.addChat({ id: GROUP, type: 'supergroup' });
  mail = await startFakeMail({ login: { user: 'tocsin', password: PASSWORD } });
  await writeFile(
    join(folder, 'tocsin.yaml'),
    `people: { alice: { accounts: { slack: U0ALICE }, timezone: Europe/Berlin } }
policies: { default: { levels: [ { page: [ { person: alice } ] } ] } }
rooms: { announce: { slack: ${OPS}, discord: "${ANNOUNCE}", telegram: "${GROUP}" } }
`,
  );
});
afterAll(async () => {
  await Promise.all([slack.close(), discord.close(), telegram.close(), mail.close()]);
  await rm(folder, { recursive: true, force: true });
});

beforeEach(async () => {
  env = {
    TOCSIN_CONFIG: join(folder, 'tocsin.yaml'),
    DATA_DIR: join(folder, 'data'),
    HTTP_PORT: await freePort(),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN,
    DISCORD_GUILD_ID: GUILD,
    DISCORD_API_URL: discord.apiUrl,
    TELEGRAM_TOKEN,
    TELEGRAM_API_ROOT: telegram.url,
    SMTP_URL: `smtp://tocsin:${PASSWORD}@127.0.0.1:${mail.port}`,
    EMAIL_FROM: 'tocsin@example.org',
  };
});

interface Found {
  readonly about: string;
  readonly level: string;
  readonly text: string;
}

async function examined(): Promise<{ code: number | null; found: readonly Found[] }> {
  const { code, stdout, stderr } = await runVerb(['doctor', '--json'], { env });
  expect(stderr).toBe('');
  for (const secret of [slack.botToken, slack.appToken, DISCORD_TOKEN, TELEGRAM_TOKEN, PASSWORD]) {
    expect(stdout).not.toContain(secret);
  }
  return { code, found: JSON.parse(stdout).findings };
}

const problemsOf = (found: readonly Found[]) =>
  found.filter(({ level }) => level === 'problem').map(({ about, text }) => `${about}: ${text}`);

it('finds no problem where there is none, and says so a line each', async () => {
  const { code, found } = await examined();
  expect(problemsOf(found)).toEqual([]);
  expect(code).toBe(0);
  const abouts = new Set(found.map(({ about }) => about));
  expect([...abouts]).toEqual(['File', 'Slack', 'Discord', 'Telegram', 'Email', 'Database', 'PUBLIC_URL', 'Clock']);
  const { stdout } = await runVerbProcess(['doctor'], { env });
  expect(stdout).toMatch(/^ok +Slack: The app has every scope\.$/m);
  expect(stdout).toMatch(/^warning +PUBLIC_URL: Nothing answers at http:/m);
  expect(stdout).toMatch(/\nNo problems\.\n$/);
});

it('names what each platform refuses, and what to do', async () => {
  await writeFile(
    join(folder, 'wrong.yaml'),
    `people: { alice: { accounts: { slack: U0ALICE } }, bob: {}, carol: { accounts: { slack: U0CAROL }, timezone: Asia/Tokyo } }
policies: { default: { levels: [ { page: [ { person: alice } ] } ] } }
rooms: { announce: { slack: C0NONE, discord: "100000000000000777", telegram: "-1009" } }
`,
  );
  env.TOCSIN_CONFIG = join(folder, 'wrong.yaml');
  slack.rules.scopes.delete('im:write');
  discord.permissions = String(1n << 10n);
  try {
    const { code, found } = await examined();
    expect(code).toBe(1);
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/^Slack: The app lacks im:write.*slack-manifest/),
      expect.stringMatching(/^Slack: The room C0NONE is not there for the bot \(channel_not_found\).*\/invite/),
      expect.stringMatching(
        /^Discord: In the server \d+ the bot lacks Send Messages, Embed Links.*permissions=309237730304\.$/,
      ),
      expect.stringMatching(/^Discord: The bot does not see the room 100000000000000777/),
      expect.stringMatching(/^Telegram: The group -1009 is not there for the bot/),
    ]);
  } finally {
    for (const scope of allScopes) slack.rules.scopes.add(scope);
    discord.permissions = '309237730304';
  }
});

it('tells tokens that are refused from platforms that are away', async () => {
  env.SLACK_BOT_TOKEN = 'xoxb-another';
  env.TELEGRAM_API_ROOT = `http://127.0.0.1:${await freePort()}`;
  discord.becomes('revoked');
  mail.becomes('revoked');
  try {
    const { code, found } = await examined();
    expect(code).toBe(1);
    expect(problemsOf(found)).toEqual([
      expect.stringMatching(/^Slack: SLACK_BOT_TOKEN is refused \(invalid_auth\)/),
      expect.stringMatching(/^Discord: DISCORD_TOKEN is refused \(401\)/),
      'Telegram: Telegram is not reached (ECONNREFUSED). Let this machine reach it, through a proxy or firewall.',
      expect.stringMatching(/^Email: /),
    ]);
  } finally {
    discord.becomes('well');
    mail.becomes('well');
  }
});

it('says who cannot be reached, and that a webhook needs PUBLIC_URL', async () => {
  const file = join(folder, 'alone.yaml');
  await writeFile(
    file,
    'people: { bob: { email: b@example.org } }\npolicies: { default: { levels: [ { page: [ { person: bob } ] } ] } }\n',
  );
  env = {
    TOCSIN_CONFIG: file,
    DATA_DIR: join(folder, 'data'),
    HTTP_PORT: await freePort(),
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_SIGNING_SECRET: 'a-signing-secret-0123456789',
  };
  const { code, found } = await examined();
  expect(code).toBe(1);
  expect(problemsOf(found)).toEqual([
    expect.stringMatching(/^File: people\.bob: Bob, whom .* may page, has only email/),
    expect.stringMatching(/^PUBLIC_URL: Nothing answers at http.*A platform delivers there: start Tocsin/),
  ]);
});

it('prints the address that adds the bot to a Discord server', async () => {
  const wanted = `https://discord.com/oauth2/authorize?client_id=${APPLICATION}&scope=bot+applications.commands&permissions=309237730304\n`;
  expect(await runVerb(['discord-invite'], { env })).toEqual({ code: 0, stdout: wanted, stderr: '' });
  expect(await runVerb(['discord-invite', APPLICATION])).toEqual({ code: 0, stdout: wanted, stderr: '' });
  expect(await runVerb(['discord-invite', 'tocsin'])).toMatchObject({ code: 1, stdout: '' });
  expect(await runVerb(['discord-invite'])).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/DISCORD_TOKEN is not set/),
  });
});
