import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed, type PlatformRefused } from '../../../src/ports/chat.ts';
import { FakeDiscord } from '../../harness/fake-discord/fake-discord.ts';
import { ALICE } from '../../harness/fake-discord/world.ts';
import { type Dropped, type HalfOpenLine, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { eventually } from '../../harness/wait.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

const lineTiming = { pingMs: 100, connectMs: 500, readyMs: 2_000 };
const everyKind: readonly Dropped[] = ['requests', 'answers', 'everything'];

describe('Discord behind a line that goes dead without a word', () => {
  let line: HalfOpenLine;
  let platform: DiscordUnderTest;
  let commands: RecordingCommands;
  let lost: PlatformRefused[];

  async function opens(answersPings = true): Promise<void> {
    const discord = await FakeDiscord.open();
    discord.gateway.answersPings(answersPings);
    line = await openHalfOpenLine(discord.port);
    discord.reachedAt = line.port;
    platform = await openDiscord(undefined, undefined, { discord, lineTiming });
    await platform.chat.start(commands, (why) => lost.push(why));
    await eventually('it pings', () => discord.gateway.pings > 1);
  }

  beforeEach(() => {
    commands = new RecordingCommands();
    lost = [];
  });
  afterEach(async () => {
    await platform.chat.close();
    await platform.close();
    await line.close();
  });

  // Discord's own heartbeat, every 41 s, would show it only after more time than a test waits for anything.
  it.each(everyKind)('notices that %s are dropped, and hears what was said meanwhile', async (dropped) => {
    await opens();
    line.drops(dropped);
    await eventually('it has noticed', () => !platform.chat.listening());
    expect(platform.log.text()).toContain('Discord gateway does not answer any more; reconnecting');
    platform.discord.people.writes(ALICE, 'ack 42');
    line.recovers();
    await eventually('it listens again', () => platform.chat.listening());
    await eventually('it was heard', () => commands.invocations.length === 1);
    expect(platform.discord.gateway).toMatchObject({ resumed: 1, identified: 1 });
    expect(lost).toEqual([]);
  });

  it('keeps a line whose other side has never answered a ping', async () => {
    await opens(false);
    await eventually('it has pinged long enough', () => platform.discord.gateway.pings > 6);
    expect(platform.chat.listening()).toBe(true);
    expect(platform.discord.gateway.identified).toBe(1);
  });

  it('outlives a gateway that swallows the handshake, and listens when it is tried again', async () => {
    const discord = await FakeDiscord.open();
    line = await openHalfOpenLine(discord.port);
    discord.gatewayReachedAt = line.port;
    // The login is given up while the websocket still waits for its handshake.
    const timing = { ...lineTiming, connectMs: 1_000, readyMs: 200 };
    platform = await openDiscord(undefined, undefined, { discord, lineTiming: timing });
    line.drops('everything');
    await expect(platform.chat.start(commands, (why) => lost.push(why))).rejects.toThrow('within 0.2 s');
    expect(platform.chat.connected()).toBe(true);
    await eventually('the websocket is given up', () => line.opened() > 0 && line.connections() === 0);
    line.recovers();
    await eventually('it listens', () =>
      platform.chat.listen(commands).then(
        () => true,
        () => false,
      ),
    );
    expect(platform.chat.listening()).toBe(true);
  });

  it('gives up a message in time while answers are dropped, and has it once afterwards', async () => {
    await opens();
    const page = { text: 'Checkout is down' };
    line.drops('answers');
    const since = new Date();
    const failed = await platform.chat.send(platform.channel, page, 'k').catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    line.recovers();
    await eventually('sent', () =>
      platform.chat.send(platform.channel, page, 'k', since).then(
        () => true,
        () => false,
      ),
    );
    expect(platform.shown(platform.channel)).toHaveLength(1);
  });
});
