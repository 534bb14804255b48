import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  mostSubscriptions,
  type OpenPages,
  openPagesForMs,
  type PushStore,
  type PushSubscription,
  subscriptionLifetimeMs,
} from '../../src/ports/chat/web-push.ts';

const start = new Date('2026-03-01T02:00:00Z');
const after = (ms: number) => new Date(start.getTime() + ms);

/** What the web chat relies on, wherever it keeps push subscriptions. `open` gives empty stores. */
export function pushStoreContract(
  name: string,
  open: () => Promise<{ pushes: PushStore; openPages: OpenPages; close(): Promise<void> }>,
): void {
  describe(`${name} keeps the push store's contract`, () => {
    let opened: Awaited<ReturnType<typeof open>>;

    beforeEach(async () => {
      opened = await open();
    });

    afterEach(async () => {
      await opened.close();
    });

    const one = (id: string, more: Partial<PushSubscription> = {}): PushSubscription => ({
      id,
      person: 'alice',
      endpoint: `https://push.example.org/${id}`,
      p256dh: 'p',
      auth: 'a',
      since: start,
      renewedAt: start,
      ...more,
    });
    const ids = async (person: string, at = start) => (await opened.pushes.of(person, at)).map(({ id }) => id);

    it('keeps the keys that came first', async () => {
      const first = { publicKey: 'one', privateKey: 'secret one' };
      expect(await opened.pushes.keys(first)).toEqual(first);
      expect(await opened.pushes.keys({ publicKey: 'two', privateKey: 'secret two' })).toEqual(first);
    });

    it('keeps a subscription for its person, and as a whole when the browser subscribes again', async () => {
      const kept = one('a', { session: 's', device: 'Firefox' });
      await opened.pushes.keep(kept);
      expect(await opened.pushes.of('alice', start)).toEqual([kept]);
      await opened.pushes.keep(one('a', { person: 'bob' }));
      expect(await ids('alice')).toEqual([]);
      expect(await opened.pushes.of('bob', start)).toEqual([one('a', { person: 'bob' })]);
    });

    it('drops the one that was confirmed the longest ago, beyond the most that a person may have', async () => {
      for (let number = 0; number <= mostSubscriptions; number += 1)
        await opened.pushes.keep(one(`b${number}`, { renewedAt: after(number) }));
      const kept = await ids('alice', after(1_000));
      expect(kept).toHaveLength(mostSubscriptions);
      expect(kept).not.toContain('b0');
      expect(kept[0]).toBe(`b${mostSubscriptions}`);
    });

    it('confirms one, for whoever uses the browser now, and says when it is gone', async () => {
      await opened.pushes.keep(one('a'));
      expect(await opened.pushes.renew('a', { person: 'bob', session: 's2' }, after(5))).toBe(true);
      expect(await opened.pushes.of('bob', after(5))).toEqual([
        one('a', { person: 'bob', session: 's2', renewedAt: after(5) }),
      ]);
      await opened.pushes.remove('a');
      expect(await opened.pushes.renew('a', { person: 'bob' }, after(5))).toBe(false);
      expect(await ids('bob')).toEqual([]);
    });

    it('leaves nothing of the earlier person to whom confirms one without a session', async () => {
      await opened.pushes.keep(one('a', { session: 's', device: 'Firefox' }));
      expect(await opened.pushes.renew('a', { person: 'bob' }, after(5))).toBe(true);
      expect(await opened.pushes.of('bob', after(5))).toEqual([one('a', { person: 'bob', renewedAt: after(5) })]);
    });

    it('drops the oldest of whoever confirms another person’s browser beyond the most that a person may have', async () => {
      for (let number = 0; number < mostSubscriptions; number += 1)
        await opened.pushes.keep(one(`b${number}`, { renewedAt: after(number) }));
      await opened.pushes.keep(one('bobs', { person: 'bob' }));
      await opened.pushes.renew('bobs', { person: 'alice' }, after(100));
      const kept = await ids('alice', after(1_000));
      expect(kept).toHaveLength(mostSubscriptions);
      expect(kept[0]).toBe('bobs');
      expect(kept).not.toContain('b0');
    });

    it('forgets one that its browser did not confirm for 30 days', async () => {
      await opened.pushes.keep(one('a'));
      expect(await ids('alice', after(subscriptionLifetimeMs - 1))).toEqual(['a']);
      expect(await ids('alice', after(subscriptionLifetimeMs))).toEqual([]);
    });

    it('finds everybody’s that were confirmed last within a time', async () => {
      await opened.pushes.keep(one('a'));
      await opened.pushes.keep(one('b', { person: 'bob', renewedAt: after(10) }));
      await opened.pushes.keep(one('c', { renewedAt: after(20) }));
      const found = await opened.pushes.confirmedBetween(start, after(10));
      expect(found).toEqual([one('b', { person: 'bob', renewedAt: after(10) })]);
    });

    it('removes those of a session, of a person, and of everybody who left', async () => {
      await opened.pushes.keep(one('a', { session: 's1' }));
      await opened.pushes.keep(one('b', { session: 's2' }));
      await opened.pushes.keep(one('c', { person: 'bob' }));
      await opened.pushes.removeOf('alice', 's1');
      expect(await ids('alice')).toEqual(['b']);
      await opened.pushes.removeOf('alice');
      expect(await ids('alice')).toEqual([]);
      expect(await opened.pushes.removeOthers(['alice'])).toBe(1);
      expect(await ids('bob')).toEqual([]);
    });

    it('knows who has a page open at any process, until that says otherwise or nothing any more', async () => {
      const { openPages } = opened;
      expect(await openPages.any('alice', start)).toBe(false);
      await openPages.put('one', ['alice', 'bob'], start);
      await openPages.put('two', ['carol'], start);
      expect(await openPages.any('alice', start)).toBe(true);
      await openPages.put('one', ['bob'], start);
      expect(await openPages.any('alice', start)).toBe(false);
      expect(await openPages.any('carol', after(openPagesForMs - 1))).toBe(true);
      expect(await openPages.any('carol', after(openPagesForMs))).toBe(false);
      await openPages.put('two', [], start);
      expect(await openPages.any('carol', start)).toBe(false);
    });
  });
}
