import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Address } from '../../src/domain/address.ts';
import type { Room } from '../../src/domain/incident/rooms/room.ts';
import { directTo } from '../../src/ports/chat.ts';
import { forum } from '../adapters/telegram/platform.ts';
import type { Drawn } from '../contracts/chat-adapter/platform-under-test.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { ANNOUNCE } from '../harness/fake-discord/world.ts';
import { BOT_USER, OPS } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

const platforms = ['slack', 'discord', 'telegram', 'web'] as const;
type Chat = (typeof platforms)[number];

/** The card in the announce channel, and one in the room unless the room hangs under the first. */
const cardsOn: Readonly<Record<Chat, number>> = { slack: 2, discord: 1, telegram: 2, web: 2 };
const announce: Readonly<Record<Chat, string>> = {
  slack: OPS,
  discord: ANNOUNCE,
  telegram: String(forum),
  web: 'incidents',
};

let chats: FourChats;

beforeEach(async () => {
  const rooms = {
    announce,
    open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' },
  } as const;
  chats = await openFourChats(sampleDirectory({ rooms }));
});

afterEach(async () => {
  await chats.close();
  chats.verify();
});

function accountOf(person: 'alice' | 'bob', platform: Chat): string {
  return platform === 'web' ? person : chats[platform][person];
}

function direct(person: 'alice' | 'bob', platform: Chat): Promise<readonly Drawn[]> {
  return chats.shown(directTo(platform, accountOf(person, platform)));
}

async function rooms(): Promise<readonly Room[]> {
  return (await chats.stage.store.byNumber(1))?.rooms ?? [];
}

async function inRoom(platform: Chat): Promise<readonly Drawn[]> {
  const room = (await rooms()).find((one) => one.platform === platform);
  return room ? chats.shown(room.address) : [];
}

const isCard = ({ text }: Drawn) => /#1 Checkout is down\n/.test(text) && /Severity/.test(text);

async function cards(platform: Chat): Promise<readonly Drawn[]> {
  const at: Address = { platform, kind: 'channel', id: announce[platform] };
  const all = [...(await chats.shown(at)), ...(await inRoom(platform))].filter(isCard);
  return [...new Map(all.map((one) => [one.id, one])).values()];
}

const pages = async (platform: Chat) => (await direct('alice', platform)).filter(isCard);

/** Every card and every page, on every platform, and nothing that is older among them. */
async function everywhere(what: string, holds: (drawn: Drawn) => boolean): Promise<void> {
  for (const platform of platforms) {
    await eventually(`${what}, on ${platform}`, async () => {
      const [onCards, onPages] = [await cards(platform), await pages(platform)];
      return onCards.length === cardsOn[platform] && onPages.length === 1 && [...onCards, ...onPages].every(holds);
    });
  }
}

const states = (state: string) => (drawn: Drawn) => drawn.text.replace(/[\s:]+/g, ' ').includes(`State ${state}`);

/** As the fakes draw a mention; only Alice is mentioned here. */
const mentioned = /@somebody|⟦mention \w+⟧/g;

async function notices(platform: Chat): Promise<string[]> {
  return (await inRoom(platform))
    .filter((drawn) => !isCard(drawn))
    .map(({ text }) => text.replace(mentioned, 'Alice Chen'));
}

async function noticed(sentence: string): Promise<void> {
  for (const platform of platforms) {
    await eventually(`the room on ${platform} reads “${sentence}”`, async () =>
      (await notices(platform)).includes(sentence),
    );
  }
}

async function declareOnTelegram(): Promise<void> {
  const { telegram } = chats;
  await telegram.says(telegram.bob, 'declare Checkout is down severity:sev1 service:checkout', 'direct');
  await eventually('Bob is answered', () =>
    telegram.toldTo(telegram.bob)?.text.includes('Declared #1 Checkout is down (sev1). Paged Alice Chen (level 1).'),
  );
  await everywhere('nobody has it', states('Triggered · unassigned'));
  await noticed('Paged Alice Chen (level 1)');
}

it('is one incident on all four, whoever works it from where', async () => {
  const { slack, discord, telegram, web, stage } = chats;
  await declareOnTelegram();
  for (const platform of platforms) {
    const [page] = await pages(platform);
    expect(page?.text, platform).toContain('You are paged (level 1).');
    expect(page?.buttons.slice(0, 2), platform).toEqual(['Acknowledge', 'Escalate']);
  }
  expect(Object.fromEntries((await rooms()).map(({ platform, style }) => [platform, style]))).toEqual({
    slack: 'channel',
    discord: 'thread',
    telegram: 'topic',
    web: 'channel',
  });
  const room = (platform: Chat) =>
    rooms().then((all) => all.find((one) => one.platform === platform)?.address.id ?? '');
  const channel = slack.server.workspace.channels.get(await room('slack'));
  expect(channel?.name).toMatch(/1-checkout-is-down/);
  expect([...(channel?.members ?? [])].sort()).toEqual([slack.alice, slack.bob, BOT_USER].sort());
  expect(discord.discord.world.channels.get(await room('discord'))).toMatchObject({
    parent: ANNOUNCE,
    name: '1 Checkout is down',
  });
  expect([...telegram.fake.chat(forum).topics.values()]).toEqual(['1 Checkout is down']);
  expect((await web.as('victor').rooms()).map(({ name }) => name)).toEqual(['1 Checkout is down']);

  // Acknowledged on Slack, with the button on the page.
  const [page] = await pages('slack');
  await slack.presses(slack.alice, { at: directTo('slack', slack.alice), id: page!.id }, 'Acknowledge');
  await eventually('Alice is answered', () => slack.toldTo(slack.alice)?.text.startsWith('You acknowledged #1'));
  await everywhere('Alice has it', states('Acknowledged by Alice Chen · Slack'));
  await everywhere('nobody is asked to take it', ({ buttons }) => !buttons.includes('Acknowledge'));
  await noticed('Alice Chen acknowledged via Slack');

  // A note from Discord: the thread tells which incident, and a form asks for the words.
  discord.discord.people.gives(discord.bob, 'incident note', {}, await room('discord'));
  await discord.fillsIn(discord.bob, { text: 'it is the cache' });
  await eventually('Bob is answered', () => discord.toldTo(discord.bob)?.text.startsWith('Note added to #1'));
  await noticed('Note by Bob Okafor: it is the cache');

  // Resolved in the web chat's room, and told in the words that were typed there.
  const answer = await web.as('bob').says(await room('web'), '/incident resolve restarted the cache');
  expect(answer).toBe('Resolved #1 Checkout is down.');
  await everywhere('it is over', states('Resolved by Bob Okafor · Web chat'));
  await everywhere('it is told how', ({ text }) => text.includes('restarted the cache'));
  await everywhere('it is still told who had it', ({ text }) => text.includes('by Alice Chen · Slack'));
  await noticed('Bob Okafor resolved via the web chat: restarted the cache');

  // A day goes by, and nobody hears of it again.
  await stage.passes(24 * 60);
  for (const platform of platforms) {
    expect(await notices(platform), platform).toEqual([
      'Paged Alice Chen (level 1)',
      'Alice Chen acknowledged via Slack',
      'Note by Bob Okafor: it is the cache',
      'Bob Okafor resolved via the web chat: restarted the cache',
    ]);
    expect(await pages(platform), platform).toHaveLength(1);
    expect((await direct('bob', platform)).filter(isCard), platform).toEqual([]);
  }
});

it('has one owner when two people take it on two platforms at once', async () => {
  const { slack, discord, stage } = chats;
  await declareOnTelegram();
  const [page] = await pages('slack');
  const [card] = await cards('discord');
  await Promise.all([
    slack.presses(slack.alice, { at: directTo('slack', slack.alice), id: page!.id }, 'Acknowledge'),
    discord.presses(discord.bob, { at: discord.channel, id: card!.id }, 'Acknowledge'),
  ]);
  const tried = [
    { name: 'Alice Chen · Slack', told: () => slack.toldTo(slack.alice)?.text ?? '' },
    { name: 'Bob Okafor · Discord', told: () => discord.toldTo(discord.bob)?.text ?? '' },
  ];
  const [winner, loser] = await eventually('both are answered', () => {
    const won = tried.findIndex(({ told }) => told().startsWith('You acknowledged #1 Checkout is down.'));
    const other = tried[1 - won];
    return won >= 0 && other && /acknowledged #1/.test(other.told()) && ([tried[won]!, other] as const);
  });
  const [name, via] = winner.name.split(' · ');
  expect(loser.told()).toBe(`${name} acknowledged #1 just now, via ${via}.`);
  await everywhere('one has it', states(`Acknowledged by ${winner.name}`));
  const { id } = (await stage.store.byNumber(1))!;
  const taken = (await stage.store.timeline(id)).filter(({ event }) => event.type === 'acknowledged');
  expect(taken).toHaveLength(1);
  for (const platform of platforms) {
    await eventually(`the room on ${platform} is told once`, async () => {
      const told = (await notices(platform)).filter((text) => text.includes('acknowledged'));
      return told.length === 1 && told[0]?.includes(winner.name.split(' · ')[0]!);
    });
  }
});
