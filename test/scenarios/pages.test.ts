import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Service } from '../../src/domain/directory.ts';
import { directTo } from '../../src/ports/chat.ts';
import type { Message } from '../../src/ports/message.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';
import { openFourChats } from './four-chats.ts';

const base = sampleDirectory({ rooms: { announce: {}, open: {} } });
const grouped = { ...base.services.get('checkout')!, alerts: { group: 'service', autoResolve: true } as const };
const directory = { ...base, services: new Map<string, Service>([...base.services, ['checkout', grouped]]) };

let stage: Stage;

beforeEach(async () => {
  stage = await openStage([new ChatDouble('slack')], directory);
});

afterEach(() => stage.close());

async function receive(on: Stage, count: number): Promise<void> {
  const alerts = Array.from({ length: count }, (_, n) => ({
    source: 'api' as const,
    status: 'firing' as const,
    title: `Pod ${String(n).padStart(3, '0')} restarts`,
    fingerprint: `pod-${n}`,
    labels: [],
    service: 'checkout',
  }));
  await on.tocsin.alerts.receive(alerts);
  await on.tocsin.idle();
}

const titles = (text: string) => [...text.matchAll(/Pod \d{3} restarts/g)].map(([title]) => title);
const labels = ({ buttons = [] }: Message) => buttons.map(({ label }) => label);

/** What Alice reads from page to page, as long as there is a button for the next. */
async function readAll(line: string, next: string): Promise<Message[]> {
  const pages = [await stage.says('alice', line)];
  for (;;) {
    const button = pages.at(-1)!.buttons?.find(({ label }) => label === next);
    if (!button || pages.length > 20) return pages;
    const { command, args } = button.invokes;
    pages.push(await stage.says('alice', [command, ...Object.entries(args).map(([k, v]) => `${k}:${v}`)].join(' ')));
  }
}

it('shows every alert of an incident once, ten on a page, and how to come back', async () => {
  await receive(stage, 32);
  const pages = await readAll('alerts 1', 'Next page');
  expect(pages.map(({ body = '' }) => titles(body).length)).toEqual([10, 10, 10, 2]);
  expect(new Set(pages.flatMap(({ body = '' }) => titles(body))).size).toBe(32);
  expect(pages.map(labels)).toEqual([
    ['Next page'],
    ['Previous page', 'Next page'],
    ['Previous page', 'Next page'],
    ['Previous page'],
  ]);
  expect(pages[0]!.body).toContain('and 22 more');
  expect(pages[1]!.title).toBe('Alerts of #1 Pod 000 restarts, page 2');
  expect(JSON.stringify(pages)).not.toContain('/v1/');
});

it('has no buttons where everything fits, and says what is wrong with a page', async () => {
  await receive(stage, 3);
  expect(labels(await stage.says('alice', 'alerts 1'))).toEqual([]);
  for (const page of ['0', 'x', '101'])
    expect((await stage.says('alice', `alerts 1 page:${page}`)).text).toContain('“page” is a number from 1 to 100');
});

it('shows the earlier entries of a timeline, and the older incidents of a list', async () => {
  for (let n = 0; n < 45; n += 1) await stage.says('bob', `declare Search is slow for shop ${n} severity:sev3`);
  const lists = await readAll('list', 'Next page');
  expect(lists.map(({ body = '' }) => body.split('\n').length)).toEqual([20, 20, 5]);
  expect(new Set(lists.flatMap(({ body = '' }) => body.match(/#\d+/g))).size).toBe(45);
  for (let n = 0; n < 60; n += 1) await stage.says('bob', `note 1 line ${n};`);
  const pages = await readAll('timeline 1', 'Earlier');
  const notes = pages.flatMap(({ body = '' }) => body.match(/line \d+;/g) ?? []);
  expect(new Set(notes).size).toBe(60);
  expect(notes).toHaveLength(60);
  expect(labels(pages[1]!)).toEqual(['Later']);
  expect(JSON.stringify(pages)).not.toContain('/v1/');
}, 60_000);

it('turns the page by a button on each of the four', async () => {
  const chats = await openFourChats(directory);
  try {
    await receive(chats.stage, 12);
    for (const platform of ['slack', 'discord', 'telegram'] as const) {
      const chat = chats[platform];
      const at = directTo(platform, chat.alice);
      const shown = (words: string) =>
        eventually(`Alice reads “${words}” on ${platform}`, async () =>
          [...(await chats.shown(at)), chat.toldTo(chat.alice)].findLast((one) => one?.text.includes(words)),
        );
      await chat.says(chat.alice, 'alerts 1', 'direct');
      const first = await shown('Alerts of');
      expect(first.buttons, platform).toContain('Next page');
      await chat.presses(chat.alice, { at, id: first.id }, 'Next page');
      const second = await shown('page 2');
      expect(second.buttons, platform).toContain('Previous page');
    }
    await chats.web.as('alice').says('dm-alice', 'alerts 1');
    const last = (await chats.web.as('alice').posts('dm-alice')).at(-1)!;
    await chats.web.as('alice').presses(last, 'Next page');
    await eventually('the second page on the web', async () =>
      (await chats.shown(directTo('web', 'alice'))).some(({ text }) => text.includes('page 2')),
    );
  } finally {
    await chats.stage.tocsin.idle();
    await chats.close();
  }
  chats.verify();
}, 60_000);
