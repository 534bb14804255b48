import { expect, it } from 'vitest';
import type { Progress } from '../../../src/domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../../src/domain/incident/incident.ts';
import { StaleIncident } from '../../../src/ports/incidents.ts';
import {
  at,
  declaration,
  declared,
  delivery,
  givenStores,
  next,
  note,
  type StoreUnderTest,
  unsent,
  withDeliveries,
} from './given.ts';

/** How deliveries go on, and who has them in hand. */
export function deliveriesAreClaimed(tested: () => StoreUnderTest): void {
  const stores = givenStores(tested);

  it('lets the deliveries leave that a decision takes away, and none that it has not seen', async () => {
    const given = declared(1, withDeliveries(delivery('page-1-bob.b'), delivery('card-web')));
    await stores.declare(given);
    await stores.store.record('inc-1', 'page-1-bob.b', { shown: 1, failures: 0 }, []);
    await stores.store.lose(
      'inc-1',
      delivery('event-1-x', { shown: 0, failures: 1, dead: { reason: 'no', at: at(1) } }),
    );
    const decided = next(given, withDeliveries(delivery('card-web'), delivery('card-2')));
    await stores.store.commit({ next: decided, from: given, events: [] });
    expect(Object.keys((await stores.loaded('inc-1')).deliveries).sort()).toEqual(['card-2', 'card-web', 'event-1-x']);
    // A sender that comes late writes of what is no delivery any more.
    await stores.store.record('inc-1', 'page-1-bob.b', { shown: 2, failures: 0 }, []);
    expect((await stores.loaded('inc-1')).deliveries).not.toHaveProperty('page-1-bob.b');
  });

  it('fixes what a message to a room tells, for whoever knows what was fixed before', async () => {
    const notices = { ...delivery('notices-web'), kind: 'notices', progress: { shown: 2, failures: 0 } } as const;
    await stores.declare(declared(1, { seq: 9, ...withDeliveries(notices) }));
    const claim = (known: number | undefined, upTo: number, from?: string) =>
      stores.store.claim('inc-1', notices.id, {
        by: 'me',
        revision: 9,
        shown: 2,
        range: { known, upTo },
        ...(from !== undefined && { from }),
      });
    expect(await claim(4, 5)).toBe(false);
    expect(await claim(undefined, 5)).toBe(true);
    expect((await stores.loaded('inc-1')).deliveries[notices.id]?.progress).toMatchObject({ shown: 2, upTo: 5 });
    expect(await claim(undefined, 7, 'me')).toBe(false);
    expect(await claim(5, 5, 'me')).toBe(true);
  });

  it('forgets what a decision took away', async () => {
    const policy = { id: 'p', levels: [], repeat: 0 };
    await stores.declare(
      declared(1, {
        acknowledged: { by: 'bob', at: at(1), via: 'slack' },
        escalation: { policy, level: 0, round: 0, dueAt: at(5) },
        paged: { bob: at(1) },
      }),
    );
    const { acknowledged: _taken, ...rest } = await stores.loaded('inc-1');
    await stores.store.commit({ next: next(rest, { escalation: { policy, level: 0, round: 0 } }), events: [] });
    const kept = await stores.loaded('inc-1');
    expect(kept).not.toHaveProperty('acknowledged');
    expect(kept.escalation).not.toHaveProperty('dueAt');
    expect(await stores.due(at(1000))).toEqual([]);
  });

  it('leaves the progress of deliveries to the sender, whatever a decision believes it to be', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('card-web'))));
    const decidedOn = await stores.loaded('inc-1');
    const sent: Progress = { shown: 1, failures: 0, ref: { at: delivery('x').to!, id: 'm1' } };
    await stores.store.record('inc-1', 'card-web', sent, []);
    const to = { platform: 'web', kind: 'channel', id: 'elsewhere' } as const;
    await stores.store.commit({
      next: next(decidedOn, withDeliveries({ ...delivery('card-web'), to }, delivery('card-2'))),
      events: [note('hello')],
    });
    expect((await stores.loaded('inc-1')).deliveries).toEqual({
      'card-web': { ...delivery('card-web', sent), to },
      'card-2': delivery('card-2'),
    });
  });

  it('loses neither decisions nor marks when both come in at once', async () => {
    const ids = Array.from({ length: 10 }, (_, index) => `card-${index}`);
    await stores.declare(declared(1, withDeliveries(...ids.map((id) => delivery(id)))));
    async function decideTenTimes(): Promise<void> {
      for (let index = 0; index < 10; index += 1) {
        const incident = await stores.loaded('inc-1', stores.other);
        const deliveries = { ...incident.deliveries, [`notice-${index}`]: delivery(`notice-${index}`) };
        await stores.other.commit({ next: next(incident, { deliveries }), events: [note(`${index}`)] });
      }
    }
    const sent: Progress = { shown: 1, failures: 0 };
    await Promise.all([decideTenTimes(), ...ids.map((id) => stores.store.record('inc-1', id, sent, [`web|${id}`]))]);
    const kept = await stores.loaded('inc-1');
    expect(kept.version).toBe(11);
    expect(Object.keys(kept.deliveries)).toHaveLength(20);
    for (const id of ids) {
      expect(kept.deliveries[id]?.progress).toEqual(sent);
      expect((await stores.store.byAddress(`web|${id}`))?.id).toBe('inc-1');
    }
    expect((await stores.store.timeline('inc-1')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
  });

  it('gives a delivery to one of forty who claim it', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('page-1-bob.b'))));
    const claims = await Promise.all(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? stores.store : stores.other).claim('inc-1', 'page-1-bob.b', {
          by: `sender ${index}`,
          revision: 1,
        }),
      ),
    );
    expect(claims.filter(Boolean)).toHaveLength(1);
    const winner = claims.indexOf(true);
    expect((await stores.loaded('inc-1')).deliveries['page-1-bob.b']?.progress.claim).toEqual({
      by: `sender ${winner}`,
    });
  });

  it('gives a claim to one of those who replace the process that has it, and to nobody else', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('a'))));
    const claim = (by: string, from?: string) =>
      stores.store.claim('inc-1', 'a', { by, revision: 1, ...(from !== undefined && { from }) });
    expect(await claim('first')).toBe(true);
    expect(await claim('second')).toBe(false);
    expect(await claim('second', 'another')).toBe(false);
    const heirs = await Promise.all(['x', 'y', 'z'].map((by) => claim(by, 'first')));
    expect(heirs.filter(Boolean)).toHaveLength(1);
    expect(await claim('first', 'first')).toBe(false);
  });

  it('refuses claims of what is shown, given up, or unknown', async () => {
    await stores.declare(
      declared(1, {
        revision: 3,
        ...withDeliveries(
          delivery('shown', { shown: 3, failures: 0 }),
          delivery('behind', { shown: 2, failures: 0 }),
          delivery('dead', { shown: 0, failures: 1, dead: { reason: 'gone', at: at(0) } }),
        ),
      }),
    );
    const claim = (id: string, name: string) => stores.store.claim(id, name, { by: 'me', revision: 3 });
    expect(await claim('inc-1', 'shown')).toBe(false);
    expect(await claim('inc-1', 'behind')).toBe(true);
    expect(await claim('inc-1', 'dead')).toBe(false);
    expect(await claim('inc-1', 'unknown')).toBe(false);
    expect(await claim('inc-2', 'behind')).toBe(false);
  });

  it('drops the claim with the mark', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('a'))));
    await stores.store.claim('inc-1', 'a', { by: 'me', revision: 1 });
    const held = (await stores.loaded('inc-1')).deliveries.a!.progress;
    await stores.store.record('inc-1', 'a', { ...held, shown: 1 }, []);
    expect((await stores.loaded('inc-1')).deliveries.a?.progress).toEqual({ shown: 1, failures: 0 });
    expect(await stores.store.claim('inc-1', 'a', { by: 'you', revision: 2 })).toBe(true);
  });

  it('takes a failure only while the claim of its process stands, and what arrived in any case', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('a'), delivery('b'))));
    const failed: Progress = { shown: 0, failures: 1, notBefore: at(5) };
    await stores.store.claim('inc-1', 'a', { by: 'frozen', revision: 1 });
    expect(await stores.store.record('inc-1', 'a', failed, ['web|x'], 'frozen')).toBe(true);
    expect((await stores.loaded('inc-1')).deliveries.a?.progress).toEqual(failed);
    expect((await stores.store.byAddress('web|x'))?.number).toBe(1);
    expect(await stores.due(at(5))).toEqual(['inc-1']);
    await stores.store.claim('inc-1', 'b', { by: 'frozen', revision: 1 });
    await stores.other.claim('inc-1', 'b', { by: 'heir', from: 'frozen', revision: 1 });
    expect(await stores.store.record('inc-1', 'b', failed, [], 'frozen')).toBe(false);
    expect((await stores.loaded('inc-1')).deliveries.b?.progress).toEqual({
      shown: 0,
      failures: 0,
      claim: { by: 'heir' },
    });
    expect(await stores.store.record('inc-1', 'b', { shown: 1, failures: 0 }, [])).toBe(true);
    expect((await stores.loaded('inc-1')).deliveries.b?.progress).toEqual({ shown: 1, failures: 0 });
  });

  it('writes what became of a delivery with the decision that tells of it, or neither', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('page'), delivery('card'))));
    await stores.store.claim('inc-1', 'page', { by: 'me', revision: 1 });
    const seen = await stores.loaded('inc-1');
    const late = await stores.loaded('inc-1', stores.other);
    const decide = (from: Incident, shown: number) => {
      const progress: Progress = { shown, failures: 0 };
      const deliveries = { ...from.deliveries, page: { ...from.deliveries.page!, progress } };
      return {
        next: next(from, { deliveries }),
        from,
        events: [note(`at ${shown}`)],
        result: { delivery: 'page', progress },
      };
    };
    const first = decide(seen, 1);
    await stores.store.commit(first);
    await expect(stores.other.commit(decide(late, 7))).rejects.toBeInstanceOf(StaleIncident);
    const kept = await stores.loaded('inc-1');
    expect(kept.deliveries.page?.progress).toEqual({ shown: 1, failures: 0 });
    expect((await stores.store.timeline('inc-1')).map(({ event }) => event)).toEqual([declaration, note('at 1')]);
    // Whoever decided knows that mark, and whoever had read before does not.
    expect(await stores.other.settle(late, { lookAt: undefined, by: [] })).toBe(false);
    expect(await stores.store.settle(first.next, { lookAt: undefined, by: [] })).toBe(true);
  });

  it('knows which incidents a process has in hand, from the decision on until they are settled', async () => {
    await stores.store.commit({ next: declared(1, withDeliveries(delivery('a'))), events: [declaration], by: 'one' });
    await stores.declare(declared(2, withDeliveries(delivery('a'))));
    expect(await stores.store.inHandOf('one', 10)).toEqual(['inc-1']);
    await stores.store.commit({ next: next(await stores.loaded('inc-1')), events: [], by: 'two' });
    await stores.store.claim('inc-2', 'a', { by: 'two', revision: 1 });
    expect((await stores.other.inHandOf('two', 10)).toSorted()).toEqual(['inc-1', 'inc-2']);
    expect(await stores.other.inHandOf('two', 1)).toHaveLength(1);
    expect(
      await stores.other.settle(await stores.loaded('inc-1', stores.other), { lookAt: undefined, by: ['two'] }),
    ).toBe(true);
    expect(await stores.store.inHandOf('one', 10)).toEqual([]);
    expect(await stores.store.settle(await stores.loaded('inc-1'), { lookAt: undefined, by: [] })).toBe(true);
    expect(await stores.store.inHandOf('two', 10)).toEqual(['inc-2']);
  });

  it('adds what was given up before it was a delivery, once, and keeps it through decisions', async () => {
    const given = declared(1, withDeliveries(delivery('a')));
    await stores.declare(given);
    const lost = {
      ...delivery('event-1-x.y', { shown: 0, failures: 1, dead: { reason: 'no', at: at(3) } }),
      about: note('$'),
    };
    await Promise.all([stores.store.lose('inc-1', lost), stores.other.lose('inc-1', lost)]);
    expect((await stores.loaded('inc-1')).deliveries['event-1-x.y']).toEqual(lost);
    await stores.store.record('inc-1', lost.id, { shown: 1, failures: 0 }, []);
    await stores.store.lose('inc-1', lost);
    await stores.store.commit({ next: next(given), from: given, events: [note('later')] });
    expect((await stores.loaded('inc-1')).deliveries[lost.id]?.progress).toEqual({ shown: 1, failures: 0 });
    await expect(stores.store.lose('inc-2', lost)).rejects.toThrow('no incident');
  });

  it('refuses to mark what does not exist', async () => {
    await stores.declare(declared(1, withDeliveries(delivery('a'))));

    await expect(stores.store.record('inc-2', 'a', unsent, [])).rejects.toThrow('no delivery a');
  });
}
