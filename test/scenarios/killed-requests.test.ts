import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type DatabaseLine, openDatabaseLine } from '../chaos/database-line.ts';
import { freshDatabase } from '../harness/database.ts';
import { FakeDiscord, TOKEN } from '../harness/fake-discord/fake-discord.ts';
import { ALICE as DISCORD_ALICE, GUILD } from '../harness/fake-discord/world.ts';
import { socketLine } from '../harness/fake-slack/line.ts';
import { people } from '../harness/fake-slack/people.ts';
import { FakeSlackServer } from '../harness/fake-slack/server.ts';
import { ALICE, OPS } from '../harness/fake-slack/workspace.ts';
import { freePort, type Program, startProgram } from '../harness/program.ts';
import { eventually } from '../harness/wait.ts';

const team = `
people:
  alice: { name: Alice Chen, role: admin, accounts: { slack: ${ALICE}, discord: "${DISCORD_ALICE}" } }
`;
/** Longer than anything here takes: what is not acknowledged when its process is gone never is. */
const ackMs = 3_000;

let slack: FakeSlackServer;
let discord: FakeDiscord;
let line: DatabaseLine;
let database: { uri: string };
let folder: string;
const closings: (() => Promise<unknown>)[] = [];

beforeEach(async () => {
  slack = new FakeSlackServer();
  await slack.listen();
  discord = await FakeDiscord.open();
  const fresh = await freshDatabase();
  database = fresh;
  line = await openDatabaseLine(fresh.uri);
  folder = await mkdtemp(join(tmpdir(), 'tocsin-killed-'));
  await writeFile(join(folder, 'tocsin.yaml'), team);
  closings.push(
    () => slack.close(),
    () => discord.close(),
    () => fresh.drop(),
    () => line.close(),
    () => rm(folder, { recursive: true, force: true }),
  );
});

afterEach(async () => {
  for (const close of closings.splice(0).reverse()) await close();
});

async function start(): Promise<Program> {
  const program = await startProgram({
    HTTP_PORT: await freePort(),
    MONGODB_URI: line.uri,
    TOCSIN_CONFIG: join(folder, 'tocsin.yaml'),
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: slack.apiUrl,
    DISCORD_TOKEN: TOKEN,
    DISCORD_GUILD_ID: GUILD,
    DISCORD_API_URL: discord.apiUrl,
  });
  closings.push(async () => {
    program.kill('SIGKILL');
    await program.ended;
  });
  await eventually('it listens', async () => {
    const ready = await fetch(`${program.url}/health/ready`).catch(() => undefined);
    const { hears = [] } = ready ? ((await ready.json()) as { hears?: string[] }) : {};
    return hears.includes('slack') && hears.includes('discord');
  });
  return program;
}

async function titles(): Promise<string[]> {
  const client = await new MongoClient(database.uri).connect();
  const found = await client.db().collection('incidents').find().toArray();
  await client.close();
  return found.map((one) => JSON.stringify(one).match(/Slack is (?:slow|down)|Discord is down/)?.[0] ?? '').toSorted();
}

const killed = async (program: Program) => {
  program.kill('SIGKILL');
  await program.ended;
};

it('tells people so when the process is killed between receiving a command and keeping it', async () => {
  const crowd = people(slack, socketLine(slack, ackMs), ackMs);
  const first = await start();
  expect(await crowd.slash(ALICE, 'declare Slack is slow', OPS)).toBeDefined();
  expect(await titles()).toEqual(['Slack is slow']);

  const onSlack = line.holds('before', (text) => text.includes('Slack is down'));
  const acknowledged = crowd.slash(ALICE, 'declare Slack is down', OPS);
  await onSlack.reached();
  await killed(first);
  // Slack says by itself that the app did not respond.
  expect(await acknowledged).toBeUndefined();
  expect(await titles()).toEqual(['Slack is slow']);

  const second = await start();
  // Slack sends it again, and once more although it was acknowledged.
  expect(await crowd.repeatsLast()).toBeDefined();
  expect(await crowd.repeatsLast()).toBeDefined();
  expect(await titles()).toEqual(['Slack is down', 'Slack is slow']);

  const onDiscord = line.holds('before', (text) => text.includes('Discord is down'));
  const { id } = discord.people.gives(DISCORD_ALICE, 'incident declare', { title: 'Discord is down' });
  await onDiscord.reached();
  const thinking = () => discord.world.interactions.find((one) => one.id === id)?.reply;
  expect(thinking()?.loading).toBe(true);
  await killed(second);
  const third = await start();
  await eventually('Discord’s “thinking” ends', () => thinking()?.loading === false);
  expect(thinking()?.body.content).toContain('Tocsin was restarted');
  expect(await titles()).toEqual(['Slack is down', 'Slack is slow']);
  for (const program of [first, second, third])
    expect(`${program.stdout()}${program.stderr()}`).not.toContain('interaction-token');
});
