import { afterEach, beforeEach, expect, it } from 'vitest';
import { directTo } from '../../src/ports/chat.ts';
import { eventSentence } from '../../src/views/incident/events.ts';
import { houseReader } from '../../src/views/reader.ts';
import { forum } from '../adapters/telegram/platform.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { ANNOUNCE, BOB, BOT } from '../harness/fake-discord/world.ts';
import { OPS } from '../harness/fake-slack/workspace.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

let chats: FourChats;

const rooms = {
  announce: { slack: OPS, discord: ANNOUNCE, telegram: String(forum), web: 'incidents' },
  open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' },
} as const;
const directory = sampleDirectory({ rooms });

beforeEach(async () => {
  chats = await openFourChats(directory);
  chats.slack.people.slash(chats.slack.alice, 'declare "Checkout is down" service:checkout', OPS);
  await eventually('it is declared', () => chats.stage.store.byNumber(1));
});

afterEach(async () => {
  await chats.close();
});

async function told(): Promise<readonly string[]> {
  const incident = await chats.stage.store.byNumber(1);
  const entries = await chats.stage.store.timeline(incident?.id ?? '', { after: 0, limit: 100 });
  return entries.map(({ event }) => eventSentence(event, houseReader(directory, new Date())));
}

function noted(words: string): Promise<string> {
  return eventually(`“${words}” is told`, async () => (await told()).find((one) => one.includes(words)));
}

it('keeps mentions and links of Slack as names and words', async () => {
  const { slack } = chats;
  slack.server.workspace.users.add('U0GONE');
  slack.server.workspace.names.set('U0GONE', 'Dana Ray');
  const text =
    'note 1 one: <@U0BOB> <@U0GONE> <@U0EVE|eve> &lt;tag&gt; in <#C0OPS|> or <#C1|db>, <!subteam^S1|@sre> <!here>, ' +
    '<https://wiki.example/x?a=1&amp;b=2|the run book> <https://y.example/> <mailto:a@b.example|a@b.example>';
  await slack.people.event({ type: 'message', channel_type: 'im', channel: 'D1', user: slack.alice, text, ts: '1.1' });
  expect(await noted('one:')).toBe(
    'Note by Alice Chen: one: Bob Okafor @Dana Ray @eve <tag> in #ops or #db, @sre @here, ' +
      'the run book (https://wiki.example/x?a=1&b=2) https://y.example/ a@b.example',
  );
  slack.verify();
});

it('keeps mentions and links of Discord as names and words', async () => {
  const { discord } = chats;
  const { world } = discord.discord;
  world.accounts.set('200000000000000099', 'dana99');
  world.globalNames.set('200000000000000099', 'Dana Ray');
  world.roleNames.set('400000000000000001', 'sre');
  const text =
    `two: <@${BOB}> <@!200000000000000099> <@&400000000000000001> in <#${ANNOUNCE}> <:fire:1> <a:run:2> ` +
    'at <t:1772330400:R> <https://wiki.example/x>';
  const words = 'Bob Okafor @Dana Ray @sre in #incidents :fire: :run: at 2026-03-01 02:00 UTC https://wiki.example/x';
  discord.discord.people.gives(discord.alice, 'incident note', { incident: '1', text });
  expect(await noted('two:')).toContain(`two: ${words}`.replace('#incidents', `#${world.channel(ANNOUNCE).name}`));
  discord.discord.people.writes(discord.alice, `note 1 ${text.replace('two', 'three')}`);
  // In a direct message no server says what the role is called.
  expect(await noted('three:')).toContain('three: Bob Okafor @Dana Ray');
  discord.verify();
});

it('keeps mentions and links of Telegram as names and words', async () => {
  const { telegram } = chats;
  const text = 'note 1 four: Bobby 👩🏽‍🚒 Eve run book https://y.example/';
  const at = (words: string) => ({ offset: text.indexOf(words), length: words.length });
  const user = (id: number, first_name: string) => ({ id, is_bot: false, first_name });
  telegram.fake.writes(1001, 1001, text, {
    entities: [
      { type: 'text_mention', ...at('Bobby'), user: user(1002, 'Bobby') },
      { type: 'text_mention', ...at('Eve'), user: user(999, 'Eve') },
      { type: 'text_link', ...at('run book'), url: 'https://wiki.example/x' },
      { type: 'url', ...at('https://y.example/') },
    ],
  });
  expect(await noted('four:')).toBe(
    'Note by Alice Chen: four: Bob Okafor 👩🏽‍🚒 @Eve run book (https://wiki.example/x) https://y.example/',
  );
  telegram.verify();
});

it('takes a mention for the person where an option wants one, and mentions them in the rooms', async () => {
  const { slack, discord, telegram } = chats;
  await slack.people.event({
    type: 'message',
    channel_type: 'im',
    channel: 'D1',
    user: slack.alice,
    text: 'assign 1 <@U0BOB> comms',
    ts: '1.2',
  });
  await noted('assigned Bob Okafor as Communications');
  discord.discord.people.gives(discord.alice, 'incident page', { to: `<@${BOB}>`, message: 'help @everyone' });
  const mention = 'assign 1 Bobby scribe';
  telegram.fake.writes(1001, 1001, mention, {
    entities: [{ type: 'text_mention', offset: 9, length: 5, user: { id: 1002, is_bot: false, first_name: 'Bobby' } }],
  });
  await noted('assigned Bob Okafor as Scribe');
  const incident = await chats.stage.store.byNumber(1);
  for (const { platform, address } of incident?.rooms ?? []) {
    if (platform === 'web') continue;
    const { bob } = chats[platform as 'slack' | 'discord' | 'telegram'];
    await eventually(`Bob is mentioned on ${platform}`, async () =>
      (await chats.shown(address)).some(({ mentions }) => mentions.includes(bob)),
    );
    const all = (await chats.shown(address)).flatMap(({ mentions }) => mentions);
    const people = [bob, chats[platform as 'slack' | 'discord' | 'telegram'].alice];
    expect(all.filter((one) => !people.includes(one))).toEqual([]);
  }
});

it('keeps a file that comes with a note as a link to it, and refuses one that comes with anything else', async () => {
  const { slack, telegram, discord } = chats;
  const files = [{ id: 'F1', name: 'graph.png', permalink: 'https://x.slack.com/files/U/F1/graph.png' }];
  const message = { type: 'message', subtype: 'file_share', channel_type: 'im', user: slack.alice, files };
  const channel = slack.server.workspace.direct(slack.alice);
  await slack.people.event({ ...message, channel, text: 'note 1 five', ts: '1.3' });
  expect(await noted('five')).toBe('Note by Alice Chen: five\ngraph.png (https://x.slack.com/files/U/F1/graph.png)');
  await slack.people.event({ ...message, channel, text: 'ack 1', ts: '1.4' });
  await eventually('she is told', () => slack.toldTo(slack.alice)?.text.includes('Files are kept with notes only'));

  const photo = [{ file_id: 'a', file_unique_id: 'b', width: 1, height: 1 }];
  telegram.fake.writes(1001, forum, '/note 1 six', { file: { photo } });
  expect(await noted('six')).toMatch(/^Note by Alice Chen: six\nphoto \(https:\/\/t\.me\/c\/\d+\/\d+\)$/);
  telegram.fake.writes(1001, 1001, 'note 1 seven', { file: { photo } });
  await eventually('she is told', () => telegram.toldTo('1001')?.text.includes('no link to a file in this chat'));

  const attached = { attachments: ['log.txt'] };
  discord.discord.people.writes(discord.alice, `<@${BOT}> note 1 eight`, { channel: ANNOUNCE, ...attached });
  expect(await noted('eight')).toMatch(
    /^Note by Alice Chen: eight\nlog\.txt \(https:\/\/discord\.com\/channels\/\d+\/.+\)$/,
  );
  discord.discord.people.writes(discord.alice, 'note 1 nowhere', attached);
  await eventually('she is told', () => discord.toldTo(discord.alice)?.text.includes('Nobody else can open a file'));
  discord.discord.people.writes(discord.alice, 'ack 1', { attachments: ['log.txt'] });
  await eventually('she is told', () => discord.toldTo(discord.alice)?.text.includes('Files are kept with notes only'));
  expect((await chats.stage.store.byNumber(1))?.state).toBe('triggered');
});

it('keeps a message with its files as a note of the room that it is in, from the menu of the message on Discord', async () => {
  const { discord } = chats;
  const { people } = discord.discord;
  const room = await eventually('the room is open', async () => {
    const incident = await chats.stage.store.byNumber(1);
    return incident?.rooms?.find(({ platform }) => platform === 'discord')?.address.id;
  });
  const posted = people.writes(discord.bob, 'the cache, nine', { channel: room, attachments: ['graph.png'] });
  const asked = people.picks(discord.alice, posted, 'Add note', ['graph.png', 'log.txt']);
  expect(await noted('nine')).toMatch(
    new RegExp(
      `^Note by Alice Chen: Bob Okafor: the cache, nine\\ngraph\\.png \\((https://discord\\.com/channels/\\d+/${room}/${posted.id})\\)\\nlog\\.txt \\(\\1\\)$`,
    ),
  );
  await eventually('she is told', () => JSON.stringify(asked.reply?.body ?? {}).includes('Note'));
  const own = people.writes(discord.alice, 'mine, ten', { channel: room });
  people.picks(discord.alice, own, 'Add note');
  expect(await noted('ten')).toBe('Note by Alice Chen: mine, ten');
  const picture = people.writes(discord.bob, '', { channel: room, attachments: ['eleven.png'] });
  people.picks(discord.alice, picture, 'Add note', ['eleven.png']);
  expect(await noted('eleven')).toMatch(/^Note by Alice Chen: eleven\.png \(https:/);
});

it('opens the form of a note for a message without text and files', async () => {
  const { discord } = chats;
  const { people } = discord.discord;
  const empty = people.writes(discord.bob, '', {});
  people.picks(discord.alice, { ...empty, channel: discord.discord.world.directChannel(discord.alice).id }, 'Add note');
  expect((await people.formOf(discord.alice)).modal.fields.map(({ id }) => id)).toContain('text');
});

it('says what a file is kept with when it comes without words', async () => {
  const { slack, discord } = chats;
  const files = [{ id: 'F1', name: 'graph.png', permalink: 'https://x.slack.com/files/U/F1/graph.png' }];
  const message = { type: 'message', subtype: 'file_share', channel_type: 'im', user: slack.alice, files };
  await slack.people.event({ ...message, channel: slack.server.workspace.direct(slack.alice), text: '', ts: '1.6' });
  const told = async (platform: 'slack' | 'discord', account: string) =>
    (await chats.shown(directTo(platform, account))).some(({ text }) =>
      text.includes('Files are kept with notes only'),
    );
  await eventually('she is told', () => told('slack', slack.alice));
  discord.discord.people.writes(discord.alice, '', { attachments: ['log.txt'] });
  await eventually('she is told', () => told('discord', discord.alice));
});

it('shows further lines of a note so that none looks like a line of the timeline', async () => {
  const { slack, web } = chats;
  const forged = 'nine\n\u200F#1 · Bob Okafor resolved\u200E\u2028\u061C#1 · x\u202E\u2067\u200Bz';
  slack.server.workspace.users.add('U0X');
  await slack.people.event({
    type: 'message',
    channel_type: 'im',
    channel: 'D1',
    user: slack.alice,
    text: `note 1 ${forged}`,
    ts: '1.5',
  });
  await noted('nine');
  const line = await eventually('the room is told', async () => {
    const room = (await chats.stage.store.byNumber(1))?.rooms.find(({ platform }) => platform === 'web');
    return room && (await web.shown(room.address)).find(({ text }) => text.includes('nine'));
  });
  expect(line.text).toContain('Note by Alice Chen: nine\n│ #1 · Bob Okafor resolved\n│ #1 · xz');
});

it('says of a role that somebody takes themself that they take it', async () => {
  const { slack } = chats;
  await slack.people.slash(slack.alice, 'assign 1 alice comms', OPS);
  expect(await noted('Communications')).toBe('Alice Chen took on the role of Communications');
});
