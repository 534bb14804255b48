import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IncidentStore } from '../../src/ports/incidents.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { LimitedTime } from '../harness/limited-time.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';
import { numbersIn, shown } from './page-storm.ts';

const channel = 'C1';
let slack: ChatDouble;
let stage: Stage;
let time: LimitedTime;

beforeEach(() => open('none'));

afterEach(async () => {
  while (time.waiting > 0) await time.passes(1);
  await stage.close();
});

async function open(style: 'none' | 'thread'): Promise<void> {
  slack = new ChatDouble('slack');
  time = new LimitedTime(() => stage.clock);
  // Nobody is paged: this is about the channel alone.
  const rooms = { announce: { slack: channel }, open: { slack: style } };
  const directory = { ...sampleDirectory({ rooms } as never), services: new Map(), policies: new Map() };
  stage = await openStage([slack], directory, { rateLimiter: time.rateLimiter });
}

const cards = () => slack.inChannel(channel);
const lists = () => cards().filter(({ key }) => key.startsWith('bundle/'));
const alone = () => cards().filter(({ key }) => key.endsWith('/card-slack'));
const latest = () => stage.bundles.latest(`slack|channel:${channel}`);

async function storm(count: number): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      stage.tocsin.alerts.receive([
        { source: 'api', status: 'firing', labels: [], severity: 'sev3', title: `Disk ${n} full`, fingerprint: `${n}` },
      ]),
    ),
  );
  await eventually(
    'every card is accounted for',
    async () => alone().length + ((await latest())?.items.length ?? 0) + time.waiting >= count,
  );
}

const passes = (seconds: number) => time.passes(seconds, () => stage.tocsin.sweep());

async function says(line: string, id: string): Promise<void> {
  const reading = stage.tocsin.commands.read(line);
  if ('refusal' in reading) throw new Error(line);
  await stage.tocsin.commands.run({
    ...reading.input,
    id,
    from: { platform: 'slack', id: 'U0BOB' },
    where: { address: { platform: 'slack', kind: 'person', id: 'U0BOB' }, private: true, places: ['U0BOB'] },
  });
}

it('names the incidents of a storm in one message of the channel, and shows what becomes of them', async () => {
  await storm(60);
  await passes(25);
  const named = new Set([
    ...alone().flatMap((one) => numbersIn(one.message.title ?? '')),
    ...lists().flatMap((one) => numbersIn(shown(one))),
  ]);
  expect([...named].sort((a, b) => a - b)).toEqual(Array.from({ length: 60 }, (_, n) => n + 1));
  expect(lists()).toHaveLength(1);
  expect(cards().length).toBeLessThan(20);
  expect(lists()[0]!.message.buttons?.map(({ label }) => label)).toEqual(['List']);

  // Nothing is left to look at.
  await stage.tocsin.idle();
  const kept = stage.db.collection('incidents');
  expect(await kept.countDocuments({ outboxAt: { $exists: true } })).toBe(0);

  const { number } = (await latest())!.items.at(-1)!;
  const before = alone().length;
  await says(`ack ${number}`, 'ack');
  await passes(10);
  expect(shown(lists()[0]!)).toMatch(new RegExp(`🟠 #${number} .*Bob Okafor`));
  expect(alone()).toHaveLength(before + 1);
  expect(alone().at(-1)!.message.title).toContain(`#${number} `);
  await says(`resolve ${number} done`, 'resolve');
  await passes(10);
  expect(alone()).toHaveLength(before + 1);
  expect(alone().at(-1)!.message.text).toContain('Resolved by Bob Okafor');
  expect(shown(lists()[0]!)).toContain(`🟢 #${number} `);
});

it('opens the thread of an incident under its own card, once that is posted', async () => {
  await time.passes(1);
  await stage.close();
  await open('thread');
  await storm(40);
  await passes(40);
  const { number } = (await latest())!.items.at(-1)!;
  expect(slack.rooms.map(({ name }) => name)).not.toContainEqual(expect.stringMatching(new RegExp(`^${number} `)));
  await says(`note ${number} I am looking`, 'note');
  await says(`ack ${number}`, 'ack');
  await passes(15);
  const room = await eventually('the thread is open', () =>
    slack.rooms.find(({ name }) => name.startsWith(`${number} `)),
  );
  expect(room.card?.id).toBe(alone().find(({ message }) => message.title?.startsWith(`#${number} `))?.ref.id);
});

it('looks again at a card that was sent without its knowing, and does not go on trying to bundle it', async () => {
  await storm(60);
  const store = stage.store as { -readonly [K in keyof IncidentStore]: IncidentStore[K] };
  const { byNumber, load, claim } = store;
  const number = numbersIn(alone()[0]!.message.title ?? '')[0]!;
  let claims = 0;
  let looks = 0;
  store.claim = (id, delivery, request) => {
    if (id === seen.id) claims += 1;
    return claim(id, delivery, request);
  };
  store.load = (id) => {
    if (id === seen.id) looks += 1;
    return load(id);
  };
  const seen = (await byNumber(number))!;
  // The decision is made on what stood there before the card was sent.
  const unsent = { ...seen.deliveries['card-slack']!, progress: { shown: 0, failures: 0 } };
  store.byNumber = async () => ({ ...seen, deliveries: { ...seen.deliveries, 'card-slack': unsent } });
  await says(`ack ${number}`, 'ack');
  await eventually('it is looked at again', () => looks > 0 || claims > 20);
  expect(claims).toBeLessThan(3);
  Object.assign(store, { byNumber, load, claim });
});
