import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import type { OddAnswer } from '../../harness/fake-discord/fake-discord.ts';
import { BOB } from '../../harness/fake-discord/world.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

const message = { text: 'Checkout is down', title: '#42 Checkout is down' };
const refused = (status: number, code: number, why = 'no'): OddAnswer => ({ status, body: { code, message: why } });

let platform: DiscordUnderTest;

beforeEach(async () => {
  platform = await openDiscord();
  await platform.chat.start(new RecordingCommands(), () => {});
});

afterEach(async () => {
  await platform.chat.close();
  await platform.close();
});

const posting = () => `POST /channels/${platform.channel.id}/messages`;
const send = (key = 'k') => platform.chat.send(platform.channel, message, key);
const count = (call: string) => platform.discord.calls.filter((one) => one === call).length;

async function failure(work: Promise<unknown>): Promise<DeliveryFailed> {
  const thrown = await work.catch((err: unknown) => err);
  expect(thrown).toBeInstanceOf(DeliveryFailed);
  return thrown as DeliveryFailed;
}

describe('what Discord refuses for a while', () => {
  it.each([
    ['slow mode', 403, 20_016],
    ['the write limit of a channel', 403, 20_028],
    ['the write limit of a server', 403, 20_029],
    ['direct messages opened too fast', 403, 40_003],
    ['sending disabled for now', 403, 40_004],
    ['a feature that is disabled for now', 403, 40_006],
    ['a resource that is limited', 403, 40_062],
    ['a block of Cloudflare', 403, 40_333],
    ['an overloaded part', 400, 130_000],
  ])('is tried again: %s', async (_, status, code) => {
    platform.discord.odd.set(posting(), refused(status, code));
    expect((await failure(send())).retryAfterMs).toBe('soon');
    await send();
    expect(platform.shown(platform.channel)).toHaveLength(1);
  });

  it('is tried again: too many people were written to for the first time', async () => {
    platform.discord.odd.set('POST /users/@me/channels', refused(403, 40_003));
    expect((await failure(platform.chat.send(directTo('discord', BOB), message, 'k'))).retryAfterMs).toBe('soon');
    await platform.chat.send(directTo('discord', BOB), message, 'k');
  });

  it('is a ban by Cloudflare that names its time', async () => {
    const body = 'error code: 1015';
    platform.discord.odd.set(posting(), { status: 429, headers: { 'retry-after': '1800' }, body });
    const { retryAfterMs } = await failure(send());
    expect(retryAfterMs).toBeGreaterThanOrEqual(1_800_000);
    expect(count(posting())).toBe(1);
  });

  it('is a ban by Cloudflare that names no time, which is not made worse', async () => {
    platform.discord.odd.set(posting(), { status: 429, body: '<html>error code: 1015</html>' });
    const failed = await failure(send());
    expect(failed.retryAfterMs).toBe('soon');
    expect(failed.message).toMatch(/asks for a pause/);
    expect(count(posting())).toBe(1);
  });

  it('is a page of Cloudflare instead of an answer', async () => {
    platform.discord.odd.set(posting(), { status: 403, body: '<html>Access denied</html>' });
    const failed = await failure(send());
    expect(failed).toMatchObject({ retryAfterMs: 'soon', needsRepair: false });
    expect(failed.message).not.toContain('<');
  });

  it('holds up every call, and keeps to the time', async () => {
    const headers = { 'retry-after': '40', 'x-ratelimit-global': 'true', 'x-ratelimit-scope': 'global' };
    platform.discord.odd.set(posting(), { status: 429, headers, body: { global: true, retry_after: 40 } });
    expect((await failure(send())).retryAfterMs).toBeGreaterThan(39_000);
    const other = await failure(platform.chat.send(directTo('discord', BOB), message, 'k'));
    expect(other.retryAfterMs).toBeGreaterThan(30_000);
  });
});

describe('what Discord refuses for good', () => {
  it.each([
    ['a person who shares no server with the bot', 403, 50_278, /share a server/, undefined],
    ['a channel that is gone', 404, 10_003, /channel is gone/, 'place'],
    ['a channel that it cannot see', 403, 50_001, /let it view the channel/, 'place'],
    ['a right that the bot lacks', 403, 50_013, /lacks a permission/, undefined],
    ['a message that a rule of the server blocks', 400, 200_000, /200000/, undefined],
  ])('is given up with its next step: %s', async (_, status, code, next, gone) => {
    platform.discord.odd.set(posting(), refused(status, code));
    const failed = await failure(send());
    expect(failed).toMatchObject({ retryAfterMs: 'never', gone });
    expect(failed.message).toMatch(next);
    expect(count(posting())).toBe(1);
  });

  it('is a message with one odd character: its words arrive', async () => {
    platform.discord.odd.set(posting(), refused(400, 50_035, 'Invalid Form Body'));
    await send();
    expect(platform.shown(platform.channel).map(({ text }) => text)).toEqual([message.text]);
    expect(platform.log.text()).toContain('Discord rejected a message');
  });
});

it('shows a message once that Discord posted before it failed', async () => {
  platform.discord.odd.set(posting(), { status: 502, body: '<html>Bad Gateway</html>', done: true });
  await send().catch(() => send());
  expect(platform.shown(platform.channel)).toHaveLength(1);
});

it('says when Discord takes new sessions again', async () => {
  await platform.chat.close();
  platform.discord.sessionsLeft = 0;
  await expect(platform.chat.start(new RecordingCommands())).rejects.toThrow(/it takes more from \d{4}-.+ on\. Check/);
});
