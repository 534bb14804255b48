import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Notification, NotificationRequest, NotificationStore } from '../../../src/ports/notifications.ts';
import { type Opened, openFresh } from './opened.ts';

const now = new Date('2026-03-09T12:00:00Z');
const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
const to = { platform: 'slack', kind: 'person', id: 'U0BOB' } as const;
const wanted = (more: Partial<NotificationRequest> = {}): NotificationRequest => ({
  id: 'cover-1.$x',
  to,
  message: { text: 'one' },
  ...more,
});

let opened: Opened;
let notifications: NotificationStore;

beforeEach(async () => {
  opened = await openFresh();
  notifications = opened.stores.notifications;
});

afterEach(() => opened.close());

async function loaded(id = wanted().id): Promise<Notification> {
  return (await notifications.load(id))!;
}

describe('notifications on MongoDB', () => {
  it('are kept as they were given, also for another process', async () => {
    const message = { text: 'السلة 🧯', fields: [{ label: 'From', value: '', at: now }], zone: 'Europe/Berlin' };
    await notifications.put([wanted({ message, until: later(60) })], now);
    expect(await opened.other.notifications.load(wanted().id)).toStrictEqual({
      ...wanted({ message, until: later(60) }),
      revision: 1,
      progress: { shown: 0, failures: 0 },
    });
    expect(await notifications.load('another')).toBeUndefined();
  });

  it('are one notification however often and wherever they are asked for', async () => {
    await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? opened.other : opened.stores).notifications.put([wanted()], now),
      ),
    );
    expect(await notifications.due(now, 10)).toEqual([wanted().id]);
  });

  it('take the higher revision, in whichever order the revisions come', async () => {
    const revisions = [3, 1, 2].map((revision) => wanted({ revision, message: { text: `${revision}` } }));
    await Promise.all(revisions.map((one) => notifications.put([one], now)));
    expect(await loaded()).toMatchObject({ revision: 3, message: { text: '3' } });
    await notifications.put([wanted({ revision: 2 })], now);
    expect((await loaded()).message.text).toBe('3');
    expect(await notifications.revise(wanted().id, { text: 'four' }, now)).toBe(true);
    expect(await loaded()).toMatchObject({ revision: 4, message: { text: 'four' } });
    expect(await notifications.revise('nothing', { text: 'x' }, now)).toBe(false);
  });

  it('are claimed by one of many, and by another that knows whom it replaces', async () => {
    await notifications.put([wanted()], now);
    const seen = await loaded();
    const tries = await Promise.all(
      Array.from({ length: 10 }, (_, index) =>
        (index % 2 ? opened.other : opened.stores).notifications.claim(seen, 'me', later(300)),
      ),
    );
    expect(tries.filter(Boolean)).toHaveLength(1);
    expect(await notifications.due(later(299), 10)).toEqual([]);
    expect(await notifications.due(later(300), 10)).toEqual([seen.id]);
    expect(await notifications.inHandOf('me', 10)).toEqual([seen.id]);
    expect(await notifications.claim(seen, 'heir', later(300))).toBe(false);
    expect(await notifications.claim(await loaded(), 'heir', later(300))).toBe(true);
    expect(await notifications.inHandOf('me', 10)).toEqual([]);
    expect(await notifications.inHandOf('heir', 10)).toEqual([seen.id]);
  });

  it('are not claimed as they were: revised, sent, or given up meanwhile', async () => {
    await notifications.put([wanted()], now);
    const seen = await loaded();
    await notifications.revise(seen.id, { text: 'two' }, now);
    expect(await notifications.claim(seen, 'me', later(300))).toBe(false);
    const fresh = await loaded();
    await notifications.record(fresh, { shown: 2, failures: 0, ref: { at: to, id: 'm1' } });
    expect(await notifications.claim(fresh, 'me', later(300))).toBe(false);
    await notifications.revise(seen.id, { text: 'three' }, now);
    const third = await loaded();
    await notifications.record(third, { ...third.progress, failures: 1, dead: { reason: 'gone', at: now } });
    expect(await notifications.claim(await loaded(), 'me', later(300))).toBe(false);
  });

  it('take the failure of a process only while its claim stands', async () => {
    await notifications.put([wanted()], now);
    await notifications.claim(await loaded(), 'frozen', later(300));
    const seen = await loaded();
    await notifications.claim(seen, 'heir', later(300));
    expect(await notifications.record(await loaded(), { shown: 1, failures: 0 }, 'heir')).toBe(true);
    expect(await notifications.record(seen, { shown: 0, failures: 1, notBefore: later(1) }, 'frozen')).toBe(false);
    expect((await loaded()).progress).toStrictEqual({ shown: 1, failures: 0 });
    expect(await notifications.due(later(1000), 10)).toEqual([]);
  });

  it('stay due when they are revised while being sent', async () => {
    await notifications.put([wanted()], now);
    const seen = await loaded();
    await notifications.claim(seen, 'me', later(300));
    await notifications.revise(seen.id, { text: 'two' }, now);
    await notifications.record(seen, { shown: 1, failures: 0, ref: { at: to, id: 'm1' } });
    expect(await notifications.due(now, 10)).toEqual([seen.id]);
    const fresh = await loaded();
    expect(fresh.progress).toStrictEqual({ shown: 1, failures: 0, ref: { at: to, id: 'm1' } });
    await notifications.record(fresh, { ...fresh.progress, shown: 2 });
    expect(await notifications.due(later(1000), 10)).toEqual([]);
  });

  it('stay due when they are revised at the moment at which their result is written', async () => {
    const ids = Array.from({ length: 20 }, (_, index) => `n${index}`);
    await notifications.put(
      ids.map((id) => wanted({ id })),
      now,
    );
    await Promise.all(
      ids.flatMap((id) => [
        loaded(id).then((seen) => notifications.record({ ...seen, revision: 1 }, { shown: 1, failures: 0 })),
        opened.other.notifications.revise(id, { text: 'two' }, now),
      ]),
    );
    expect((await notifications.due(now, 100)).toSorted()).toEqual(ids.toSorted());
    for (const id of ids) expect(await loaded(id)).toMatchObject({ revision: 2, progress: { shown: 1 } });
  });

  it('come up when their time has come: at once, not before, or at the next try; the most overdue first', async () => {
    await notifications.put([wanted({ id: 'c' })], later(2));
    await notifications.put([wanted({ id: 'a', notBefore: later(60) }), wanted({ id: 'b' })], now);
    expect(await notifications.due(now, 10)).toEqual(['b']);
    expect(await notifications.due(later(60), 10)).toEqual(['b', 'c', 'a']);
    expect(await notifications.due(later(60), 1)).toEqual(['b']);
    await notifications.record(await loaded('b'), { shown: 0, failures: 1, notBefore: later(90) });
    expect(await notifications.due(later(89), 10)).toEqual(['c', 'a']);
    expect(await notifications.due(later(90), 10)).toContain('b');
  });

  it('are kept when they were given up, the latest first', async () => {
    for (const [index, id] of ['a', 'b', 'c'].entries()) {
      await notifications.put([wanted({ id })], now);
      await notifications.record(await loaded(id), { shown: 0, failures: 1, dead: { reason: id, at: later(index) } });
    }
    await notifications.put([wanted({ id: 'd' })], now);
    expect((await notifications.dead(2)).map(({ id }) => id)).toEqual(['c', 'b']);
    expect(await notifications.due(later(1000), 10)).toEqual(['d']);
  });
});
