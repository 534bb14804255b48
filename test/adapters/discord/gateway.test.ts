import process from 'node:process';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { PlatformRefused } from '../../../src/ports/chat.ts';
import { ALICE } from '../../harness/fake-discord/world.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

describe('the connection to Discord', () => {
  let platform: DiscordUnderTest;
  let commands: RecordingCommands;
  let lost: PlatformRefused[];

  beforeEach(async () => {
    platform = await openDiscord();
    commands = new RecordingCommands();
    lost = [];
    await platform.chat.start(commands, (why) => lost.push(why));
  });

  afterEach(async () => {
    await platform.chat.close();
    await platform.close();
  });

  const up = () => eventually('it is connected', () => platform.chat.listening());
  const down = () => eventually('it is not connected', () => !platform.chat.listening());

  it('is taken up again where it broke off, and nothing that was said meanwhile is lost', async () => {
    platform.discord.gateway.drop();
    await down();
    platform.discord.people.writes(ALICE, 'ack 42');
    await up();
    await eventually('it was heard', () => commands.invocations.length === 1);
    expect(platform.discord.gateway).toMatchObject({ resumed: 1, identified: 1 });
    expect(lost).toEqual([]);
    platform.verify();
  });

  it('is taken up again when Discord asks for that', async () => {
    platform.discord.gateway.askToReconnect();
    await eventually('it resumed', () => platform.discord.gateway.resumed === 1);
    await up();
    platform.verify();
  });

  it('survives an invalid session in the same breath as the resume', async () => {
    // The runner would count the rejection that discord.js leaves behind as a failure of this file.
    const runner = process.listeners('unhandledRejection').filter(({ name }) => name !== 'keep');
    for (const listener of runner) process.off('unhandledRejection', listener);
    try {
      platform.discord.gateway.nextResume = 'resumed-then-invalid';
      platform.discord.gateway.drop();
      await eventually('it stumbled', () => platform.log.text().includes('Discord gateway failed'));
      await eventually('it began anew', () => platform.discord.gateway.identified === 2);
      await up();
      platform.discord.people.writes(ALICE, 'ack 42');
      await eventually('it hears', () => commands.invocations.length === 1);
    } finally {
      for (const listener of runner) process.on('unhandledRejection', listener);
    }
    expect(lost).toEqual([]);
  });

  it('is lost for good with the token, and says so once', async () => {
    platform.becomes('revoked');
    await platform.chat.send(platform.channel, { text: 'a' }, 'a').catch(() => {});
    await platform.chat.send(platform.channel, { text: 'b' }, 'b').catch(() => {});
    expect(lost).toHaveLength(1);
    expect(lost[0]?.message).toContain('DISCORD_TOKEN');
    expect(platform.chat.listening()).toBe(false);
    platform.becomes('well');
    await platform.chat.start(commands, (why) => lost.push(why));
    await platform.chat.send(platform.channel, { text: 'c' }, 'c');
    expect(lost).toHaveLength(1);
    for (const secret of platform.secrets) expect(platform.log.text()).not.toContain(secret);
  });

  it('is lost for good when the gateway closes it so', async () => {
    platform.discord.gateway.closeWith(4004);
    await eventually('it is lost', () => lost.length === 1);
    expect(platform.chat.listening()).toBe(false);
  });

  it('is not there while it only sends, and registers no commands either', async () => {
    await platform.chat.close();
    await eventually('the gateway is free', () => platform.discord.gateway.connections() === 0);
    const { registrations } = platform.discord.world;
    const { identified } = platform.discord.gateway;
    await platform.chat.connect((why) => lost.push(why));
    await platform.chat.send(platform.channel, { text: 'still here' }, 'k');
    expect(platform.discord.gateway).toMatchObject({ identified });
    expect(platform.discord.gateway.connections()).toBe(0);
    expect(platform.discord.world.registrations).toBe(registrations);
    platform.verify();
  });

  it('is lost with the token also while it only sends', async () => {
    await platform.chat.stopListening();
    platform.becomes('revoked');
    await platform.chat.send(platform.channel, { text: 'a' }, 'a').catch(() => {});
    expect(lost).toHaveLength(1);
    expect(platform.chat.connected()).toBe(false);
    platform.becomes('well');
  });

  it('says what to do when the intents are refused', async () => {
    await platform.chat.close();
    platform.discord.gateway.intentsAllowed = false;
    await expect(platform.chat.start(commands, (why) => lost.push(why))).rejects.toThrow(/developer portal/);
    expect(lost).toEqual([]);
  });

  it('keeps its hands off rejections that are not its own', () => {
    expect(process.listeners('unhandledRejection').filter(({ name }) => name === 'keep')).toHaveLength(1);
  });
});
