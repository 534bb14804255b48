import { afterEach, beforeEach, expect, it } from 'vitest';
import { accountOf } from '../../src/domain/directory.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { Drawn } from '../contracts/chat-adapter/platform-under-test.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { LimitedTime } from '../harness/limited-time.ts';
import { eventually } from '../harness/wait.ts';
import { type FourChats, openFourChats } from './four-chats.ts';
import { numbersIn } from './page-storm.ts';

const limited = ['slack', 'discord', 'telegram'] as const;
type Limited = (typeof limited)[number];
const directory = sampleDirectory({ rooms: { announce: {}, open: {} } });
const count = 40;

let chats: FourChats;
let time: LimitedTime;

beforeEach(async () => {
  time = new LimitedTime(() => chats.stage.clock);
  chats = await openFourChats(directory, { rateLimiter: time.rateLimiter });
});

afterEach(async () => {
  while (time.waiting > 0) await time.passes(1);
  await chats.stage.tocsin.idle();
  await chats.close();
});

const at = (platform: Limited) => directTo(platform, accountOf(directory.people.get('alice')!, platform)!);
const pages = (platform: Limited) => chats.shown(at(platform));
const isList = ({ text }: Drawn) => text.includes(' incidents (');
const passes = (seconds: number) => time.passes(seconds, () => chats.stage.tocsin.sweep());

async function storm(): Promise<void> {
  await Promise.all(
    Array.from({ length: count }, (_, n) =>
      chats.stage.tocsin.alerts.receive([
        { source: 'api', status: 'firing', labels: [], severity: 'sev3', title: `Disk ${n} full`, fingerprint: `${n}` },
      ]),
    ),
  );
  await eventually('every page is on its way', async () => {
    const lanes = await Promise.all(
      limited.map(async (platform) => {
        const bundle = await chats.stage.bundles.latest(`${platform}|person:${at(platform).id}`);
        return (bundle?.items.length ?? 0) + (await pages(platform)).filter((one) => !isList(one)).length;
      }),
    );
    return lanes.reduce((sum, one) => sum + one) + time.waitingPages >= count * limited.length;
  });
}

async function missingOn(platform: Limited): Promise<readonly number[]> {
  const named = new Set((await pages(platform)).flatMap(({ text }) => numbersIn(text)));
  return Array.from({ length: count }, (_, n) => n + 1).filter((number) => !named.has(number));
}

it('names every incident of a storm on Slack, Discord and Telegram, though each answers 429 in the middle', async () => {
  await storm();
  for (const platform of limited) chats[platform].becomes('rate-limiting');
  await passes(2);
  for (const platform of limited) chats[platform].becomes('well');
  await passes(25);
  for (const platform of limited) {
    expect(await missingOn(platform), platform).toEqual([]);
    const [list, ...others] = (await pages(platform)).filter(isList);
    expect(others, platform).toEqual([]);
    expect(list!.buttons, platform).toEqual(['Acknowledge all', 'List']);
  }
});

it.each(limited)('acknowledges what the message on %s names, and shows it on all three', async (pressed) => {
  await storm();
  await passes(15);
  const list = (await pages(pressed)).find(isList)!;
  const named = numbersIn(list.text);
  await chats[pressed].presses(at(pressed).id, { at: at(pressed), id: list.id }, 'Acknowledge all');
  await eventually('all are acknowledged', async () => {
    const states = await Promise.all(named.map((number) => chats.stage.store.byNumber(number)));
    return states.every((incident) => incident?.state === 'acknowledged');
  });
  for (const platform of limited) {
    const mine = platform === pressed ? named : numbersIn((await pages(platform)).find(isList)!.text);
    await eventually(`${platform} shows who has them`, async () => {
      await passes(2);
      const lines = (await pages(platform)).find(isList)!.text.split('\n');
      const taken = lines.filter((line) => line.includes('· Alice Chen')).flatMap(numbersIn);
      return mine.every((number) => !named.includes(number) || taken.includes(number));
    });
  }
  expect((await pages(pressed)).find(isList)!.text).toContain('all acknowledged or resolved');
});
