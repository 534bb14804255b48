import { afterAll, beforeAll, expect, it } from 'vitest';
import { directTo } from '../../src/ports/chat.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';

// Each line is typed by Alice, an admin in Berlin, in her direct messages on each chat. It is Monday 9 March, 13:00 there.
// `N` is an incident of its own that Bob declared.

const platforms = ['slack', 'discord', 'telegram', 'web'] as const;
type Chat = (typeof platforms)[number];

let chats: FourChats;

beforeAll(async () => {
  const directory = sampleDirectory();
  const bob = directory.people.get('bob')!;
  const diego = { ...bob, id: 'diego', name: 'Diego Ruiz', accounts: { slack: 'U0DIEGO' }, email: 'diego@example.org' };
  chats = await openFourChats({ ...directory, people: new Map([...directory.people, ['diego', diego]]) });
});

afterAll(async () => {
  await chats.stage.tocsin.idle();
  await chats.close();
});

let incidents = 0;

async function declared(): Promise<number> {
  incidents += 1;
  await chats.stage.says('bob', `declare Trouble ${incidents} severity:sev3`, { platform: 'web' });
  const { items } = await chats.stage.store.list({ state: 'open', limit: 1 });
  return items[0]!.number;
}

/** What Alice is answered in her direct messages there. */
async function answered(platform: Chat, line: string, words: RegExp): Promise<string> {
  if (platform === 'web') return (await chats.web.as('alice').says('dm-alice', line)) ?? '';
  const chat = chats[platform];
  const at = directTo(platform, chat.alice);
  const before = new Set((await chats.shown(at)).map(({ id }) => id));
  const seen = chat.toldTo(chat.alice)?.id;
  await chat.says(chat.alice, line, 'direct');
  return eventually(`“${line}” is answered on ${platform}`, async () => {
    const told = chat.toldTo(chat.alice);
    const fresh = [
      ...(await chats.shown(at)).filter(({ id }) => !before.has(id)),
      ...(told && told.id !== seen ? [told] : []),
    ];
    return fresh.find(({ text }) => words.test(text))?.text;
  });
}

const own = '16 Mar 09:00 CET';

it.each([
  ['declare sev1 Database is down', /Declared #\d+ Database is down \(sev1\)/],
  ['declare Database is down severity:critical', /Declared #\d+ Database is down \(sev1\)/],
  ['declare P4: Printer is out of paper', /Declared #\d+ Printer is out of paper \(sev4\)/],
  ['acknowledge N', /You acknowledged #N Trouble/],
  ['ack N.', /You acknowledged #N Trouble/],
  ['ack N please', /You acknowledged #N Trouble/],
  ['ack #N', /You acknowledged #N Trouble/],
  ['ack N looking into it', /You acknowledged #N Trouble/],
  ['close N fixed it', /Resolved #N Trouble/],
  ['fix N', /Resolved #N Trouble/],
  ['done N', /Resolved #N Trouble/],
  ['severity N critical', /Changed the severity to sev1: #N Trouble/],
  ['status N fixed', /Resolve #N Trouble \d+ \(sev3\)\?/],
  ['snooze N until 9am', /restarts at Tue 10 Mar 09:00 CET/],
  ['snooze N 2 hours', /restarts at Mon 9 Mar 15:00 CET/],
  ['snooze N until 3/4', /can be two dates/],
  ['who is on call?', /On call now/],
  ['who is on call for checkout', /On call for Checkout at Mon 9 Mar 13:00 CET/],
  ['oncall checkout', /Alice Chen until Mon 16 Mar 09:00 CET/],
  ['oncall bob', /next on primary from Mon 16 Mar 09:00 CET to Mon 23 Mar 09:00 CET/],
  ['oncall payments', /Team payments at Mon 9 Mar 13:00 CET/],
  ['oncall tomorrow 9am', /On call at Tue 10 Mar 09:00 CET/],
  ['oncall friday 18:00', /On call at Fri 13 Mar 18:00 CET/],
  ['oncall 24 Dec', /On call at Thu 24 Dec 00:00 CET/],
  [
    'override primary bob tomorrow 9am to friday 18:00',
    /Put Bob Okafor on call on primary from Tue 10 Mar 09:00 CET to Fri 13 Mar 18:00 CET, instead of Alice Chen\?/,
  ],
  [
    'override primary person:bob for 3 days',
    /Put Bob Okafor on call on primary from Mon 9 Mar 13:00 CET to Thu 12 Mar 13:00 CET/,
  ],
  [
    'cover me tomorrow',
    /Ask Bob Okafor and Carol Díaz to take primary from Tue 10 Mar 00:00 CET to Wed 11 Mar 00:00 CET\?/,
  ],
  ['cover primary next monday', new RegExp(`to take primary from Mon 16 Mar 00:00 CET to Mon ${own}\\?`)],
  ['cover', new RegExp(`to take primary from Mon 9 Mar 13:00 CET to Mon ${own}\\?`)],
  ['quiet 22:00-07:00', /22:00 to 07:00 \(Europe\/Berlin\)/],
  ['quiet off until monday', /off until Mon 16 Mar 00:00 CET/],
  ['page diego are you there', /Declare an incident and page Diego Ruiz\?/],
  ['maintenance search 2h tonight 23:00', /Search: Mon 9 Mar 23:00 CET to Tue 10 Mar 01:00 CET|already planned/],
  ['hello', /Hello Alice\./],
  ['hi', /On call now: primary: Alice Chen\./],
  ['thank you!', /Hello Alice\./],
  ['whoami', /Hello Alice\./],
  ['snooze N until tomorrow', /restarts at Tue 10 Mar 09:00 CET/],
  ['cover me tonight', /from Mon 9 Mar 22:00 CET to Tue 10 Mar 08:00 CET/],
  ['when am I on call?', /on call on primary until Mon 16 Mar/],
  ['?', /Hello Alice\./],
  ['akc N', /Did you mean “ack”\? Say: .ack N/],
  ['the database is down', /declare the database is down/],
  ['escalate N nobody answers', /nobody answers/],
  ['sev N 2 only one region', /Changed the severity to sev2: #N .*only one region/],
  ['assign N bob he knows the db', /Bob Okafor.*he knows the db/],
  ['snooze N until 5', /restarts at Mon 9 Mar 17:00 CET/],
  ['snooze N until eod because the vendor is on it', /restarts at Mon 9 Mar 17:00 CET/],
  ['snooze N until nine', /restarts at Tue 10 Mar 09:00 CET/],
  ['when is carol on next', /Carol Díaz.*next on primary|next on primary/],
  [
    'swap carol and alice tomorrow',
    /Put Carol Díaz on call on primary from Tue 10 Mar 00:00 CET to Wed 11 Mar 00:00 CET, instead of Alice Chen\?/,
  ],
  ['let bob take N', /assign .*N|Bob Okafor/],
  ['split N', /never split/],
])('understands “%s” on all four chats', async (line, words) => {
  for (const platform of platforms) {
    const number = line.includes('N') ? String(await declared()) : '';
    const expected = new RegExp(words.source.replaceAll(/\bN\b/g, number), words.flags);
    expect(await answered(platform, line.replaceAll(/\bN\b/g, number), expected), platform).toMatch(expected);
  }
});
