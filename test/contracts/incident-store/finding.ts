import { describe, expect, it } from 'vitest';
import { addressKey } from '../../../src/domain/address.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import type { IncidentQuery } from '../../../src/ports/incidents.ts';
import { at, declared, delivery, givenStores, next, type StoreUnderTest, withDeliveries } from './given.ts';

/** How incidents are found. */
export function incidentsAreFound(tested: () => StoreUnderTest): void {
  const stores = givenStores(tested);

  describe('finding', () => {
    it('lists the newest first, page by page', async () => {
      for (let number = 1; number <= 7; number += 1) await stores.declare(declared(number));
      const first = await stores.store.list({ limit: 3 });
      expect(first.items.map((one) => one.number)).toEqual([7, 6, 5]);
      const second = await stores.store.list({ limit: 3, after: first.next! });
      expect(second.items.map((one) => one.number)).toEqual([4, 3, 2]);
      const third = await stores.store.list({ limit: 3, after: second.next! });
      expect(third.items.map((one) => one.number)).toEqual([1]);
      expect(third.next).toBeUndefined();
      expect((await stores.store.list({ limit: 7 })).next).toBeUndefined();
    });

    it('lists by state and by service', async () => {
      await stores.declare(declared(1, { service: 'checkout' }));
      await stores.declare(declared(2, { state: 'acknowledged', service: 'search' }));
      await stores.declare(declared(3, { state: 'resolved', service: 'checkout' }));
      const numbers = async (query: { state?: Incident['state'] | 'open' | 'all'; service?: string }) =>
        (await stores.store.list({ limit: 10, ...query })).items.map((one) => one.number);
      expect(await numbers({})).toEqual([2, 1]);
      expect(await numbers({ state: 'open' })).toEqual([2, 1]);
      expect(await numbers({ state: 'all' })).toEqual([3, 2, 1]);
      expect(await numbers({ state: 'resolved' })).toEqual([3]);
      expect(await numbers({ state: 'triggered' })).toEqual([1]);
      expect(await numbers({ service: 'checkout' })).toEqual([1]);
      expect(await numbers({ state: 'all', service: 'checkout' })).toEqual([3, 1]);
      expect(await numbers({ service: 'unknown' })).toEqual([]);
    });

    it('lists those that were declared in a period, page by page', async () => {
      // Numbers are left out: 4 was never given, and 6 to 40 are of incidents that were deleted.
      for (const number of [1, 2, 3, 5, 41, 42]) {
        await stores.declare(declared(number, { declared: { by: 'alice', at: at(number * 60), via: 'web' } }));
      }
      const numbers = async (from: number | undefined, until?: number, more: Partial<IncidentQuery> = {}) => {
        const period = { ...(from && { from: at(from * 60) }), ...(until && { until: at(until * 60) }) };
        const { items } = await stores.store.list({ state: 'all', limit: 10, ...more, declared: period });
        return items.map((one) => one.number);
      };
      expect(await numbers(3)).toEqual([42, 41, 5, 3]);
      expect(await numbers(4, 42)).toEqual([41, 5]);
      expect(await numbers(undefined, 3)).toEqual([2, 1]);
      expect(await numbers(6, 40)).toEqual([]);
      expect(await numbers(43)).toEqual([]);
      expect(await numbers(2, undefined, { limit: 2, after: 41 })).toEqual([5, 3]);
      expect(await numbers(2, 42, { state: 'open', severity: 'sev2' })).toEqual([]);
    });

    it('lists those that were resolved in a period, whenever they were declared, page by page', async () => {
      const resolvedAt: Readonly<Record<number, number>> = { 1: 50, 2: 10, 3: 40, 5: 20 };
      for (const number of [1, 2, 3, 4, 5]) {
        const minute = resolvedAt[number];
        const service = number === 3 ? 'search' : 'checkout';
        const resolved = minute && ({ by: 'alice', at: at(minute * 60), via: 'web' } as const);
        await stores.declare(declared(number, { service, ...(resolved && { state: 'resolved', resolved }) }));
      }
      const list = (from: number, until?: number, more: Partial<IncidentQuery> = {}) =>
        stores.store.list({
          state: 'resolved',
          limit: 10,
          ...more,
          resolved: { from: at(from * 60), ...(until && { until: at(until * 60) }) },
        });
      const numbers = async (...query: Parameters<typeof list>) =>
        (await list(...query)).items.map((one) => one.number);
      expect(await numbers(20)).toEqual([5, 3, 1]);
      expect(await numbers(20, 50)).toEqual([5, 3]);
      expect(await numbers(60)).toEqual([]);
      expect(await numbers(0, 60, { service: 'checkout', severity: 'sev1' })).toEqual([5, 2, 1]);
      const first = await list(0, 60, { limit: 2 });
      expect([first.items.map((one) => one.number), first.next]).toEqual([[5, 3], 3]);
      const second = await list(0, 60, { limit: 2, after: 3 });
      expect([second.items.map((one) => one.number), second.next]).toEqual([[2, 1], undefined]);
    });

    it('tells the incident from a message or a room, the latest of several', async () => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))));
      await stores.declare(declared(2, withDeliveries(delivery('a'))));
      await stores.store.record('inc-2', 'a', { shown: 1, failures: 0 }, ['slack|C1', 'slack|C1:9']);
      await stores.store.record('inc-1', 'a', { shown: 1, failures: 0 }, ['slack|C1']);
      expect((await stores.store.byAddress('slack|C1'))?.number).toBe(2);
      expect((await stores.store.byAddress('slack|C1:9'))?.number).toBe(2);
      expect(await stores.store.byAddress('discord|C1')).toBeUndefined();
      const room = {
        platform: 'web',
        style: 'channel',
        address: { platform: 'web', kind: 'channel', id: 'incident-1' },
        underCard: false,
      } as const;
      await stores.store.commit({ next: next(await stores.loaded('inc-1'), { rooms: [room] }), events: [] });
      expect((await stores.store.byAddress(addressKey('web', 'incident-1')))?.number).toBe(1);
    });

    it('tells the open incident for which a person was paged last', async () => {
      await stores.declare(declared(1, { paged: { 'bob.b': at(50), carol: at(1) } }));
      await stores.declare(declared(2, { paged: { 'bob.b': at(10) } }));
      await stores.declare(declared(3, { paged: { 'bob.b': at(90) }, state: 'resolved' }));
      expect((await stores.store.latestPageOf('bob.b'))?.number).toBe(1);
      expect((await stores.store.latestPageOf('carol'))?.number).toBe(1);
      expect(await stores.store.latestPageOf('bob')).toBeUndefined();
      await stores.store.commit({
        next: next(await stores.loaded('inc-2'), { paged: { 'bob.b': at(60) } }),
        events: [],
      });
      expect((await stores.store.latestPageOf('bob.b'))?.number).toBe(2);
    });
  });
}
