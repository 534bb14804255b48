import { expect, it } from 'vitest';
import type { AlertGroup, GroupedAlert } from '../../../src/domain/alerts/grouped-alert.ts';
import type { IncidentEvent } from '../../../src/domain/incident/events.ts';
import { StaleIncident } from '../../../src/ports/incidents.ts';
import { at, byTitle, declared, givenStores, next, note, type StoreUnderTest, start } from './given.ts';

/** What leaves the document of a long incident. */
export function longIncidentsStaySmall(tested: () => StoreUnderTest): void {
  const stores = givenStores(tested);

  it('gives the timeline of a long incident page by page, and keeps its document small', async () => {
    await stores.declare(declared(1));
    const texts = Array.from({ length: 60 }, (_, index) => `${index}: ${'x'.repeat(2_000)}`);
    let incident = await stores.loaded('inc-1');
    for (const text of texts) {
      const following = next(incident);
      await stores.store.commit({ next: following, from: incident, events: [note(text)] });
      incident = following;
    }
    const all = await stores.store.timeline('inc-1');
    expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    expect(all.slice(1).map(({ event }) => event)).toStrictEqual(texts.map(note));
    expect(await stores.other.timeline('inc-1', { after: 20, limit: 3 })).toStrictEqual(all.slice(20, 23));
    expect(await stores.other.timeline('inc-1', { after: 58, limit: 100 })).toStrictEqual(all.slice(58));
    expect(await stores.other.timeline('inc-1', { after: 61, limit: 100 })).toEqual([]);
  });

  it('moves the events of a decision that loses no sooner than those of the winner', async () => {
    await stores.declare(declared(1));
    const long = (text: string) => note(`${text} ${'x'.repeat(4_000)}`);
    for (let round = 0; round < 6; round += 1) {
      const incident = await stores.loaded('inc-1');
      await Promise.allSettled(
        Array.from({ length: 8 }, (_, index) =>
          (index % 2 ? stores.store : stores.other).commit({
            next: next(incident),
            from: incident,
            events: [long(`${round} ${index}`), long('and more')],
          }),
        ),
      );
    }
    const events = await stores.store.timeline('inc-1');
    expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
    const rounds = events.flatMap(({ event }) => (event.type === 'noted' ? [event.text.slice(0, 1)] : []));
    expect(rounds).toEqual(['0', 'a', '1', 'a', '2', 'a', '3', 'a', '4', 'a', '5', 'a']);
  });

  it('keeps the outline of a timeline of any length', async () => {
    await stores.declare(declared(1));
    let incident = await stores.loaded('inc-1');
    const by = { by: 'bob', via: 'slack' } as const;
    for (let count = 1; count <= 130; count += 1) {
      const following = next(incident);
      const events: IncidentEvent[] = [
        { type: 'paged', at: at(count), people: ['bob.b'] },
        { type: 'updated', at: at(count), ...by, text: `update ${count} ${'x'.repeat(500)}` },
        { type: 'acknowledged', at: at(count), ...by },
      ];
      await stores.store.commit({ next: following, from: incident, events });
      incident = following;
    }
    const { events, tally, landmarks } = await stores.other.outline('inc-1');
    expect(events).toBe(391);
    expect(tally).toStrictEqual({
      declared: { at: start },
      severity: 'sev1',
      paged: [{ person: 'bob.b', first: at(1), times: 130 }],
      acknowledged: { ...by, at: at(1) },
      reopened: 0,
    });
    expect(landmarks.length).toBeGreaterThanOrEqual(100);
    expect(landmarks.at(-1)).toMatchObject({ type: 'updated', at: at(130) });
  });

  it('keeps the alerts that a decision takes off the list, as they were last', async () => {
    const one = (name: string, status: 'firing' | 'resolved' = 'firing'): GroupedAlert => ({
      source: 'prometheus',
      fingerprint: name,
      title: `${name} ${status}`,
      status,
      count: 1,
      since: start,
      changedAt: start,
      turns: [],
    });
    const group = (...alerts: GroupedAlert[]): AlertGroup => ({
      key: 'k',
      generation: 1,
      received: 3,
      total: 3,
      firing: 2,
      alerts,
      grewAt: start,
      told: 0,
    });
    await stores.declare(declared(1, { alerts: group(one('a'), one('b')) }));
    const found = async () => [...(await stores.other.alertsOf('inc-1', [one('a'), one('b'), one('c')]))].sort(byTitle);
    const goOn = async (...alerts: GroupedAlert[]) => {
      const from = await stores.loaded('inc-1');
      await stores.store.commit({ next: next(from, { alerts: group(...alerts) }), from, events: [] });
    };
    expect(await found()).toEqual([]);
    const old = await stores.loaded('inc-1', stores.other);
    await goOn(one('b'), one('c'));
    expect(await found()).toStrictEqual([one('a')]);
    await goOn(one('a', 'resolved'));
    expect(await found()).toStrictEqual([one('a'), one('b'), one('c')]);
    await goOn();
    expect(await found()).toStrictEqual([one('a', 'resolved'), one('b'), one('c')]);
    // One who decides on an older version loses, and takes nothing back.
    await expect(
      stores.other.commit({ next: next(old, { alerts: group() }), from: old, events: [] }),
    ).rejects.toBeInstanceOf(StaleIncident);
    expect(await found()).toStrictEqual([one('a', 'resolved'), one('b'), one('c')]);
    expect(await stores.store.alertsOf('inc-2', [one('a')])).toEqual([]);
  });

  it('gives all alerts of an incident in pages, those of its list and those apart, each once and as it is now', async () => {
    const one = (title: string, status: GroupedAlert['status'] = 'firing'): GroupedAlert => ({
      ...{ source: 'a.b', fingerprint: title, title, status, count: 1, since: start, changedAt: start, turns: [] },
      labels: [{ name: 'a.$b', value: title }],
      links: [{ kind: 'runbook', url: 'https://runbooks.example.org/a' }],
    });
    const counts = { key: 'k', generation: 1, received: 7, total: 7, firing: 7, grewAt: start, told: 0 };
    const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
    await stores.declare(declared(1, { alerts: { ...counts, alerts: names.map((name) => one(name)) } }));
    await stores.declare(declared(2, { alerts: { ...counts, alerts: [one('other')] } }));
    await stores.declare(declared(3));
    const from = await stores.loaded('inc-1');
    const listed = [one('a', 'resolved'), one('g')];
    await stores.store.commit({ next: next(from, { alerts: { ...counts, alerts: listed } }), from, events: [] });
    const again = await stores.loaded('inc-1');
    const now = [one('a'), one('g')];
    await stores.store.commit({ next: next(again, { alerts: { ...counts, alerts: now } }), from: again, events: [] });

    for (const limit of [1, 2, 3, 6, 7, 100]) {
      const found: GroupedAlert[] = [];
      for (let after: string | undefined; ; ) {
        const page = await stores.other.alertPage('inc-1', { limit, ...(after !== undefined && { after }) });
        expect(page.items.length).toBeLessThanOrEqual(limit);
        found.push(...page.items);
        after = page.next;
        if (after === undefined) break;
      }
      expect([...found].sort(byTitle), `limit ${limit}`).toStrictEqual(names.map((name) => one(name)));
    }
    expect(await stores.store.alertPage('inc-2', { limit: 9 })).toStrictEqual({ items: [one('other')] });
    expect(await stores.store.alertPage('inc-3', { limit: 9 })).toEqual({ items: [] });
  });
}
