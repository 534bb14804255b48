import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finalShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import { withKeptRota } from '../../../src/domain/on-call/kept-rota.ts';
import { reviseRota } from '../../../src/domain/on-call/revise-rota.ts';
import type { Layer } from '../../../src/domain/on-call/schedule.ts';
import { everybody, revised, scheduleOf, shifts, wednesday, weekly } from './revising.ts';

describe('a change of the people of a layer', () => {
  const cases: [what: string, people: string[], shifts: string[]][] = [
    [
      'appended',
      ['alice', 'bob', 'carol', 'dave'],
      ['alice 03-09', 'bob 03-16', 'carol 03-23', 'dave 03-30', 'alice 04-06'],
    ],
    [
      'put first',
      ['dave', 'alice', 'bob', 'carol'],
      ['alice 03-09', 'bob 03-16', 'carol 03-23', 'dave 03-30', 'alice 04-06'],
    ],
    [
      'put next',
      ['alice', 'dave', 'bob', 'carol'],
      ['alice 03-09', 'dave 03-16', 'bob 03-23', 'carol 03-30', 'alice 04-06'],
    ],
    [
      'of the next taken out',
      ['alice', 'carol'],
      ['alice 03-09', 'carol 03-16', 'alice 03-23', 'carol 03-30', 'alice 04-06'],
    ],
    [
      'of the one on call taken out',
      ['bob', 'carol'],
      ['alice 03-09', 'bob 03-16', 'carol 03-23', 'bob 03-30', 'carol 04-06'],
    ],
    ['reordered', ['carol', 'bob', 'alice'], ['alice 03-09', 'carol 03-16', 'bob 03-23', 'alice 03-30', 'carol 04-06']],
    ['all replaced', ['dave', 'erin'], ['alice 03-09', 'dave 03-16', 'erin 03-23', 'dave 03-30', 'erin 04-06']],
  ];

  it.each(cases)('%s: whoever is on call stays until the hand-over, and the order goes on', (_, people, expected) => {
    const { schedule } = revised(scheduleOf(weekly), [wednesday, scheduleOf({ ...weekly, people })]);
    expect(shifts(schedule)).toEqual(expected);
    // The past is what it was.
    const past = ['2026-01-05T09:00Z', '2026-03-11T12:00Z'] as const;
    expect(shifts(schedule, ...past)).toEqual(shifts(scheduleOf(weekly), ...past));
  });

  it('takes back a change of the same shift as if it had never been', () => {
    const added = scheduleOf({ ...weekly, people: ['dave', 'alice', 'bob', 'carol'] });
    const { schedule } = revised(scheduleOf(weekly), [wednesday, added], ['2026-03-12T12:00Z', scheduleOf(weekly)]);
    expect(shifts(schedule)).toEqual(shifts(scheduleOf(weekly)));
  });

  it('goes on from the order planned when the file changes twice in one shift', () => {
    const { schedule } = revised(
      scheduleOf(weekly),
      [wednesday, scheduleOf({ ...weekly, people: ['alice', 'dave', 'bob', 'carol'] })],
      ['2026-03-12T12:00Z', scheduleOf({ ...weekly, people: ['alice', 'bob', 'carol', 'erin', 'dave'] })],
    );
    expect(shifts(schedule)).toEqual(['alice 03-09', 'dave 03-16', 'alice 03-23', 'bob 03-30', 'carol 04-06']);
  });

  it('lets the next in order take over at once where the one on call is gone from the file', () => {
    const file = scheduleOf({ ...weekly, people: ['bob', 'carol'] });
    const { schedule } = revised(scheduleOf(weekly), [wednesday, file, (person) => person !== 'alice']);
    expect(shifts(schedule)).toEqual([
      'alice 03-09',
      'bob 03-11',
      'carol 03-16',
      'bob 03-23',
      'carol 03-30',
      'bob 04-06',
    ]);
  });

  it('gives the shifts of somebody who left the file to whoever has their place, and moves nobody else', () => {
    const file = scheduleOf({ ...weekly, people: ['ali', 'bob', 'carol', 'dave'] });
    const isKnown = (person: string) => person !== 'alice';
    const shiftsOf = (...files: Parameters<typeof revised> extends [unknown, ...infer T] ? T : never) =>
      shifts(revised(scheduleOf(weekly), ...files).schedule);
    const after = ['bob 03-16', 'carol 03-23', 'dave 03-30', 'ali 04-06'];
    expect(shiftsOf([wednesday, file, isKnown])).toEqual(['alice 03-09', 'ali 03-11', ...after]);
    // While another change waits for the hand-over.
    const appended = scheduleOf({ ...weekly, people: ['alice', 'bob', 'carol', 'dave'] });
    expect(shiftsOf([wednesday, appended], ['2026-03-12T12:00Z', file, isKnown])).toEqual([
      'alice 03-09',
      'ali 03-12',
      ...after,
    ]);
  });

  it('relieves at once somebody who was to stay until the hand-over and then left the file', () => {
    const file = scheduleOf({ ...weekly, people: ['bob', 'carol'] });
    const { schedule } = revised(
      scheduleOf(weekly),
      [wednesday, file],
      ['2026-03-12T12:00Z', file, (person) => person !== 'alice'],
    );
    expect(shifts(schedule)).toEqual([
      'alice 03-09',
      'bob 03-12',
      'carol 03-16',
      'bob 03-23',
      'carol 03-30',
      'bob 04-06',
    ]);
  });

  it('changes nothing when the file says the same', () => {
    const { kept } = revised(scheduleOf(weekly));
    expect(reviseRota(kept, scheduleOf({ ...weekly }), everybody, wednesday)).toBe(kept);
  });

  it('counts the days that count, over a weekend', () => {
    const only = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '00:00', to: '24:00' }];
    const daily = { ...weekly, every: { days: 1 }, starts: '2026-01-05T00:00', only };
    const file = scheduleOf({ ...daily, people: ['alice', 'bob', 'carol', 'dave'] });
    const before = shifts(scheduleOf(daily), '2026-03-13T00:00Z', '2026-03-14T00:00Z')[0]!;
    for (const at of ['2026-03-13T12:00Z', '2026-03-14T12:00Z', '2026-03-15T23:00Z']) {
      const { schedule } = revised(scheduleOf(daily), [at, file]);
      const order = file.layers[0]!.people;
      const friday = order.indexOf(before.split(' ')[0]!);
      expect(shifts(schedule, '2026-03-13T00:00Z', '2026-03-19T00:00Z')).toEqual(
        ['03-13', '03-16', '03-17', '03-18'].map((day, index) => `${order[(friday + index) % 4]} ${day}`),
      );
    }
  });
});

describe('a change of the layers', () => {
  const hours = [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'] as const, from: '08:00', to: '18:00' }];
  const office: Layer = { people: ['dave'], every: { days: 7 }, starts: '2026-01-05T00:00', only: hours };

  it('that adds one on top leaves the pager until that layer’s next shift', () => {
    const { schedule } = revised(scheduleOf(weekly), [wednesday, scheduleOf(weekly, office)]);
    expect(onCallAt(schedule, wednesday)).toBe('alice');
    expect(shifts(schedule, '2026-03-11T00:00Z', '2026-03-12T12:00Z')).toEqual(['alice 03-11', 'dave 03-12']);
  });

  it('that takes one away leaves its running shift to its end', () => {
    const { schedule } = revised(scheduleOf(weekly, office), [wednesday, scheduleOf(weekly)]);
    expect(shifts(schedule, '2026-03-11T09:00Z', '2026-03-16T12:00Z')).toEqual([
      'dave 03-11',
      'alice 03-11',
      'bob 03-16',
    ]);
    expect(onCallAt(schedule, new Date('2026-03-11T17:59Z'))).toBe('dave');
    expect(onCallAt(schedule, new Date('2026-03-11T18:00Z'))).toBe('alice');
  });

  it('that fills a gap counts at once', () => {
    const { schedule } = revised(scheduleOf(office), ['2026-03-11T20:00Z', scheduleOf(weekly, office)]);
    expect(onCallAt(schedule, new Date('2026-03-11T20:00Z'))).toBe('alice');
  });

  it('that moves the start into the future keeps the old order until then', () => {
    const file = scheduleOf({ ...weekly, people: ['carol', 'alice'], starts: '2026-03-25T09:00' });
    const { schedule } = revised(scheduleOf(weekly), [wednesday, file]);
    expect(shifts(schedule)).toEqual(['alice 03-09', 'bob 03-16', 'carol 03-23', 'alice 04-01', 'carol 04-08']);
  });

  it('that moves the start in the past begins the new order at the hand-over', () => {
    const file = scheduleOf({ ...weekly, starts: '2026-01-12T09:00' });
    const { schedule } = revised(scheduleOf(weekly), [wednesday, file]);
    // As the file counts it, the week from 16 March is Alice's too.
    expect(shifts(schedule)).toEqual(['alice 03-09', 'bob 03-23', 'carol 03-30', 'alice 04-06']);
  });

  it('that makes shifts shorter goes on from whoever is on call', () => {
    const { schedule } = revised(scheduleOf(weekly), [wednesday, scheduleOf({ ...weekly, every: { days: 1 } })]);
    expect(shifts(schedule, '2026-03-09T09:00Z', '2026-03-19T09:00Z')).toEqual([
      'alice 03-09',
      'bob 03-16',
      'carol 03-17',
      'alice 03-18',
    ]);
  });

  it('of the zone leaves the past in the old one', () => {
    const file = { ...scheduleOf(weekly), timezone: 'America/New_York' };
    const { schedule } = revised(scheduleOf(weekly), [wednesday, file]);
    const found = finalShifts(schedule, new Date('2026-03-02T09:00Z'), new Date('2026-03-24T00:00Z'));
    expect(found.map(({ person, from }) => `${person} ${from.toISOString().slice(5, 13)}`)).toEqual([
      'carol 03-02T09',
      'alice 03-09T09',
      'bob 03-16T09',
      'carol 03-23T13',
    ]);
  });
});

describe('overrides that are taken out of the file', () => {
  it('stay for the time that has passed', () => {
    const override = { person: 'carol', from: '2026-03-11T00:00', to: '2026-03-12T00:00' };
    const { schedule } = revised({ ...scheduleOf(weekly), overrides: [override] }, [wednesday, scheduleOf(weekly)]);
    expect(onCallAt(schedule, new Date('2026-03-11T11:59Z'))).toBe('carol');
    expect(onCallAt(schedule, wednesday)).toBe('alice');
  });
});

describe('whatever changes', () => {
  const names = ['alice', 'bob', 'carol', 'dave', 'erin'];
  const layer = fc.record(
    {
      people: fc.shuffledSubarray(names, { minLength: 1 }),
      every: fc.constantFrom({ days: 1 }, { days: 7 }, { hours: 12 }, { cron: '0 9 * * mon,thu' }),
      starts: fc.constantFrom('2026-01-05T09:00', '2026-02-01T00:00', '2026-03-20T08:00'),
      only: fc.constantFrom(
        [{ from: '08:00', to: '18:00' }],
        [{ days: ['mon', 'sat'] as const, from: '20:00', to: '06:00' }],
      ),
      ends: fc.constantFrom('2026-03-08T00:00', '2026-03-12T15:00', '2026-03-25T09:00Z'),
      timezone: fc.constantFrom('America/New_York', 'Asia/Tokyo'),
    },
    { requiredKeys: ['people', 'every', 'starts'] },
  );
  const file = fc
    .tuple(fc.array(layer, { minLength: 1, maxLength: 3 }), fc.constantFrom('UTC', 'UTC', 'Europe/Berlin'))
    .map(([layers, timezone]) => ({ ...scheduleOf(...layers), timezone }));
  const gone = fc.constantFrom(...names, 'nobody');
  const hour = 3_600_000;

  it('the past stays, and whoever is on call stays unless they are gone', () => {
    fc.assert(
      fc.property(
        file,
        fc.array(fc.tuple(file, fc.integer({ min: 0, max: 200 }), gone), { minLength: 1, maxLength: 4 }),
        (first, changes) => {
          let kept = reviseRota(undefined, first, everybody, new Date('2026-03-01T00:00Z'));
          let standing = withKeptRota(first, kept);
          let now = new Date('2026-03-08T00:00Z');
          for (const [next, hours, left] of changes) {
            now = new Date(now.getTime() + hours * hour + 7 * 60_000);
            const known = {
              ...next,
              layers: next.layers.map((one) => ({ ...one, people: one.people.filter((p) => p !== left) })),
            };
            if (known.layers.some(({ people }) => people.length === 0)) continue;
            const isKnown = (person: string) => person !== left;
            kept = reviseRota(kept, known, isKnown, now);
            const after = withKeptRota(known, kept);
            const past = [new Date('2026-03-01T00:00Z'), now] as const;
            expect(finalShifts(after, ...past)).toEqual(finalShifts(standing, ...past));
            const before = onCallAt(standing, now);
            if (before !== undefined && before !== left) expect(onCallAt(after, now)).toBe(before);
            for (let days = 0; days < 20; days += 1) {
              expect(onCallAt(after, new Date(now.getTime() + days * 29 * hour))).not.toBe(left);
            }
            standing = after;
          }
        },
      ),
      { numRuns: 75 },
    );
  });
});
