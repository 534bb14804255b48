import { afterEach, beforeEach, expect, it } from 'vitest';
import type { SignedPage } from '../../src/ports/chat/bounces.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';
import { openPageStorm } from './page-storm.ts';

const minute = 60_000;
let email: ChatDouble;
let telegram: ChatDouble;
let stage: Stage;

beforeEach(async () => {
  email = new ChatDouble('email');
  telegram = new ChatDouble('telegram');
  stage = await openStage([email, telegram]);
  stage.changesPerson('alice', {
    notify: {
      urgent: [
        { by: 'email', afterMs: 0 },
        { by: 'telegram', afterMs: 9 * minute },
      ],
    },
  });
  await stage.says('bob', 'declare Checkout is down severity:sev1', { platform: 'telegram' });
});

afterEach(() => stage.close());

const mailed = () => email.pagesTo('alice@example.org');
const signed = (incident: number, address = 'alice@example.org', sentAt?: Date) => ({
  signed: { incident, isTo: (to: string) => to === address, ...(sentAt && { sentAt }) },
});
const bounce = (of: { messageIds?: string[]; signed?: SignedPage }) =>
  stage.tocsin.bounces.bounced({ messageIds: [], reason: 'mailbox-full', ...of });
const told = async () => (await stage.says('bob', 'timeline 1', { platform: 'telegram' })).body ?? '';

it.each([
  ['its Message-ID', () => ({ messageIds: ['<unknown>', mailed()[0]!.ref.id] })],
  ['the signed address in it', () => signed(1)],
  ['the signed address, when a relay gave it another Message-ID', () => ({ messageIds: ['<other>'], ...signed(1) })],
])('fails by %s, so that the next way is used at once', async (_, proof) => {
  expect([mailed().length, telegram.pagesTo('1001').length]).toEqual([1, 0]);
  expect(await bounce(proof())).toBe(true);
  await eventually('the next way', () => telegram.pagesTo('1001').length === 1);
  expect(await told()).toContain('Email to Alice Chen bounced: mailbox full');
  const dead = await stage.says('alice', 'deliveries', { platform: 'telegram' });
  expect(JSON.stringify(dead)).toContain('The mail bounced: mailbox full');
});

it('has one effect when it comes twice, also at once', async () => {
  const messageIds = [mailed()[0]!.ref.id];
  expect((await Promise.all([bounce({ messageIds }), bounce({ messageIds })])).filter(Boolean)).toHaveLength(1);
  expect(await bounce({ messageIds })).toBe(false);
  expect((await told()).match(/bounced/g)).toHaveLength(1);
});

it('pages nobody once somebody has acknowledged', async () => {
  await stage.says('bob', 'ack 1', { platform: 'telegram' });
  expect(await bounce({ messageIds: [mailed()[0]!.ref.id] })).toBe(true);
  await stage.tocsin.idle();
  expect(telegram.pagesTo('1001')).toHaveLength(0);
});

it('pages the next level when it was the last way', async () => {
  stage.changesPerson('alice', { notify: { urgent: [{ by: 'email', afterMs: 0 }] } });
  await stage.says('bob', 'declare Search is down severity:sev1', { platform: 'telegram' });
  const before = (await stage.store.byNumber(2))!.escalation?.level;
  expect(await bounce(signed(2))).toBe(true);
  expect((await stage.store.byNumber(2))!.escalation?.level).toBeGreaterThan(before ?? 0);
});

it('does nothing for a page of somebody else, or of no incident', async () => {
  expect(await bounce({ messageIds: [`<${'0'.repeat(40)}@example.org>`] })).toBe(false);
  expect(await bounce(signed(1, 'mallory@example.org'))).toBe(false);
  expect(await bounce(signed(7))).toBe(false);
  expect(telegram.pagesTo('1001')).toHaveLength(0);
});

it('does nothing when another mail than the page comes back to its signed address', async () => {
  const at = stage.clock.now();
  expect(await bounce(signed(1, undefined, new Date(at.getTime() + 10 * minute)))).toBe(false);
  expect(await bounce(signed(1, undefined, at))).toBe(true);
});

it('does nothing when the bounce of one page comes twice and another has arrived since', async () => {
  const [first] = mailed();
  const at = stage.clock.now();
  await bounce({ messageIds: [first!.ref.id] });
  stage.clock.set(new Date(at.getTime() + 5 * minute));
  await stage.says('bob', 'escalate 1 to:alice', { platform: 'telegram' });
  await eventually('the second page', () => mailed().length === 2);
  expect(await bounce({ messageIds: [first!.ref.id], ...signed(1, undefined, at) })).toBe(false);
  expect(await told()).not.toMatch(/bounced[\s\S]*bounced/);
});

it('fails all pages of a mail that stands for many', async () => {
  const night = await openPageStorm([new ChatDouble('email')]);
  await night.storm(12);
  await night.passes(8);
  const [mail] = night.bundles();
  const { items } = await night.latest();
  expect(items.length).toBeGreaterThan(5);
  const { bounces } = night.stage.tocsin;
  expect(await bounces.bounced({ messageIds: [mail!.ref.id], reason: 'mailbox-full' })).toBe(true);
  for (const { number } of items) {
    expect(await night.timelineOf(number)).toContainEqual(
      expect.stringMatching(/email delivery failed \(mailbox full\)/),
    );
  }
  expect(await bounces.bounced({ messageIds: [mail!.ref.id], reason: 'mailbox-full' })).toBe(false);
  expect(mail!.message.returnsTo).toBe(String(items[0]!.number));
  await night.close();
});

it('finds a mail of many by the signed address too', async () => {
  const night = await openPageStorm([new ChatDouble('email')]);
  await night.storm(12);
  await night.passes(8);
  const { items, sentAt } = await night.latest();
  const returned = signed(Number(night.bundles()[0]!.message.returnsTo), undefined, sentAt);
  expect(await night.stage.tocsin.bounces.bounced({ messageIds: [], reason: 'mailbox-full', ...returned })).toBe(true);
  const last = await night.timelineOf(items.at(-1)!.number);
  expect(last).toContainEqual(expect.stringMatching(/email delivery failed \(mailbox full\)/));
  await night.close();
});
