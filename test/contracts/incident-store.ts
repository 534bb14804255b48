import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlertGroup, GroupedAlert } from '../../src/domain/alerts/alert-group.ts';
import type { Delivery, Progress } from '../../src/domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../../src/domain/incident/events.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { placeKey } from '../../src/domain/place.ts';
import { type IncidentStore, StaleIncident } from '../../src/ports/incidents.ts';

export interface StoreUnderTest {
  readonly store: IncidentStore;
  /** Another process on the same incidents. */
  readonly other: IncidentStore;
  close(): Promise<void>;
}

const start = new Date('2026-03-01T02:00:00.000Z');
const at = (seconds: number) => new Date(start.getTime() + seconds * 1000);
const unsent: Progress = { shown: 0, failures: 0 };

function delivery(id: string, progress: Progress = unsent): Delivery {
  return { id, kind: 'card', platform: 'web', to: { platform: 'web', kind: 'channel', id: 'incidents' }, progress };
}

function withDeliveries(...deliveries: Delivery[]): Pick<Incident, 'deliveries'> {
  return { deliveries: Object.fromEntries(deliveries.map((one) => [one.id, one])) };
}

/** An incident that has been decided on for the first time. */
function declared(number: number, changes: Partial<Incident> = {}): Incident {
  return {
    id: `inc-${number}`,
    number,
    title: 'Checkout is down',
    severity: 'sev1',
    state: 'triggered',
    declared: { by: 'alice', at: start, via: 'web' },
    paged: {},
    rooms: [],
    deliveries: {},
    epoch: 0,
    handled: [],
    seq: 1,
    revision: 1,
    version: 1,
    ...changes,
  };
}

function next(incident: Incident, changes: Partial<Incident> = {}): Incident {
  return { ...incident, revision: incident.revision + 1, ...changes, version: incident.version + 1 };
}

const declaration: IncidentEvent = {
  type: 'declared',
  at: start,
  by: 'alice',
  via: 'web',
  title: 'Checkout is down',
  severity: 'sev1',
};
const note = (text: string): IncidentEvent => ({ type: 'noted', at: at(5), by: 'bob', via: 'slack', text });

const byTitle = (a: GroupedAlert, b: GroupedAlert) => a.title.localeCompare(b.title);

const count = (outcomes: readonly PromiseSettledResult<unknown>[]) =>
  outcomes.filter((one) => one.status === 'fulfilled').length;

/** What the use cases rely on, whatever the database. */
export function incidentStoreContract(name: string, open: () => Promise<StoreUnderTest>): void {
  describe(`${name} keeps the incident store's contract`, () => {
    let store: IncidentStore;
    let other: IncidentStore;
    let close: () => Promise<void>;

    beforeEach(async () => {
      ({ store, other, close } = await open());
    });
    afterEach(() => close());

    const declare = (incident: Incident, lookAt?: Date) =>
      store.commit({ next: incident, events: [declaration], ...(lookAt && { lookAt }) });
    const loaded = async (id: string, from = store) => {
      const incident = await from.load(id);
      if (!incident) throw new Error(`${id} is not there`);
      return incident;
    };
    const due = async (now: Date) => {
      const { steps, sends } = await store.due(now, 10);
      return [...steps, ...sends];
    };

    it('gives each number once, however many ask at once', async () => {
      const numbers = await Promise.all(
        Array.from({ length: 100 }, (_, index) => (index % 2 ? store : other).nextNumber()),
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
      await declare(incident);
      expect(await store.load(incident.id)).toStrictEqual(incident);
      expect(await store.byNumber(1)).toStrictEqual(incident);
      expect(await other.load(incident.id)).toStrictEqual(incident);
      expect(await store.timeline(incident.id)).toStrictEqual([{ seq: 1, event: declaration }]);
    });

    it('knows nothing of what was never declared', async () => {
      expect(await store.load('inc-1')).toBeUndefined();
      expect(await store.byNumber(1)).toBeUndefined();
      expect(await store.byPlace('web|nowhere')).toBeUndefined();
      expect(await store.latestPageOf('alice')).toBeUndefined();
      expect(await store.timeline('inc-1')).toEqual([]);
      expect(await due(at(0))).toEqual([]);
      expect(await store.list({ limit: 10 })).toEqual({ items: [] });
    });

    it('refuses the repeat of a declaration, and a number that is taken', async () => {
      const incident = declared(1);
      await declare(incident);
      await expect(declare({ ...incident, title: 'Again' })).rejects.toBeInstanceOf(StaleIncident);
      await expect(declare({ ...incident, id: 'inc-x' })).rejects.toBeInstanceOf(StaleIncident);
      expect((await loaded('inc-1')).title).toBe('Checkout is down');
      expect(await store.timeline('inc-1')).toHaveLength(1);
      expect(await store.load('inc-x')).toBeUndefined();
    });

    it('lets one of many declarations of the same incident win', async () => {
      const outcomes = await Promise.allSettled(
        Array.from({ length: 20 }, (_, index) =>
          (index % 2 ? store : other).commit({ next: declared(index + 1, { id: 'same' }), events: [declaration] }),
        ),
      );
      expect(count(outcomes)).toBe(1);
      for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StaleIncident);
    });

    it('lets one of forty decisions on the same version win, with its events alone', async () => {
      await declare(declared(1));
      const incident = await loaded('inc-1');
      const outcomes = await Promise.allSettled(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 ? store : other).commit({
            next: next(incident, { title: `Title ${index}`, ...withDeliveries(delivery(`card-${index}`)) }),
            events: [note(`note ${index}`)],
          }),
        ),
      );
      expect(count(outcomes)).toBe(1);
      for (const one of outcomes) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(StaleIncident);
      const winner = outcomes.findIndex((one) => one.status === 'fulfilled');
      const kept = await loaded('inc-1');
      expect(kept).toMatchObject({ title: `Title ${winner}`, version: 2 });
      expect(Object.keys(kept.deliveries)).toEqual([`card-${winner}`]);
      expect(await store.timeline('inc-1')).toEqual([
        { seq: 1, event: declaration },
        { seq: 2, event: note(`note ${winner}`) },
      ]);
    });

    it('refuses a decision on an incident that is not there, or on an older version', async () => {
      await expect(store.commit({ next: declared(9, { version: 2 }), events: [] })).rejects.toBeInstanceOf(
        StaleIncident,
      );
      await declare(declared(1));
      const old = await loaded('inc-1');
      await store.commit({ next: next(old), events: [] });
      await expect(store.commit({ next: next(old), events: [] })).rejects.toBeInstanceOf(StaleIncident);
    });

    it('gives the timeline of a long incident page by page, and keeps its document small', async () => {
      await declare(declared(1));
      const texts = Array.from({ length: 60 }, (_, index) => `${index}: ${'x'.repeat(2_000)}`);
      let incident = await loaded('inc-1');
      for (const text of texts) {
        const following = next(incident);
        await store.commit({ next: following, from: incident, events: [note(text)] });
        incident = following;
      }
      const all = await store.timeline('inc-1');
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
      expect(all.slice(1).map(({ event }) => event)).toStrictEqual(texts.map(note));
      expect(await other.timeline('inc-1', { after: 20, limit: 3 })).toStrictEqual(all.slice(20, 23));
      expect(await other.timeline('inc-1', { after: 58, limit: 100 })).toStrictEqual(all.slice(58));
      expect(await other.timeline('inc-1', { after: 61, limit: 100 })).toEqual([]);
    });

    it('moves the events of a decision that loses no sooner than those of the winner', async () => {
      await declare(declared(1));
      const long = (text: string) => note(`${text} ${'x'.repeat(4_000)}`);
      for (let round = 0; round < 6; round += 1) {
        const incident = await loaded('inc-1');
        await Promise.allSettled(
          Array.from({ length: 8 }, (_, index) =>
            (index % 2 ? store : other).commit({
              next: next(incident),
              from: incident,
              events: [long(`${round} ${index}`), long('and more')],
            }),
          ),
        );
      }
      const events = await store.timeline('inc-1');
      expect(events.map(({ seq }) => seq)).toEqual(Array.from({ length: 13 }, (_, index) => index + 1));
      const rounds = events.flatMap(({ event }) => (event.type === 'noted' ? [event.text.slice(0, 1)] : []));
      expect(rounds).toEqual(['0', 'a', '1', 'a', '2', 'a', '3', 'a', '4', 'a', '5', 'a']);
    });

    it('keeps the outline of a timeline of any length', async () => {
      await declare(declared(1));
      let incident = await loaded('inc-1');
      const by = { by: 'bob', via: 'slack' } as const;
      for (let count = 1; count <= 130; count += 1) {
        const following = next(incident);
        const events: IncidentEvent[] = [
          { type: 'paged', at: at(count), people: ['bob.b'] },
          { type: 'updated', at: at(count), ...by, text: `update ${count} ${'x'.repeat(500)}` },
          { type: 'acknowledged', at: at(count), ...by },
        ];
        await store.commit({ next: following, from: incident, events });
        incident = following;
      }
      const { events, tally, landmarks } = await other.outline('inc-1');
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
      await declare(declared(1, { alerts: group(one('a'), one('b')) }));
      const found = async () => [...(await other.alertsOf('inc-1', [one('a'), one('b'), one('c')]))].sort(byTitle);
      const goOn = async (...alerts: GroupedAlert[]) => {
        const from = await loaded('inc-1');
        await store.commit({ next: next(from, { alerts: group(...alerts) }), from, events: [] });
      };
      expect(await found()).toEqual([]);
      const old = await loaded('inc-1', other);
      await goOn(one('b'), one('c'));
      expect(await found()).toStrictEqual([one('a')]);
      await goOn(one('a', 'resolved'));
      expect(await found()).toStrictEqual([one('a'), one('b'), one('c')]);
      await goOn();
      expect(await found()).toStrictEqual([one('a', 'resolved'), one('b'), one('c')]);
      // One who decides on an older version loses, and takes nothing back.
      await expect(
        other.commit({ next: next(old, { alerts: group() }), from: old, events: [] }),
      ).rejects.toBeInstanceOf(StaleIncident);
      expect(await found()).toStrictEqual([one('a', 'resolved'), one('b'), one('c')]);
      expect(await store.alertsOf('inc-2', [one('a')])).toEqual([]);
    });

    it('gives all alerts of an incident in pages, those of its list and those apart, each once and as it is now', async () => {
      const one = (title: string, status: GroupedAlert['status'] = 'firing'): GroupedAlert => ({
        ...{ source: 'a.b', fingerprint: title, title, status, count: 1, since: start, changedAt: start, turns: [] },
        labels: [{ name: 'a.$b', value: title }],
        links: [{ kind: 'runbook', url: 'https://runbooks.example.org/a' }],
      });
      const counts = { key: 'k', generation: 1, received: 7, total: 7, firing: 7, grewAt: start, told: 0 };
      const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];
      await declare(declared(1, { alerts: { ...counts, alerts: names.map((name) => one(name)) } }));
      await declare(declared(2, { alerts: { ...counts, alerts: [one('other')] } }));
      await declare(declared(3));
      const from = await loaded('inc-1');
      const listed = [one('a', 'resolved'), one('g')];
      await store.commit({ next: next(from, { alerts: { ...counts, alerts: listed } }), from, events: [] });
      const again = await loaded('inc-1');
      const now = [one('a'), one('g')];
      await store.commit({ next: next(again, { alerts: { ...counts, alerts: now } }), from: again, events: [] });

      for (const limit of [1, 2, 3, 6, 7, 100]) {
        const found: GroupedAlert[] = [];
        for (let after: string | undefined; ; ) {
          const page = await other.alertPage('inc-1', { limit, ...(after !== undefined && { after }) });
          expect(page.items.length).toBeLessThanOrEqual(limit);
          found.push(...page.items);
          after = page.next;
          if (after === undefined) break;
        }
        expect([...found].sort(byTitle), `limit ${limit}`).toStrictEqual(names.map((name) => one(name)));
      }
      expect(await store.alertPage('inc-2', { limit: 9 })).toStrictEqual({ items: [one('other')] });
      expect(await store.alertPage('inc-3', { limit: 9 })).toEqual({ items: [] });
    });

    it('lets the deliveries leave that a decision takes away, and none that it has not seen', async () => {
      const given = declared(1, withDeliveries(delivery('page-1-bob.b'), delivery('card-web')));
      await declare(given);
      await store.mark('inc-1', 'page-1-bob.b', { shown: 1, failures: 0 }, []);
      await store.lose('inc-1', delivery('event-1-x', { shown: 0, failures: 1, dead: { reason: 'no', at: at(1) } }));
      const decided = next(given, withDeliveries(delivery('card-web'), delivery('card-2')));
      await store.commit({ next: decided, from: given, events: [] });
      expect(Object.keys((await loaded('inc-1')).deliveries).sort()).toEqual(['card-2', 'card-web', 'event-1-x']);
      // A sender that comes late writes of what is no delivery any more.
      await store.mark('inc-1', 'page-1-bob.b', { shown: 2, failures: 0 }, []);
      expect((await loaded('inc-1')).deliveries).not.toHaveProperty('page-1-bob.b');
    });

    it('fixes what a message to a room tells, for whoever knows what was fixed before', async () => {
      const notices = { ...delivery('notices-web'), kind: 'notices', progress: { shown: 2, failures: 0 } } as const;
      await declare(declared(1, { seq: 9, ...withDeliveries(notices) }));
      const claim = (known: number | undefined, upTo: number, from?: string) =>
        store.claim('inc-1', notices.id, {
          by: 'me',
          revision: 9,
          shown: 2,
          range: { known, upTo },
          ...(from !== undefined && { from }),
        });
      expect(await claim(4, 5)).toBe(false);
      expect(await claim(undefined, 5)).toBe(true);
      expect((await loaded('inc-1')).deliveries[notices.id]?.progress).toMatchObject({ shown: 2, upTo: 5 });
      expect(await claim(undefined, 7, 'me')).toBe(false);
      expect(await claim(5, 5, 'me')).toBe(true);
    });

    it('forgets what a decision took away', async () => {
      const policy = { id: 'p', levels: [], repeat: 0 };
      await declare(
        declared(1, {
          acknowledged: { by: 'bob', at: at(1), via: 'slack' },
          escalation: { policy, level: 0, round: 0, dueAt: at(5) },
          paged: { bob: at(1) },
        }),
      );
      const { acknowledged: _taken, ...rest } = await loaded('inc-1');
      await store.commit({ next: next(rest, { escalation: { policy, level: 0, round: 0 } }), events: [] });
      const kept = await loaded('inc-1');
      expect(kept).not.toHaveProperty('acknowledged');
      expect(kept.escalation).not.toHaveProperty('dueAt');
      expect(await due(at(1000))).toEqual([]);
    });

    it('leaves the progress of deliveries to the sender, whatever a decision believes it to be', async () => {
      await declare(declared(1, withDeliveries(delivery('card-web'))));
      const decidedOn = await loaded('inc-1');
      const sent: Progress = { shown: 1, failures: 0, ref: { at: delivery('x').to!, id: 'm1' } };
      await store.mark('inc-1', 'card-web', sent, []);
      const to = { platform: 'web', kind: 'channel', id: 'elsewhere' } as const;
      await store.commit({
        next: next(decidedOn, withDeliveries({ ...delivery('card-web'), to }, delivery('card-2'))),
        events: [note('hello')],
      });
      expect((await loaded('inc-1')).deliveries).toEqual({
        'card-web': { ...delivery('card-web', sent), to },
        'card-2': delivery('card-2'),
      });
    });

    it('loses neither decisions nor marks when both come in at once', async () => {
      const ids = Array.from({ length: 10 }, (_, index) => `card-${index}`);
      await declare(declared(1, withDeliveries(...ids.map((id) => delivery(id)))));
      async function decideTenTimes(): Promise<void> {
        for (let index = 0; index < 10; index += 1) {
          const incident = await loaded('inc-1', other);
          const deliveries = { ...incident.deliveries, [`notice-${index}`]: delivery(`notice-${index}`) };
          await other.commit({ next: next(incident, { deliveries }), events: [note(`${index}`)] });
        }
      }
      const sent: Progress = { shown: 1, failures: 0 };
      await Promise.all([decideTenTimes(), ...ids.map((id) => store.mark('inc-1', id, sent, [`web|${id}`]))]);
      const kept = await loaded('inc-1');
      expect(kept.version).toBe(11);
      expect(Object.keys(kept.deliveries)).toHaveLength(20);
      for (const id of ids) {
        expect(kept.deliveries[id]?.progress).toEqual(sent);
        expect((await store.byPlace(`web|${id}`))?.id).toBe('inc-1');
      }
      expect((await store.timeline('inc-1')).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
    });

    it('gives a delivery to one of forty who claim it', async () => {
      await declare(declared(1, withDeliveries(delivery('page-1-bob.b'))));
      const claims = await Promise.all(
        Array.from({ length: 40 }, (_, index) =>
          (index % 2 ? store : other).claim('inc-1', 'page-1-bob.b', {
            by: `sender ${index}`,
            revision: 1,
          }),
        ),
      );
      expect(claims.filter(Boolean)).toHaveLength(1);
      const winner = claims.indexOf(true);
      expect((await loaded('inc-1')).deliveries['page-1-bob.b']?.progress.claim).toEqual({ by: `sender ${winner}` });
    });

    it('gives a claim to one of those who replace the process that has it, and to nobody else', async () => {
      await declare(declared(1, withDeliveries(delivery('a'))));
      const claim = (by: string, from?: string) =>
        store.claim('inc-1', 'a', { by, revision: 1, ...(from !== undefined && { from }) });
      expect(await claim('first')).toBe(true);
      expect(await claim('second')).toBe(false);
      expect(await claim('second', 'another')).toBe(false);
      const heirs = await Promise.all(['x', 'y', 'z'].map((by) => claim(by, 'first')));
      expect(heirs.filter(Boolean)).toHaveLength(1);
      expect(await claim('first', 'first')).toBe(false);
    });

    it('refuses claims of what is shown, given up, or unknown', async () => {
      await declare(
        declared(1, {
          revision: 3,
          ...withDeliveries(
            delivery('shown', { shown: 3, failures: 0 }),
            delivery('behind', { shown: 2, failures: 0 }),
            delivery('dead', { shown: 0, failures: 1, dead: { reason: 'gone', at: at(0) } }),
          ),
        }),
      );
      const claim = (id: string, name: string) => store.claim(id, name, { by: 'me', revision: 3 });
      expect(await claim('inc-1', 'shown')).toBe(false);
      expect(await claim('inc-1', 'behind')).toBe(true);
      expect(await claim('inc-1', 'dead')).toBe(false);
      expect(await claim('inc-1', 'unknown')).toBe(false);
      expect(await claim('inc-2', 'behind')).toBe(false);
    });

    it('drops the claim with the mark', async () => {
      await declare(declared(1, withDeliveries(delivery('a'))));
      await store.claim('inc-1', 'a', { by: 'me', revision: 1 });
      const held = (await loaded('inc-1')).deliveries.a!.progress;
      await store.mark('inc-1', 'a', { ...held, shown: 1 }, []);
      expect((await loaded('inc-1')).deliveries.a?.progress).toEqual({ shown: 1, failures: 0 });
      expect(await store.claim('inc-1', 'a', { by: 'you', revision: 2 })).toBe(true);
    });

    it('takes a failure only while the claim of its process stands, and what arrived in any case', async () => {
      await declare(declared(1, withDeliveries(delivery('a'), delivery('b'))));
      const failed: Progress = { shown: 0, failures: 1, notBefore: at(5) };
      await store.claim('inc-1', 'a', { by: 'frozen', revision: 1 });
      expect(await store.mark('inc-1', 'a', failed, ['web|x'], 'frozen')).toBe(true);
      expect((await loaded('inc-1')).deliveries.a?.progress).toEqual(failed);
      expect((await store.byPlace('web|x'))?.number).toBe(1);
      expect(await due(at(5))).toEqual(['inc-1']);
      await store.claim('inc-1', 'b', { by: 'frozen', revision: 1 });
      await other.claim('inc-1', 'b', { by: 'heir', from: 'frozen', revision: 1 });
      expect(await store.mark('inc-1', 'b', failed, [], 'frozen')).toBe(false);
      expect((await loaded('inc-1')).deliveries.b?.progress).toEqual({ shown: 0, failures: 0, claim: { by: 'heir' } });
      expect(await store.mark('inc-1', 'b', { shown: 1, failures: 0 }, [])).toBe(true);
      expect((await loaded('inc-1')).deliveries.b?.progress).toEqual({ shown: 1, failures: 0 });
    });

    it('knows which incidents a process has in hand, from the decision on until they are settled', async () => {
      await store.commit({ next: declared(1, withDeliveries(delivery('a'))), events: [declaration], by: 'one' });
      await declare(declared(2, withDeliveries(delivery('a'))));
      expect(await store.inHandOf('one', 10)).toEqual(['inc-1']);
      await store.commit({ next: next(await loaded('inc-1')), events: [], by: 'two' });
      await store.claim('inc-2', 'a', { by: 'two', revision: 1 });
      expect((await other.inHandOf('two', 10)).toSorted()).toEqual(['inc-1', 'inc-2']);
      expect(await other.inHandOf('two', 1)).toHaveLength(1);
      expect(await other.settle(await loaded('inc-1', other), { lookAt: undefined, by: ['two'] })).toBe(true);
      expect(await store.inHandOf('one', 10)).toEqual([]);
      expect(await store.settle(await loaded('inc-1'), { lookAt: undefined, by: [] })).toBe(true);
      expect(await store.inHandOf('two', 10)).toEqual(['inc-2']);
    });

    it('adds what was given up before it was a delivery, once, and keeps it through decisions', async () => {
      const given = declared(1, withDeliveries(delivery('a')));
      await declare(given);
      const lost = {
        ...delivery('event-1-x.y', { shown: 0, failures: 1, dead: { reason: 'no', at: at(3) } }),
        about: note('$'),
      };
      await Promise.all([store.lose('inc-1', lost), other.lose('inc-1', lost)]);
      expect((await loaded('inc-1')).deliveries['event-1-x.y']).toEqual(lost);
      await store.mark('inc-1', lost.id, { shown: 1, failures: 0 }, []);
      await store.lose('inc-1', lost);
      await store.commit({ next: next(given), from: given, events: [note('later')] });
      expect((await loaded('inc-1')).deliveries[lost.id]?.progress).toEqual({ shown: 1, failures: 0 });
      await expect(store.lose('inc-2', lost)).rejects.toThrow('no incident');
    });

    it('refuses to mark what does not exist', async () => {
      await declare(declared(1, withDeliveries(delivery('a'))));

      await expect(store.mark('inc-2', 'a', unsent, [])).rejects.toThrow('no delivery a');
    });

    describe('the sweep', () => {
      it('finds what a decision left to send, until it is settled', async () => {
        await declare(declared(1, withDeliveries(delivery('a'))), at(30));
        expect(await due(at(29.999))).toEqual([]);
        expect(await due(at(30))).toEqual(['inc-1']);
        await store.settle(await loaded('inc-1'), { lookAt: at(60), by: [] });
        expect(await due(at(30))).toEqual([]);
        expect(await due(at(60))).toEqual(['inc-1']);
        await store.settle(await loaded('inc-1'), { lookAt: undefined, by: [] });
        expect(await due(at(10_000))).toEqual([]);
      });

      it('settles a decision as its decider kept it, without reading it again', async () => {
        const first = declared(1);
        await declare(first, at(30));
        await store.settle(first, { lookAt: undefined, by: [] });
        expect(await due(at(30))).toEqual([]);
        const second = next(await loaded('inc-1'));
        await store.commit({ next: second, events: [], lookAt: at(60) });
        await store.settle(second, { lookAt: undefined, by: [] });
        expect(await due(at(60))).toEqual([]);
      });

      it('does not settle what the decider had not seen', async () => {
        await declare(declared(1, withDeliveries(delivery('a'))), at(30));
        const seen = await loaded('inc-1');
        await store.mark('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(20) }, []);
        const decided = next(seen);
        await store.commit({ next: decided, events: [] });
        await store.settle(decided, { lookAt: undefined, by: [] });
        expect(await due(at(20))).toEqual(['inc-1']);
      });

      it('never puts off what is due earlier', async () => {
        await declare(declared(1), at(30));
        await store.commit({ next: next(await loaded('inc-1')), events: [], lookAt: at(90) });
        expect(await due(at(30))).toEqual(['inc-1']);
        await store.commit({ next: next(await loaded('inc-1')), events: [], lookAt: at(10) });
        expect(await due(at(10))).toEqual(['inc-1']);
      });

      it('comes back for a retry, and for what a process gives back', async () => {
        await declare(declared(1, withDeliveries(delivery('a'))));
        await store.claim('inc-1', 'a', { by: 'me', revision: 1 });
        expect(await due(at(1000))).toEqual([]);
        await store.unclaim('inc-1', 'a', 'another', at(3));
        expect(await due(at(1000))).toEqual([]);
        await store.unclaim('inc-1', 'a', 'me', at(30));
        expect(await due(at(29))).toEqual([]);
        expect(await due(at(30))).toEqual(['inc-1']);
        await store.mark('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(12) }, []);
        expect(await due(at(11))).toEqual([]);
        expect(await due(at(12))).toEqual(['inc-1']);
      });

      it.each([
        ['a decision', (seen: Incident) => store.commit({ next: next(seen), events: [], lookAt: at(20) })],
        [
          'a claim',
          async () => {
            await store.claim('inc-1', 'a', { by: 'me', revision: 1 });
            await store.unclaim('inc-1', 'a', 'me', at(20));
          },
        ],
        ['a mark', () => store.mark('inc-1', 'a', { shown: 0, failures: 1, notBefore: at(20) }, [])],
      ])('is not called off by a sender that has not seen %s', async (_what, write) => {
        await declare(declared(1, withDeliveries(delivery('a'))), at(30));
        const seen = await loaded('inc-1', other);
        await write(seen);
        await other.settle(seen, { lookAt: undefined, by: [] });
        expect(await due(at(20))).toEqual(['inc-1']);
      });

      it('always finds a decision that races with settling', async () => {
        await declare(declared(1), at(30));
        for (let round = 0; round < 15; round += 1) {
          const seen = await loaded('inc-1');
          await Promise.all([
            other.settle(await loaded('inc-1', other), { lookAt: undefined, by: [] }),
            store.commit({ next: next(seen), events: [], lookAt: at(20) }),
          ]);
          expect(await due(at(20))).toEqual(['inc-1']);
        }
      });

      it('finds steps, and what else is to be sent, the most overdue first, as many as asked for of each', async () => {
        const policy = { id: 'p', levels: [], repeat: 0 };
        const escalating = (seconds: number) => ({ escalation: { policy, level: 0, round: 0, dueAt: at(seconds) } });
        await declare(declared(1, escalating(40)), at(50));
        await declare(declared(2), at(10));
        await declare(declared(3, escalating(20)));
        await declare(declared(4, escalating(5)), at(100));
        await declare(declared(5, escalating(200)));
        await declare(declared(6));
        await declare(declared(7), at(8));
        expect(await store.due(at(150), 10)).toEqual({ steps: ['inc-4', 'inc-3', 'inc-1'], sends: ['inc-7', 'inc-2'] });
        expect(await store.due(at(150), 1)).toEqual({ steps: ['inc-4'], sends: ['inc-7'] });
        expect(await store.due(at(5), 10)).toEqual({ steps: ['inc-4'], sends: [] });
      });
    });

    describe('finding', () => {
      it('lists the newest first, page by page', async () => {
        for (let number = 1; number <= 7; number += 1) await declare(declared(number));
        const first = await store.list({ limit: 3 });
        expect(first.items.map((one) => one.number)).toEqual([7, 6, 5]);
        const second = await store.list({ limit: 3, after: first.next! });
        expect(second.items.map((one) => one.number)).toEqual([4, 3, 2]);
        const third = await store.list({ limit: 3, after: second.next! });
        expect(third.items.map((one) => one.number)).toEqual([1]);
        expect(third.next).toBeUndefined();
        expect((await store.list({ limit: 7 })).next).toBeUndefined();
      });

      it('lists by state and by service', async () => {
        await declare(declared(1, { service: 'checkout' }));
        await declare(declared(2, { state: 'acknowledged', service: 'search' }));
        await declare(declared(3, { state: 'resolved', service: 'checkout' }));
        const numbers = async (query: { state?: Incident['state'] | 'open' | 'all'; service?: string }) =>
          (await store.list({ limit: 10, ...query })).items.map((one) => one.number);
        expect(await numbers({})).toEqual([2, 1]);
        expect(await numbers({ state: 'open' })).toEqual([2, 1]);
        expect(await numbers({ state: 'all' })).toEqual([3, 2, 1]);
        expect(await numbers({ state: 'resolved' })).toEqual([3]);
        expect(await numbers({ state: 'triggered' })).toEqual([1]);
        expect(await numbers({ service: 'checkout' })).toEqual([1]);
        expect(await numbers({ state: 'all', service: 'checkout' })).toEqual([3, 1]);
        expect(await numbers({ service: 'unknown' })).toEqual([]);
      });

      it('tells the incident from a message or a room, the latest of several', async () => {
        await declare(declared(1, withDeliveries(delivery('a'))));
        await declare(declared(2, withDeliveries(delivery('a'))));
        await store.mark('inc-2', 'a', { shown: 1, failures: 0 }, ['slack|C1', 'slack|C1:9']);
        await store.mark('inc-1', 'a', { shown: 1, failures: 0 }, ['slack|C1']);
        expect((await store.byPlace('slack|C1'))?.number).toBe(2);
        expect((await store.byPlace('slack|C1:9'))?.number).toBe(2);
        expect(await store.byPlace('discord|C1')).toBeUndefined();
        const room = {
          platform: 'web',
          style: 'channel',
          address: { platform: 'web', kind: 'channel', id: 'incident-1' },
          underCard: false,
        } as const;
        await store.commit({ next: next(await loaded('inc-1'), { rooms: [room] }), events: [] });
        expect((await store.byPlace(placeKey('web', 'incident-1')))?.number).toBe(1);
      });

      it('tells the open incident for which a person was paged last', async () => {
        await declare(declared(1, { paged: { 'bob.b': at(50), carol: at(1) } }));
        await declare(declared(2, { paged: { 'bob.b': at(10) } }));
        await declare(declared(3, { paged: { 'bob.b': at(90) }, state: 'resolved' }));
        expect((await store.latestPageOf('bob.b'))?.number).toBe(1);
        expect((await store.latestPageOf('carol'))?.number).toBe(1);
        expect(await store.latestPageOf('bob')).toBeUndefined();
        await store.commit({ next: next(await loaded('inc-2'), { paged: { 'bob.b': at(60) } }), events: [] });
        expect((await store.latestPageOf('bob.b'))?.number).toBe(2);
      });
    });
  });
}
