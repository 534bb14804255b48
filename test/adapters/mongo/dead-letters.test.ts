import { afterEach, beforeEach, expect, it } from 'vitest';
import { deadDeliveries, tryAgain } from '../../../src/domain/incident/deliveries/dead-deliveries.ts';
import type { Delivery, Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { declared } from '../../domain/incident/given.ts';
import { type Opened, openFresh } from './opened.ts';

const start = new Date('2026-03-02T02:00:00Z');
const at = (minute: number) => new Date(start.getTime() + minute * 60_000);

let opened: Opened;

beforeEach(async () => {
  opened = await openFresh();
});

afterEach(() => opened.close());

function card(platform: 'slack' | 'web', id = `card-${platform}`): Delivery {
  return {
    id,
    kind: 'card',
    platform,
    to: { platform, kind: 'channel', id: 'C1' },
    progress: { shown: 0, failures: 0 },
  };
}

async function kept(number: number, deliveries: readonly Delivery[] = [card('slack'), card('web')]): Promise<Incident> {
  const next = {
    ...declared(),
    id: `i${number}`,
    number,
    version: 1,
    deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])),
  };
  await opened.stores.incidents.commit({ next, events: [] });
  return next;
}

const dead = (minute: number, reason = 'no_such_channel'): Progress => ({
  shown: 0,
  failures: 1,
  failingSince: at(minute),
  dead: { reason, at: at(minute) },
});

const numbers = (incidents: readonly Incident[]) => incidents.map(({ number }) => number);

it('finds what was given up, the latest first, and nothing else', async () => {
  for (const number of [1, 2, 3]) await kept(number);
  const { incidents, deadLetters } = opened.stores;
  expect(await deadLetters.incidents({ limit: 10 })).toEqual([]);
  await incidents.record('i1', 'card-slack', dead(5), []);
  await incidents.record('i3', 'card-slack', dead(3), []);
  expect(numbers(await deadLetters.incidents({ limit: 10 }))).toEqual([1, 3]);
  expect(numbers(await deadLetters.incidents({ limit: 1 }))).toEqual([1]);
  expect(numbers(await deadLetters.incidents({ limit: 10, since: at(4) }))).toEqual([1]);
  expect((await deadLetters.incident(3))?.id).toBe('i3');
  expect(await deadLetters.incident(2)).toBeUndefined();
  expect(await deadLetters.count(10)).toBe(2);
  expect(await deadLetters.count(1)).toBe(1);
});

it('gives one of many who settle at once the right to it', async () => {
  await kept(1);
  await opened.stores.incidents.record('i1', 'card-slack', dead(5), []);
  const seen = await Promise.all(
    Array.from({ length: 8 }, (_, index) => (index % 2 ? opened.stores : opened.other).deadLetters.incident(1)),
  );
  const won = await Promise.all(
    seen.map((one, index) =>
      (index % 2 ? opened.stores : opened.other).deadLetters.settleIncident(one!, tryAgain(one!, at(6)).again, at(6)),
    ),
  );
  expect(won.filter(Boolean)).toHaveLength(1);
  const after = await opened.stores.incidents.load('i1');
  expect(after?.deliveries['card-slack']?.progress).toEqual({ shown: 0, failures: 0 });
  expect(await opened.stores.deadLetters.incidents({ limit: 10 })).toEqual([]);
  // A process that dies now leaves it to the sweep.
  const { steps, sends } = await opened.stores.incidents.due(at(6), 10);
  expect([...steps, ...sends]).toContain('i1');
});

it('gives way to a sender that gives up another delivery meanwhile', async () => {
  await kept(1);
  const { incidents, deadLetters } = opened.stores;
  await incidents.record('i1', 'card-slack', dead(5), []);
  const seen = await deadLetters.incident(1);
  await incidents.record('i1', 'card-web', dead(6), []);
  expect(await deadLetters.settleIncident(seen!, tryAgain(seen!, at(7)).again, at(7))).toBe(false);
  const again = await deadLetters.incident(1);
  const [first] = tryAgain(again!, at(7)).again;
  expect(await deadLetters.settleIncident(again!, new Map([first!]), at(7))).toBe(true);
  // The other one is still there, under its own time.
  expect(deadDeliveries((await deadLetters.incident(1))!).map(({ id }) => id)).toEqual(['card-web']);
  expect(numbers(await deadLetters.incidents({ limit: 10, since: at(6) }))).toEqual([1]);
});

it('lets the sender have it like any other, and takes it back when that gives up again', async () => {
  await kept(1);
  const { incidents, deadLetters } = opened.stores;
  await incidents.record('i1', 'card-slack', dead(5), []);
  const claim = { by: 'one', revision: 5, shown: 0 };
  expect(await incidents.claim('i1', 'card-slack', claim)).toBe(false);
  const seen = await deadLetters.incident(1);
  await deadLetters.settleIncident(seen!, tryAgain(seen!, at(7)).again, at(7));
  expect(await incidents.claim('i1', 'card-slack', claim)).toBe(true);
  await incidents.record('i1', 'card-slack', dead(8, 'channel_archived'), []);
  const [lost] = deadDeliveries((await deadLetters.incident(1))!);
  expect(lost?.progress.dead.reason).toBe('channel_archived');
});

it('forgets by itself what was given up and is not lost', async () => {
  const page = { ...card('slack', 'page-1-slack-alice'), kind: 'page', person: 'alice', epoch: 0 } as const;
  await kept(1, [page]);
  await opened.stores.incidents.record('i1', page.id, { ...dead(5), shown: 1 }, []);
  expect(await opened.stores.deadLetters.incidents({ limit: 10 })).toEqual([]);
  expect(await opened.stores.deadLetters.count(10)).toBe(0);
});

it('settles letters, once', async () => {
  const { notifications, deadLetters } = opened.stores;
  const to = { platform: 'slack', kind: 'person', id: 'U0BOB' } as const;
  await notifications.put([{ id: 'a', to, message: { text: 'one' } }], start);
  const seen = await notifications.load('a');
  await notifications.record(seen!, dead(1));
  const [one] = await deadLetters.notifications({ limit: 10 });
  expect(await deadLetters.notifications({ limit: 10, since: at(2) })).toEqual([]);
  const fresh = { shown: 0, failures: 0 };
  // Either of two at once may be the one that settles it.
  const settled = await Promise.all([1, 2].map(() => deadLetters.settleNotification(one!, fresh, at(3))));
  expect(settled.toSorted()).toEqual([false, true]);
  expect(await notifications.due(at(3), 10)).toEqual(['a']);
  expect(await deadLetters.notifications({ limit: 10 })).toEqual([]);
});

it('does not sweep what was revised after it was given up', async () => {
  const { notifications } = opened.stores;
  const to = { platform: 'slack', kind: 'person', id: 'U0BOB' } as const;
  await notifications.put([{ id: 'a', to, message: { text: 'one' } }], start);
  await notifications.record((await notifications.load('a'))!, dead(1));
  await notifications.revise('a', { text: 'two' }, at(2));
  expect(await notifications.due(at(3), 10)).toEqual([]);
  expect(await opened.stores.overdueWork.find(at(9), 10)).toEqual([]);
});

it('finds overdue work by name and time, the most overdue first', async () => {
  await kept(1);
  await opened.stores.incidents.claim('i1', 'card-slack', { by: 'x', revision: 5 });
  await opened.stores.incidents.unclaim('i1', 'card-slack', 'x', at(2));
  const to = { platform: 'slack', kind: 'person', id: 'U0BOB' } as const;
  await opened.stores.notifications.put([{ id: 'a', to, message: { text: 'one' } }], at(1));
  const found = await opened.other.overdueWork.find(at(60), 10);
  expect(found).toEqual([
    { kind: 'notification', id: 'a', at: at(1) },
    { kind: 'delivery', id: 'i1', number: 1, title: 'Checkout is down', at: at(2) },
    { kind: 'step', id: 'i1', number: 1, title: 'Checkout is down', at: at(5) },
  ]);
  expect(await opened.stores.overdueWork.find(at(0), 10)).toEqual([]);
  expect((await opened.stores.overdueWork.notificationsUnder('a')).map(({ id }) => id)).toEqual(['a']);
  expect(await opened.stores.overdueWork.notificationsUnder('b')).toEqual([]);
});

it.each<[string, object]>([
  ['incidents', { deadAt: { $gte: new Date(0) } }],
  ['incidents', { dueAt: { $gt: new Date(0), $lte: start } }],
  ['incidents', { outboxAt: { $gt: new Date(0), $lte: start } }],
  ['incidents', { outboxBy: 'host-1' }],
  ['letters', { 'progress.claim.by': 'host-1' }],
  ['letters', { 'progress.dead.at': { $gte: new Date(0) } }],
  ['letters', { sendAt: { $gt: new Date(0), $lte: start } }],
  ['incidentAlerts', { _id: { $gt: 'i1:', $lt: 'i1;' } }],
  ['incidentEvents', { _id: { $gt: 'i1:', $lt: 'i1;' } }],
])('looks into an index of %s for %j', async (collection, filter) => {
  const plan = await opened.mongo.db.collection(collection).find(filter).explain();
  expect(JSON.stringify(plan)).toContain('IXSCAN');
  expect(JSON.stringify(plan)).not.toContain('COLLSCAN');
});
