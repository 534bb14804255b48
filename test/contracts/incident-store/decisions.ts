import { expect, it } from 'vitest';
import { StaleIncident } from '../../../src/ports/incidents.ts';
import {
  at,
  count,
  declaration,
  declared,
  delivery,
  givenStores,
  next,
  note,
  type StoreUnderTest,
  withDeliveries,
} from './given.ts';

/** How decisions are kept. */
export function decisionsAreKept(tested: () => StoreUnderTest): void {
  const stores = givenStores(tested);

  it('gives each number once, however many ask at once', async () => {
    const numbers = await Promise.all(
      Array.from({ length: 100 }, (_, index) => (index % 2 ? stores.store : stores.other).nextNumber()),
    );
    expect(new Set(numbers).size).toBe(100);
    expect(Math.min(...numbers)).toBe(1);
  });

  it('gives back what it was given, to the last field', async () => {
    const incident = declared(1, {
      title: 'السلة معطلة 🧯 $where.it {"$gt": ""}',
      description: 'Since 02:00',
      service: 'checkout',
      state: 'resolved',
      acknowledged: { by: 'bob', at: at(1), via: 'slack' },
      resolved: { by: 'bob', at: at(2), via: 'telegram', summary: 'rolled back' },
      escalation: {
        policy: {
          id: 'default',
          levels: [{ page: [{ schedule: 'primary' }, { team: 'payments' }], escalateAfterMs: 300_000 }],
          repeat: 2,
        },
        level: 0,
        round: 1,
        dueAt: at(300),
      },
      paged: { 'bob.builder': at(1), $carol: at(2) },
      rooms: [
        {
          platform: 'slack',
          style: 'channel',
          address: { platform: 'slack', kind: 'channel', id: 'C1' },
          underCard: false,
        },
      ],
      handled: ['slack:1', 'slack:2'],
      epoch: 2,
      ...withDeliveries(
        delivery('card-web', {
          shown: 1,
          failures: 2,
          ref: { at: { platform: 'web', kind: 'channel', id: 'incidents' }, id: 'm1' },
          notBefore: at(9),
          claim: { by: 'me' },
          lastFailure: 'It was away',
        }),
        delivery('page-3-bob.builder-$web-100%', { shown: 0, failures: 9, dead: { reason: 'gone', at: at(3) } }),
        { ...delivery('notice-1'), kind: 'notice', about: note('look') },
      ),
    });
    await stores.declare(incident);
    expect(await stores.store.load(incident.id)).toStrictEqual(incident);
    expect(await stores.store.byNumber(1)).toStrictEqual(incident);
    expect(await stores.other.load(incident.id)).toStrictEqual(incident);
    expect(await stores.store.timeline(incident.id)).toStrictEqual([{ seq: 1, event: declaration }]);
  });

  it('knows nothing of what was never declared', async () => {
    expect(await stores.store.load('inc-1')).toBeUndefined();
    expect(await stores.store.byNumber(1)).toBeUndefined();
    expect(await stores.store.byAddress('web|nowhere')).toBeUndefined();
    expect(await stores.store.latestPageOf('alice')).toBeUndefined();
    expect(await stores.store.timeline('inc-1')).toEqual([]);
    expect(await stores.due(at(0))).toEqual([]);
    expect(await stores.store.list({ limit: 10 })).toEqual({ items: [] });
  });

  it('refuses the repeat of a declaration, and a number that is taken', async () => {
    const incident = declared(1);
    await stores.declare(incident);
    await expect(stores.declare({ ...incident, title: 'Again' })).rejects.toBeInstanceOf(StaleIncident);
    await expect(stores.declare({ ...incident, id: 'inc-x' })).rejects.toBeInstanceOf(StaleIncident);
    expect((await stores.loaded('inc-1')).title).toBe('Checkout is down');
    expect(await stores.store.timeline('inc-1')).toHaveLength(1);
    expect(await stores.store.load('inc-x')).toBeUndefined();
  });

  it('lets one of many declarations of the same incident win', async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 ? stores.store : stores.other).commit({
          next: declared(index + 1, { id: 'same' }),
          events: [declaration],
        }),
      ),
    );
    expect(count(outcomes)).toBe(1);
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StaleIncident);
  });

  it('lets one of forty decisions on the same version win, with its events alone', async () => {
    await stores.declare(declared(1));
    const incident = await stores.loaded('inc-1');
    const outcomes = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        (index % 2 ? stores.store : stores.other).commit({
          next: next(incident, { title: `Title ${index}`, ...withDeliveries(delivery(`card-${index}`)) }),
          events: [note(`note ${index}`)],
        }),
      ),
    );
    expect(count(outcomes)).toBe(1);
    for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StaleIncident);
    const winner = outcomes.findIndex((one) => one.status === 'fulfilled');
    const kept = await stores.loaded('inc-1');
    expect(kept).toMatchObject({ title: `Title ${winner}`, version: 2 });
    expect(Object.keys(kept.deliveries)).toEqual([`card-${winner}`]);
    expect(await stores.store.timeline('inc-1')).toEqual([
      { seq: 1, event: declaration },
      { seq: 2, event: note(`note ${winner}`) },
    ]);
  });

  it('refuses a decision on an incident that is not there, or on an older version', async () => {
    await expect(stores.store.commit({ next: declared(9, { version: 2 }), events: [] })).rejects.toBeInstanceOf(
      StaleIncident,
    );
    await stores.declare(declared(1));
    const old = await stores.loaded('inc-1');
    await stores.store.commit({ next: next(old), events: [] });
    await expect(stores.store.commit({ next: next(old), events: [] })).rejects.toBeInstanceOf(StaleIncident);
  });
}
