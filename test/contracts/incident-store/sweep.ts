import { describe, expect, it } from 'vitest';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { StaleIncident } from '../../../src/ports/incidents.ts';
import { at, declared, delivery, givenStores, next, note, type StoreUnderTest, withDeliveries } from './given.ts';

/** What a sweep finds. */
export function sweepFinds(tested: () => StoreUnderTest): void {
  const stores = givenStores(tested);

  describe('the sweep', () => {
    it('finds what a decision left to send, until it is settled', async () => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))), at(30));
      expect(await stores.due(at(29.999))).toEqual([]);
      expect(await stores.due(at(30))).toEqual(['inc-1']);
      await stores.store.settle(await stores.loaded('inc-1'), { lookAt: at(60), by: [] });
      expect(await stores.due(at(30))).toEqual([]);
      expect(await stores.due(at(60))).toEqual(['inc-1']);
      await stores.store.settle(await stores.loaded('inc-1'), { lookAt: undefined, by: [] });
      expect(await stores.due(at(10_000))).toEqual([]);
    });

    it('settles a decision as its decider kept it, without reading it again', async () => {
      const first = declared(1);
      await stores.declare(first, at(30));
      await stores.store.settle(first, { lookAt: undefined, by: [] });
      expect(await stores.due(at(30))).toEqual([]);
      const second = next(await stores.loaded('inc-1'));
      await stores.store.commit({ next: second, events: [], lookAt: at(60) });
      await stores.store.settle(second, { lookAt: undefined, by: [] });
      expect(await stores.due(at(60))).toEqual([]);
    });

    it('does not settle what the decider had not seen', async () => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))), at(30));
      const seen = await stores.loaded('inc-1');
      await stores.store.record('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(20) }, []);
      const decided = next(seen);
      await stores.store.commit({ next: decided, events: [] });
      await stores.store.settle(decided, { lookAt: undefined, by: [] });
      expect(await stores.due(at(20))).toEqual(['inc-1']);
    });

    it('leaves alone what a decision settles in its own write', async () => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))), at(30));
      await stores.store.claim('inc-1', 'a', { by: 'me', revision: 1 });
      const seen = await stores.loaded('inc-1');
      const result = { delivery: 'a', progress: { shown: 1, failures: 0 } };
      const decided = next(seen, { title: 'Costs $5' });
      const change = { next: decided, from: seen, result, lookAt: at(60), by: 'me', settles: true };
      expect(await stores.store.commit({ ...change, events: [note('Looking')] })).toBe(true);
      expect(await stores.due(at(10_000))).toEqual([]);
      expect(await stores.store.inHandOf('me', 10)).toEqual([]);
      const kept = await stores.loaded('inc-1');
      expect(kept).toMatchObject({ version: 2, title: 'Costs $5' });
      expect(kept.deliveries.a?.progress).toEqual({ shown: 1, failures: 0 });
      expect((await stores.store.timeline('inc-1')).map(({ event }) => event.type)).toEqual(['declared', 'noted']);
      // What is written after it counts on.
      await stores.store.commit({ next: next(decided), from: decided, events: [note('Looking')], settles: true });
      expect(await stores.due(at(10_000))).toEqual([]);
    });

    it('looks at what a decision was to settle when somebody else has written since', async () => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))));
      const seen = await stores.loaded('inc-1', stores.other);
      await stores.store.record('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(20) }, []);
      const change = {
        next: next(seen),
        from: seen,
        events: [note('Looking')],
        lookAt: at(60),
        by: 'me',
        settles: true,
      };
      expect(await stores.other.commit(change)).toBe(false);
      expect(await stores.due(at(20))).toEqual(['inc-1']);
      expect(await stores.store.inHandOf('me', 10)).toEqual(['inc-1']);
      expect((await stores.loaded('inc-1')).version).toBe(2);
      await expect(stores.other.commit(change)).rejects.toThrow(StaleIncident);
    });

    it('never puts off what is due earlier', async () => {
      await stores.declare(declared(1), at(30));
      await stores.store.commit({ next: next(await stores.loaded('inc-1')), events: [], lookAt: at(90) });
      expect(await stores.due(at(30))).toEqual(['inc-1']);
      await stores.store.commit({ next: next(await stores.loaded('inc-1')), events: [], lookAt: at(10) });
      expect(await stores.due(at(10))).toEqual(['inc-1']);
    });

    it('comes back for a retry, and for what a process gives back', async () => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))));
      await stores.store.claim('inc-1', 'a', { by: 'me', revision: 1 });
      expect(await stores.due(at(1000))).toEqual([]);
      await stores.store.unclaim('inc-1', 'a', 'another', at(3));
      expect(await stores.due(at(1000))).toEqual([]);
      await stores.store.unclaim('inc-1', 'a', 'me', at(30));
      expect(await stores.due(at(29))).toEqual([]);
      expect(await stores.due(at(30))).toEqual(['inc-1']);
      await stores.store.record('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(12) }, []);
      expect(await stores.due(at(11))).toEqual([]);
      expect(await stores.due(at(12))).toEqual(['inc-1']);
    });

    it.each([
      ['a decision', (seen: Incident) => stores.store.commit({ next: next(seen), events: [], lookAt: at(20) })],
      [
        'a claim',
        async () => {
          await stores.store.claim('inc-1', 'a', { by: 'me', revision: 1 });
          await stores.store.unclaim('inc-1', 'a', 'me', at(20));
        },
      ],
      ['a mark', () => stores.store.record('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(20) }, [])],
    ])('is not called off by a sender that has not seen %s', async (_what, write) => {
      await stores.declare(declared(1, withDeliveries(delivery('a'))), at(30));
      const seen = await stores.loaded('inc-1', stores.other);
      await write(seen);
      await stores.other.settle(seen, { lookAt: undefined, by: [] });
      expect(await stores.due(at(20))).toEqual(['inc-1']);
    });

    it('always finds a decision that races with settling', async () => {
      await stores.declare(declared(1), at(30));
      for (let round = 0; round < 15; round += 1) {
        const seen = await stores.loaded('inc-1');
        await Promise.all([
          stores.other.settle(await stores.loaded('inc-1', stores.other), { lookAt: undefined, by: [] }),
          stores.store.commit({ next: next(seen), events: [], lookAt: at(20) }),
        ]);
        expect(await stores.due(at(20))).toEqual(['inc-1']);
      }
    });

    it('finds steps, and what else is to be sent, the most overdue first, as many as asked for of each', async () => {
      const policy = { id: 'p', levels: [], repeat: 0 };
      const escalating = (seconds: number) => ({ escalation: { policy, level: 0, round: 0, dueAt: at(seconds) } });
      await stores.declare(declared(1, escalating(40)), at(50));
      await stores.declare(declared(2), at(10));
      await stores.declare(declared(3, escalating(20)));
      await stores.declare(declared(4, escalating(5)), at(100));
      await stores.declare(declared(5, escalating(200)));
      await stores.declare(declared(6));
      await stores.declare(declared(7), at(8));
      expect(await stores.store.due(at(150), 10)).toEqual({
        steps: ['inc-4', 'inc-3', 'inc-1'],
        sends: ['inc-7', 'inc-2'],
      });
      expect(await stores.store.due(at(150), 1)).toEqual({ steps: ['inc-4'], sends: ['inc-7'] });
      expect(await stores.store.due(at(5), 10)).toEqual({ steps: ['inc-4'], sends: [] });
    });
  });
}
