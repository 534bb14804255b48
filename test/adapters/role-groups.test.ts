import { afterEach, describe, expect, it } from 'vitest';
import { createDiscordRoleGroups } from '../../adapters/discord/role-groups.ts';
import { usualWaits } from '../../adapters/slack/limits.ts';
import { createSlackRoleGroups } from '../../adapters/slack/role-groups.ts';
import { createTelegramRoleGroups } from '../../adapters/telegram/role-groups.ts';
import type { PlatformGroups } from '../../src/ports/people.ts';
import { FakeDiscord, TOKEN } from '../harness/fake-discord/fake-discord.ts';
import { ALICE as ALICE_ON_DISCORD, GUILD } from '../harness/fake-discord/world.ts';
import { FakeSlackServer } from '../harness/fake-slack/server.ts';
import { BOB, ONCALL } from '../harness/fake-slack/workspace.ts';
import { startFakeTelegram } from '../harness/fake-telegram/server.ts';

const ending: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ending.splice(0)) await end();
});

/** The message, which goes into the log. */
async function reasonOf(asked: Promise<unknown>, secret: string): Promise<string> {
  const thrown = await asked.then(
    () => undefined,
    (err: unknown) => err,
  );
  expect(thrown).toBeInstanceOf(Error);
  const { message, stack } = thrown as Error;
  expect(`${message} ${stack}`).not.toContain(secret);
  return message;
}

function members(source: PlatformGroups, group: string) {
  if (!('membersOf' in source)) throw new Error('It tells the members');
  return source.membersOf(group);
}

describe('user groups of Slack', () => {
  async function open() {
    const server = new FakeSlackServer();
    await server.listen();
    ending.push(() => server.close());
    const settings = { botToken: server.botToken, apiUrl: server.apiUrl };
    return { server, source: createSlackRoleGroups(settings, { ...usualWaits, callMs: 300 }) };
  }

  it('have the members that Slack lists', async () => {
    const { source } = await open();
    expect(await members(source, ONCALL)).toEqual([BOB]);
  });

  it('say why they cannot be asked', async () => {
    const { server, source } = await open();
    const reason = () => reasonOf(members(source, ONCALL), server.botToken);
    expect(await reasonOf(members(source, 'S0NONE'), server.botToken)).toContain('no_such_subteam');
    server.rules.scopes.delete('usergroups:read');
    expect(await reason()).toContain('usergroups:read');
    server.health = 'failing';
    expect(await reason()).toContain('500');
    server.health = 'hanging';
    expect(await reason()).toContain('too long');
  });
});

describe('roles on Discord', () => {
  async function open(guildId: string | undefined = GUILD) {
    const discord = await FakeDiscord.open();
    ending.push(() => discord.close());
    const source = createDiscordRoleGroups({ token: TOKEN, apiUrl: discord.apiUrl, ...(guildId && { guildId }) });
    if (!('groupsOf' in source)) throw new Error('It tells the groups');
    return { discord, groupsOf: source.groupsOf };
  }

  it('are those of the member, and nobody’s who is not in the server', async () => {
    const { discord, groupsOf } = await open();
    discord.world.roles.set(ALICE_ON_DISCORD, ['77', '78']);
    expect(await groupsOf(ALICE_ON_DISCORD)).toEqual(['77', '78']);
    expect(await groupsOf('999')).toEqual([]);
  });

  it('say why they cannot be asked, and are asked with the token that is good again', async () => {
    const { discord, groupsOf } = await open();
    discord.becomes('revoked');
    expect(await reasonOf(groupsOf(ALICE_ON_DISCORD), TOKEN)).toContain('DISCORD_TOKEN');
    discord.becomes('well');
    expect(await groupsOf(ALICE_ON_DISCORD)).toEqual([]);
    discord.becomes('failing');
    expect(await reasonOf(groupsOf(ALICE_ON_DISCORD), TOKEN)).toContain('500');
    const { groupsOf: nowhere } = await open('');
    expect(await reasonOf(nowhere(ALICE_ON_DISCORD), TOKEN)).toContain('DISCORD_GUILD_ID');
  });
});

describe('administrators of a group on Telegram', () => {
  const token = '900:AA-planted-token';
  const alice = 1001;
  const group = -1001002;

  async function open() {
    const fake = await startFakeTelegram({ token });
    ending.push(() => fake.close());
    fake.addPerson({ id: alice, first_name: 'Alice' });
    fake.addChat({ id: group, type: 'supergroup', title: 'Ops', administrators: [alice] });
    return { fake, source: createTelegramRoleGroups({ token, apiRoot: fake.url, timing: { callMs: 300 } }) };
  }

  it('are those that Telegram lists, without bots', async () => {
    const { source } = await open();
    expect(await members(source, String(group))).toEqual([String(alice)]);
  });

  it('say why they cannot be asked', async () => {
    const { fake, source } = await open();
    expect(await reasonOf(members(source, '-1009'), token)).toContain('chat not found');
    fake.becomes('revoked');
    expect(await reasonOf(members(source, String(group)), token)).toContain('TELEGRAM_TOKEN');
    fake.becomes('hanging');
    expect(await reasonOf(members(source, String(group)), token)).toMatch(/Telegram/);
  });
});
