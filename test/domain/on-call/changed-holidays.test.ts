import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { onCallAt } from '../../../src/domain/on-call/final.ts';
import type { Layer, Restriction, Schedule } from '../../../src/domain/on-call/schedule.ts';
import { reckoned } from './reckoning.ts';
import { revised, scheduleOf, shifts, wednesday, weekly } from './revising.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Alice's week, but for these days, which Dave has. */
function office(days: readonly string[], more: Partial<Layer> = {}): Schedule {
  const standIn: Layer = { ...weekly, people: ['dave'], only: [{ on: days, from: '00:00', to: '24:00' }] };
  return scheduleOf({ ...weekly, only: [{ except: days, from: '00:00', to: '24:00' }], ...more }, standIn);
}

describe('a day that a list of holidays gets', () => {
  it('counts at once, before the next hand-over', () => {
    const { schedule } = revised(office(['12-25']), [wednesday, office(['12-25', '2026-03-12'])]);
    expect(shifts(schedule, '2026-03-09T09:00Z', '2026-03-23T09:00Z')).toEqual([
      ...['alice 03-09', 'dave 03-12', 'alice 03-13', 'bob 03-16'],
    ]);
  });

  it('counts at once when it is today, and changes nothing of the past', () => {
    const { schedule } = revised(office(['12-25']), [wednesday, office(['12-25', '2026-03-10', '2026-03-11'])]);
    expect(shifts(schedule, '2026-03-09T09:00Z', '2026-03-16T09:00Z')).toEqual([
      ...['alice 03-09', 'dave 03-11', 'alice 03-12'],
    ]);
    expect(onCallAt(schedule, new Date('2026-03-10T12:00Z'))).toBe('alice');
    expect(onCallAt(schedule, new Date(wednesday.getTime() - 1))).toBe('alice');
  });

  it('counts in the first list of a layer as well, and when the list loses the day', () => {
    const always: Restriction = { from: '00:00', to: '24:00' };
    const { schedule } = revised(
      office(['12-25'], { only: [always] }),
      ['2026-03-10T12:00Z', office(['2026-03-12', '2026-03-13'])],
      [wednesday, office(['2026-03-13'])],
    );
    expect(shifts(schedule, '2026-03-09T09:00Z', '2026-03-16T09:00Z')).toEqual([
      ...['alice 03-09', 'dave 03-13', 'alice 03-14'],
    ]);
  });

  it('counts at once in a layer above one that is added, whose people wait for nothing either', () => {
    const next = office(['2026-03-12']);
    const below: Layer = { ...weekly, people: ['erin'], only: [{ days: ['thu'], from: '00:00', to: '24:00' }] };
    const { schedule } = revised(office(['12-25']), [wednesday, { ...next, layers: [below, ...next.layers] }]);
    expect(onCallAt(schedule, new Date('2026-03-12T12:00Z'))).toBe('dave');
  });
});

const day = fc
  .integer({ min: -3, max: 20 })
  .map((days) => new Date(wednesday.getTime() + days * dayMs).toISOString().slice(0, 10));
const days = fc.array(day, { maxLength: 5 });
const time = fc.constantFrom('00:00', '08:00', '12:30', '22:00', '24:00');

it('is who the rules say before and after any change of holidays, and the change moves no turn', () => {
  const layer = fc.record({
    people: fc.array(fc.constantFrom('alice', 'bob', 'carol', 'dave'), { minLength: 1, maxLength: 3 }),
    hours: fc.integer({ min: 5, max: 200 }),
    only: fc.array(fc.record({ from: time.filter((at) => at !== '24:00'), to: time }), { minLength: 1, maxLength: 2 }),
    lists: fc.array(fc.record({ on: fc.option(days), except: fc.option(days) }), { minLength: 4, maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(layer, { minLength: 1, maxLength: 3 }), fc.nat(40), fc.nat(200), (layers, first, second) => {
      const file = (change: number) =>
        scheduleOf(
          ...layers.map(({ people, hours, only, lists }): Layer => {
            const withLists = only.map((each, index): Restriction => {
              const { on, except } = lists[(change + index) % lists.length]!;
              return { ...each, ...(on && { on }), ...(except && { except }) };
            });
            return { people, every: { hours }, starts: '2026-03-01T09:00', only: withLists };
          }),
        );
      const changes = [first, first + 1 + second].map((hours) => wednesday.getTime() + hours * hourMs);
      const { schedule } = revised(file(0), [new Date(changes[0]!), file(1)], [new Date(changes[1]!), file(2)]);
      const moments = Array.from({ length: 60 }, (_, index) => wednesday.getTime() + (index * 7 - 20) * hourMs + 1);
      const expected = [0, 1, 2].map((version) => reckoned(file(version), moments));
      const versionAt = (at: number) => changes.filter((change) => change <= at).length;
      expect(moments.map((at) => onCallAt(schedule, new Date(at)))).toEqual(
        moments.map((at, index) => expected[versionAt(at)]![index]),
      );
    }),
    { numRuns: 60 },
  );
});
