import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lookAgainMs } from '../../src/application/delivery/claims.ts';
import { pagesJoinForMs } from '../../src/domain/incident/bundles/bundle.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { ackAllIn, numbersIn, openPageStorm, type PageStorm, shown } from './page-storm.ts';

let night: PageStorm;
let telegram: ChatDouble;

/** Alice is paged on Telegram five minutes after Slack, and at once when Slack fails. */
function twoWays() {
  const known = sampleDirectory({ rooms: { announce: {}, open: {} } });
  const steps = [
    { by: 'slack', afterMs: 0 },
    { by: 'telegram', afterMs: 300_000 },
  ] as const;
  const alice = { ...known.people.get('alice')!, notify: { urgent: steps, normal: steps } };
  return { ...known, people: new Map([...known.people, ['alice', alice]]) };
}

beforeEach(async () => {
  telegram = new ChatDouble('telegram');
  night = await openPageStorm();
});

afterEach(() => night.close());

const named = () =>
  new Set(night.pages().flatMap((one) => numbersIn(one.message.body ? shown(one) : one.message.text)));
const missing = (numbers: readonly number[]) => numbers.filter((number) => !named().has(number));

describe('a sound', () => {
  it('is made by a new message a minute after the last one, and by an edit never', async () => {
    await night.storm(30);
    await night.passes(5);
    await night.storm(10);
    await night.passes(20);
    expect(night.bundles()).toHaveLength(1);
    expect(night.bundles()[0]!.edits).toBeGreaterThan(0);
    await night.passes(pagesJoinForMs / 1_000);
    const later = await night.storm(30);
    await night.passes(15);
    expect(night.bundles()).toHaveLength(2);
    expect(missing(later)).toEqual([]);
  });

  it('is made for an incident that is worse than all that the message names', async () => {
    await night.storm(30, 'sev4');
    await night.passes(3);
    expect(night.bundles()).toHaveLength(1);
    await night.storm(12, 'sev3');
    await night.passes(12);
    expect(night.bundles()).toHaveLength(2);
    expect(shown(night.bundles()[1]!)).toContain('sev3');
  });
});

it('starts a new message when somebody deleted the one that was to grow', async () => {
  const first = await night.storm(30);
  await night.passes(3);
  const [gone] = night.bundles();
  night.chat.posted.splice(night.chat.posted.indexOf(gone!), 1);
  const later = await night.storm(20);
  await night.passes(25);
  expect(night.bundles().length).toBeGreaterThan(0);
  expect(night.bundles()[0]!.key).not.toBe(gone!.key);
  expect(missing(later)).toEqual([]);
  for (const number of [...first, ...later]) {
    const { deliveries } = (await night.stage.store.byNumber(number))!;
    expect(Object.values(deliveries).filter(({ kind }) => kind === 'page')[0]?.progress.shown).toBeGreaterThan(0);
  }
});

it('names everybody once the platform takes more, though it answers 429 in the middle', async () => {
  const numbers = await night.storm(60);
  let refusals = 0;
  night.chat.before = () => {
    if (refusals < 3) {
      refusals += 1;
      throw new DeliveryFailed('slack: rate limited', 3_000);
    }
  };
  await night.passes(20);
  expect(refusals).toBe(3);
  expect(missing(numbers)).toEqual([]);
  expect(night.bundles()).toHaveLength(1);
});

it('is sent again under its own key, once, when a process dies between sending it and writing that down', async () => {
  const numbers = await night.storm(40);
  const { stage } = night;
  const { processes } = stage;
  const other = stage.replica();
  const claimed = stage.bundles.put;
  Object.assign(stage.bundles, {
    // What the first process would write after it has sent is never kept: it is dead by then.
    put: async (bundle: Parameters<typeof claimed>[0], lookAt: Date | undefined) => {
      if (bundle.progress.shown > 0 && bundle.progress.claim?.by === 'replica-1') {
        processes.loses('replica-1');
        throw new Error('The process was killed');
      }
      return claimed(bundle, lookAt);
    },
  });
  await night.passes(2, { sweep: async () => 0 });
  Object.assign(stage.bundles, { put: claimed });
  await night.passes(15, other);
  const keys = night.bundles().map(({ key }) => key);
  expect(keys).toHaveLength(2);
  expect(new Set(keys).size).toBe(1);
  // So a platform without idempotency keys looks for it first.
  expect(night.bundles().map(({ triedSince }) => triedSince !== undefined)).toEqual([false, true]);
  expect(missing(numbers)).toEqual([]);
});

it('is one message for the pages of two processes', async () => {
  const other = night.stage.replica();
  const [mine, theirs] = await Promise.all([night.storm(40), night.storm(40, 'sev3', other)]);
  await night.passes(15);
  await night.time.passes(5, () => other.sweep());
  expect(night.bundles()).toHaveLength(1);
  expect(missing([...mine, ...theirs])).toEqual([]);
});

describe('a bundle that cannot be delivered', () => {
  beforeEach(async () => {
    await night.close();
    night = await openPageStorm([new ChatDouble('slack'), telegram], twoWays());
  });

  it('takes the next way of each of its pages, as a page alone does', async () => {
    const numbers = await night.storm(30);
    const alone = night.alone().flatMap(({ message }) => numbersIn(message.text));
    night.chat.before = (what) => {
      if (what === 'send') throw new DeliveryFailed('slack is away', 'soon');
    };
    await night.passes(75);
    const texts = telegram.pagesTo('1001').map((one) => (one.message.body ? shown(one) : one.message.text));
    const byTelegram = new Set(texts.flatMap(numbersIn));
    expect(numbers.filter((number) => !byTelegram.has(number))).toEqual(alone);
  });

  it('takes the next way at once when the platform asks for a long pause', async () => {
    const numbers = await night.storm(30);
    const alone = night.alone().flatMap(({ message }) => numbersIn(message.text));
    night.chat.before = (what) => {
      if (what === 'send') throw new DeliveryFailed('slack: rate limited', 600_000);
    };
    await night.passes(12);
    const texts = telegram.pagesTo('1001').map((one) => (one.message.body ? shown(one) : one.message.text));
    const byTelegram = new Set(texts.flatMap(numbersIn));
    expect(byTelegram.size).toBeGreaterThan(0);
    expect(alone.filter((number) => byTelegram.has(number))).toEqual([]);
    await night.passes(30);
    const all = telegram.pagesTo('1001').map((one) => (one.message.body ? shown(one) : one.message.text));
    const reached = new Set(all.flatMap(numbersIn));
    expect(numbers.filter((number) => !reached.has(number))).toEqual(alone);
  });

  it('is a failed page of each incident, which “retry” sends again', async () => {
    await night.storm(30);
    night.chat.before = (what) => {
      if (what === 'send') throw new DeliveryFailed('The account is gone', 'never');
    };
    const { items } = await night.latest();
    await night.passes(15);
    expect(await night.timelineOf(items[0]!.number)).toContainEqual(expect.stringContaining('The account is gone'));
    expect((await night.says('alice', 'deliveries')).title ?? '').toContain('failed deliver');
    night.chat.before = () => undefined;
    await night.says('alice', 'retry all');
    await night.passes(45);
    expect(missing(items.map((one) => one.number))).toEqual([]);
  });
});

it('lets the level wait from when the message was sent', async () => {
  await night.storm(40);
  const before = (await night.stage.store.byNumber(30))!.escalation!.dueAt!;
  await night.passes(15);
  const { items } = await night.latest();
  const last = (await night.stage.store.byNumber(items.at(-1)!.number))!;
  const sentAt = (await night.latest()).sentAt!;
  expect(last.escalation!.dueAt!.getTime()).toBeGreaterThanOrEqual(before.getTime());
  expect(last.escalation!.dueAt!.getTime() - sentAt.getTime()).toBeGreaterThanOrEqual(5 * 60_000);
});

it('sends the first mails alone, then one with a list, and further ones at most one a minute', async () => {
  await night.close();
  night = await openPageStorm([new ChatDouble('email')]);
  const first = await night.storm(30);
  expect(night.alone()).toHaveLength(5);
  await night.passes(8);
  expect(night.bundles()).toHaveLength(1);
  const later = await night.storm(10);
  await night.passes(30);
  expect(night.bundles()).toHaveLength(1);
  await night.passes(35);
  expect(night.bundles()).toHaveLength(2);
  expect(night.bundles().every(({ edits }) => edits === 0)).toBe(true);
  expect(missing([...first, ...later])).toEqual([]);
  const answer = await night.presses('alice@example.org', ackAllIn(night.bundles()[0]!));
  expect(answer.text).toContain('Acknowledged 25 incidents');
});

it('sends what waits for a bundle that does not stand for it, whatever went wrong', async () => {
  const numbers = await night.storm(30);
  const { items, id } = await night.latest();
  await night.stage.db.collection<{ _id: string }>('bundles').deleteOne({ _id: id });
  await night.passes(15);
  expect(missing(numbers)).toEqual(items.map(({ number }) => number).sort((a, b) => a - b));
  night.stage.clock.set(new Date(night.stage.clock.now().getTime() + lookAgainMs));
  await night.passes(30);
  expect(missing(numbers)).toEqual([]);
});

it('is found by the watchdog when nobody sends it', async () => {
  await night.storm(30);
  const { id } = await night.latest();
  const late = new Date(night.stage.clock.now().getTime() + lookAgainMs);
  expect(await night.stage.overdueWork.find(late, 100)).toContainEqual(
    expect.objectContaining({ kind: 'notification', id }),
  );
  await night.passes(15);
  expect(await night.stage.overdueWork.find(night.stage.clock.now(), 100)).toEqual([]);
});

it('is not sent when others took all of it before, and takes in what comes later', async () => {
  await night.storm(30);
  const { items } = await night.latest();
  await Promise.all(items.map(({ number }) => night.says('bob', `ack ${number}`)));
  await night.passes(15);
  expect(night.bundles()).toEqual([]);
  for (const { number } of items) {
    expect(await night.timelineOf(number)).not.toContainEqual(expect.stringContaining('in one message'));
  }
  const later = await night.storm(30);
  await night.passes(15);
  expect(night.bundles()).toHaveLength(1);
  expect(missing(later)).toEqual([]);
  const named = numbersIn(shown(night.bundles()[0]!));
  expect(named.filter((number) => items.some((item) => item.number === number))).toEqual([]);
});
