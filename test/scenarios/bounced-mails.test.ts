import { afterEach, beforeEach, expect, it } from 'vitest';
import { ChatDouble } from '../harness/chat-double.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

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
const bounce = (of: { messageIds?: string[]; signed?: { incident: number; address: string } }) =>
  stage.tocsin.bounces.bounced({ messageIds: [], reason: 'mailbox-full', ...of });
const told = async () => (await stage.says('bob', 'timeline 1', { platform: 'telegram' })).body ?? '';

it.each([
  ['its Message-ID', () => ({ messageIds: ['<unknown>', mailed()[0]!.ref.id] })],
  ['the signed address in it', () => ({ signed: { incident: 1, address: 'Alice@example.org' } })],
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
  expect(await bounce({ signed: { incident: 2, address: 'alice@example.org' } })).toBe(true);
  expect((await stage.store.byNumber(2))!.escalation?.level).toBeGreaterThan(before ?? 0);
});

it('does nothing for a page of somebody else, or of no incident', async () => {
  expect(await bounce({ messageIds: [`<${'0'.repeat(40)}@example.org>`] })).toBe(false);
  expect(await bounce({ signed: { incident: 1, address: 'mallory@example.org' } })).toBe(false);
  expect(await bounce({ signed: { incident: 7, address: 'alice@example.org' } })).toBe(false);
  expect(telegram.pagesTo('1001')).toHaveLength(0);
});
