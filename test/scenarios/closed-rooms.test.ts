import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Platform } from '../../src/domain/people.ts';
import { forum, alice as telegramAlice } from '../adapters/telegram/platform.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { ANNOUNCE } from '../harness/fake-discord/world.ts';
import { OPS } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

const announce = { slack: OPS, discord: ANNOUNCE, telegram: String(forum), web: 'incidents' } as const;
const rooms = { announce, open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' } } as const;

let chats: FourChats;

beforeEach(async () => {
  chats = await openFourChats(sampleDirectory({ rooms }), { publicUrl: 'https://tocsin.example.org' });
  await chats.stage.says('bob', 'declare Checkout is down severity:sev1 service:checkout', { platform: 'slack' });
});

afterEach(() => chats.close());

const incident = async () => (await chats.stage.store.byNumber(1))!;

async function roomOn(platform: Platform): Promise<string> {
  const { rooms: opened } = await incident();
  return opened.find((one) => one.platform === platform)?.address.id ?? '';
}

async function linesOn(platform: Platform): Promise<readonly string[]> {
  const id = await roomOn(platform);
  return (await chats.shown({ platform, kind: 'channel', id })).map(({ text }) => text);
}

async function notes(text: string): Promise<void> {
  await chats.stage.says('bob', `note 1 ${text}`, { platform: 'slack' });
  await chats.stage.tocsin.idle();
}

/** What everybody may expect afterwards, however the room was closed. */
async function goesOn(platform: Platform, before: string): Promise<void> {
  await notes('the cache is full');
  const after = await eventually(`another room opened on ${platform}`, async () => {
    const id = await roomOn(platform);
    return id !== '' && id !== before && id;
  });
  await eventually('it is told there', async () => (await linesOn(platform)).join('\n').includes('the cache is full'));
  await notes('it is back');
  expect(await roomOn(platform)).toBe(after);
  expect((await linesOn(platform)).join('\n')).toContain('it is back');
  const timeline = await chats.stage.store.timeline((await incident()).id);
  const types = timeline.map(({ event }) => event.type);
  expect(types.filter((type) => type === 'room-closed')).toHaveLength(1);
  expect(types).not.toContain('undelivered');
  expect((await chats.stage.says('alice', 'deliveries', { platform: 'slack' })).text).toMatch(/Nothing|No /);
  expect(chats.stage.log.lines.filter(({ level }) => level === 'warn' || level === 'error')).toEqual([]);
  const said = await chats.stage.says('alice', 'show', { platform, places: [after] });
  expect(said.title).toContain('#1 Checkout is down');
}

describe('an incident goes on under its card when its room', () => {
  it('on Slack is archived', async () => {
    const before = await roomOn('slack');
    chats.slack.server.workspace.channels.get(before)!.archived = true;
    await goesOn('slack', before);
    const [card] = await chats.shown({ platform: 'slack', kind: 'channel', id: OPS });
    expect(await roomOn('slack')).toBe(card?.id);
    chats.slack.verify();
  });

  it('on Slack is deleted', async () => {
    const before = await roomOn('slack');
    chats.slack.server.workspace.channels.delete(before);
    await goesOn('slack', before);
    chats.slack.verify();
  });

  it.each(['locked', 'locked and archived', 'deleted'])('on Discord is %s', async (how) => {
    const before = await roomOn('discord');
    const { world } = chats.discord.discord;
    if (how === 'deleted') world.channels.delete(before);
    else Object.assign(world.channel(before), { locked: true, archived: how !== 'locked' });
    await goesOn('discord', before);
    const { rooms: opened } = await incident();
    expect(opened.find(({ platform }) => platform === 'discord')?.style).toBe('thread');
  });

  it.each(['closed', 'deleted'])('on Telegram is %s', async (how) => {
    const before = await roomOn('telegram');
    const topic = Number(before.split(':')[2]);
    const chat = chats.telegram.fake.chat(forum);
    if (how === 'closed') chat.closedTopics.add(topic);
    else {
      chat.topics.delete(topic);
      chat.posts.splice(0, chat.posts.length, ...chat.posts.filter(({ thread }) => thread !== topic));
    }
    await goesOn('telegram', before);
    expect(await roomOn('telegram')).toMatch(/:reply:/);
    chats.telegram.verify();
  });
});

it('wakes a Discord thread that only went to sleep', async () => {
  const before = await roomOn('discord');
  chats.discord.discord.world.channel(before).archived = true;
  await notes('the cache is full');
  expect(await roomOn('discord')).toBe(before);
  expect((await linesOn('discord')).join('\n')).toContain('the cache is full');
});

describe('a card that somebody deleted is posted anew', () => {
  const cards = async (platform: keyof typeof announce) => {
    const inTopic = await chats.shown({ platform, kind: 'channel', id: await roomOn(platform) });
    const all = await chats.shown({ platform, kind: 'channel', id: announce[platform] });
    const announced = platform === 'telegram' ? all.filter(({ id }) => !inTopic.some((one) => one.id === id)) : all;
    return announced.filter(({ text }) => /#1 Checkout is down\n/.test(text));
  };

  it.each(['slack', 'discord', 'telegram'] as const)('on %s', async (platform) => {
    const [card] = await cards(platform);
    const id = card!.id;
    if (platform === 'slack') chats.slack.server.workspace.remove(OPS, id.split(':')[1]!);
    if (platform === 'discord') chats.discord.discord.world.messages.delete(id);
    if (platform === 'telegram') {
      const { posts } = chats.telegram.fake.chat(forum);
      posts.splice(
        posts.findIndex((post) => post.id === Number(id.split(':')[1])),
        1,
      );
    }
    await chats.stage.says('alice', 'ack 1', { platform: 'slack' });
    await chats.stage.says('bob', 'severity 1 sev2', { platform: 'slack' });
    await chats.stage.says('bob', 'resolve 1', { platform: 'slack' });
    const [posted, ...others] = await cards(platform);
    expect(others).toEqual([]);
    expect(posted?.id).not.toBe(id);
    expect(posted?.text).toContain('Resolved');
  });
});

it('links cards, pages and rooms to the room on the same platform and to the web', async () => {
  const { slack, discord, web } = chats;
  const page = 'https://tocsin.example.org/incidents/1';
  const pageOn = async (platform: Platform, id: string) =>
    (await chats.shown({ platform, kind: 'person', id })).find(({ text }) => text.includes('You are paged'));
  const urls = (drawn: { links: readonly { url: string }[] } | undefined) => drawn?.links.map(({ url }) => url);
  const topic = (await roomOn('telegram')).split(':')[2];
  const expected = {
    slack: [`https://example.slack.com/archives/${await roomOn('slack')}`, page],
    discord: [`https://discord.com/channels/100000000000000000/${await roomOn('discord')}`, page],
    telegram: [`https://t.me/c/1001/${topic}`, page],
    web: [page],
  };
  const accounts = { slack: slack.alice, discord: discord.alice, telegram: String(telegramAlice), web: 'alice' };
  for (const platform of ['slack', 'discord', 'telegram', 'web'] as const) {
    const [card] = await chats.shown({ platform, kind: 'channel', id: announce[platform] });
    expect(urls(card), `card on ${platform}`).toEqual(expected[platform]);
    expect(urls(await pageOn(platform, accounts[platform])), `page on ${platform}`).toEqual(expected[platform]);
  }
  expect((await web.as('victor').rooms()).length).toBe(1);
  chats.verify();
});
