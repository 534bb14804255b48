import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DeliveryFailed, directTo } from '../../../src/ports/chat.ts';
import { RETRY_AFTER_S } from '../../harness/fake-discord/fake-discord.ts';
import { ALICE, BOB } from '../../harness/fake-discord/world.ts';
import { RecordingCommands } from '../../harness/recording-commands.ts';
import { type DiscordUnderTest, openDiscord } from './open.ts';

const card = { text: '#42 Checkout is down, sev1', title: '#42 Checkout is down' };

describe('what Tocsin says on Discord', () => {
  let platform: DiscordUnderTest;

  beforeEach(async () => {
    platform = await openDiscord();
    await platform.chat.start(new RecordingCommands(), () => {});
  });

  afterEach(async () => {
    await platform.chat.close();
    await platform.close();
  });

  const failureOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => undefined,
      (err: unknown) => err as DeliveryFailed,
    );

  it('is said once under one key', async () => {
    const first = await platform.chat.send(platform.channel, card, 'card');
    const second = await platform.chat.send(platform.channel, card, 'card');
    expect(second).toEqual(first);
    expect(platform.shown(platform.channel)).toHaveLength(1);
    platform.verify();
  });

  it('is said once when the answer to it is lost', async () => {
    platform.discord.losesNextAnswer = true;
    await failureOf(platform.chat.send(platform.channel, card, 'card'));
    await platform.chat.send(platform.channel, { ...card, title: 'Two are down' }, 'card', new Date());
    // What joined it meanwhile must be in it.
    expect(platform.shown(platform.channel).map(({ text }) => text.includes('Two are down'))).toEqual([true]);
    platform.verify();
  });

  it('waits as long as Discord asks for', async () => {
    platform.becomes('rate-limiting');
    const failure = await failureOf(platform.chat.send(platform.channel, card, 'card'));
    expect(failure?.retryAfterMs).toBeGreaterThanOrEqual(RETRY_AFTER_S * 1000);
    expect(failure?.retryAfterMs).toBeLessThan(RETRY_AFTER_S * 1000 + 500);
  });

  it('gives up on a person who takes no direct messages, and says what they can do', async () => {
    platform.discord.world.closedToBot.add(BOB);
    const failure = await failureOf(platform.chat.send(directTo('discord', BOB), card, 'page'));
    expect(failure).toBeInstanceOf(DeliveryFailed);
    expect(failure?.retryAfterMs).toBe('never');
    expect(failure?.message).toContain('Privacy Settings');
  });

  it.each([
    ['a channel', { platform: 'discord', kind: 'channel', id: '100000000000000444' } as const, /10003/],
    ['an account', directTo('discord', '200000000000000444'), /10013/],
  ])('gives up on %s that is not there', async (_, to, code) => {
    const failure = await failureOf(platform.chat.send(to, card, 'lost'));
    expect(failure?.retryAfterMs).toBe('never');
    expect(failure?.message).toMatch(code);
  });

  it('stands in the notification of a page, where an embed would show nothing', async () => {
    const page = await platform.chat.send(directTo('discord', ALICE), card, 'page');
    expect(platform.discord.message(page).body.content).toContain('sev1');
    const ref = await platform.chat.send(platform.channel, card, 'card');
    expect(platform.discord.message(ref).body.content).toBe('');
  });

  it('mentions nobody', async () => {
    const ref = await platform.chat.send(platform.channel, { text: '@everyone <@1>' }, 'notice');
    expect(platform.discord.message(ref).body.allowed_mentions).toMatchObject({ parse: [] });
    expect(platform.shown(platform.channel).at(-1)?.text).toBe('@everyone <@1>');
  });

  it('edits a card whose thread went to sleep', async () => {
    const above = await platform.chat.send(platform.channel, card, 'card');
    const { address } = await platform.chat.openRoom({
      key: 'room',
      name: '42',
      style: 'thread',
      card: above,
    });
    const notice = await platform.chat.send(address, { text: 'taken' }, 'notice');
    platform.discord.world.channel(address.id).archived = true;
    await platform.chat.update(notice, { text: 'taken by alice' });
    expect(platform.shown(address).at(-1)?.text).toBe('taken by alice');
  });

  it('shows moments in the reader’s own zone', async () => {
    const at = new Date('2026-03-01T02:00:00Z');
    await platform.chat.send(
      platform.channel,
      { ...card, fields: [{ label: 'Declared', value: 'by *Alice*', at }] },
      'c',
    );
    expect(platform.shown(platform.channel)[0]?.text).toContain('by *Alice* · ⟦2026-03-01T02:00:00.000Z⟧');
  });

  it('says in a direct message once what a page asks', async () => {
    const page = {
      ...card,
      text: '#42 Checkout is down · sev1: You are paged.',
      body: 'You are paged.\n\nIt answers 502.',
    };
    const read = async (body: string) => {
      await platform.chat.send(directTo('discord', platform.alice), { ...page, body }, body);
      return platform.shown(directTo('discord', platform.alice)).at(-1)?.text;
    };
    expect((await read(page.body))?.match(/You are paged/g)).toHaveLength(1);
    expect(await read(page.body)).toContain('It answers 502.');
    expect((await read('You are paged.'))?.match(/You are paged/g)).toHaveLength(1);
    await platform.chat.send(platform.channel, page, 'in the channel');
    expect(platform.shown(platform.channel).at(-1)?.text).toContain('You are paged.');
  });

  it('shows a link as a button, and one that Discord refuses as text', async () => {
    const link = (url: string) => ({ ...card, links: [{ label: 'Open', url }] });
    await platform.chat.send(platform.channel, link('https://tocsin.example.org/i/42'), 'one');
    await platform.chat.send(platform.channel, link('http://localhost:3000/i/42'), 'two');
    await platform.chat.send(platform.channel, link(`https://example.org/${'x'.repeat(500)}`), 'three');
    const [one, two, three] = platform.shown(platform.channel);
    expect(one?.links).toEqual([{ label: 'Open', url: 'https://tocsin.example.org/i/42' }]);
    expect(two?.links).toEqual([]);
    expect(two?.text).toContain('Open: http://localhost:3000/i/42');
    expect(three?.links).toEqual([]);
    platform.verify();
  });

  it('is never refused for being empty, doubled or too much', async () => {
    const buttons = Array.from({ length: 30 }, (_, i) => ({
      label: ' ',
      invokes: { command: 'ack', args: { incident: String(i % 28) } },
    }));
    await platform.chat.send(platform.channel, { text: ' ', buttons }, 'empty');
    await platform.chat.send(
      platform.channel,
      { text: ' ', title: ' ', body: '', fields: [{ label: '', value: ' ' }] },
      'blank',
    );
    const fields = Array.from({ length: 26 }, () => ({ label: 'x'.repeat(200), value: 'y*'.repeat(600) }));
    await platform.chat.send(platform.channel, { ...card, body: 'z'.repeat(5000), fields, buttons }, 'much');
    expect(platform.shown(platform.channel).at(-1)?.text).toMatch(/\d+ more$/);
    platform.verify();
  });

  it('shows a long answer whole where an embed can hold it', async () => {
    const text = 'a line of the timeline\n'.repeat(150).trim();
    await platform.chat.send(platform.channel, { text }, 'long');
    expect(platform.shown(platform.channel)[0]?.text).toBe(text);
    platform.verify();
  });

  it('is not said while Discord is not connected', async () => {
    await platform.chat.close();
    const failure = await failureOf(platform.chat.send(platform.channel, card, 'card'));
    expect(failure?.retryAfterMs).toBe('soon');
  });
});
