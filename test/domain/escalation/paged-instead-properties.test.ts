import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Directory } from '../../../src/domain/directory.ts';
import { awayParts, pagedInstead } from '../../../src/domain/escalation/paged-instead.ts';
import type { Level, Target } from '../../../src/domain/escalation/policy.ts';
import { finalShifts } from '../../../src/domain/on-call/final.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import { sampleDirectory } from '../../harness/directory.ts';

const hourMs = 3_600_000;
const start = Date.parse('2026-03-27T00:00:00Z');
const hours = 7 * 24;
const ids = ['alice', 'bob', 'carol', 'dave'];

const hour = fc.integer({ min: 0, max: hours });
const absence = fc.tuple(hour, fc.integer({ min: 1, max: 72 })).map(([from, length]) => ({ from, to: from + length }));
const target: fc.Arbitrary<Target> = fc.oneof(
  fc.constantFrom('primary', 'second').map((schedule) => ({ schedule })),
  fc.constantFrom(...ids).map((person) => ({ person })),
  fc.constant({ team: 'payments' }),
);
const level: fc.Arbitrary<Level> = fc.record({
  page: fc.array(target, { minLength: 1, maxLength: 2 }),
  escalateAfterMs: fc.constant(60_000),
});
const order = fc.array(fc.constantFrom(...ids, 'nobody'), { minLength: 1, maxLength: 4 });

interface Case {
  readonly away: Readonly<Record<string, readonly { from: number; to: number }[]>>;
  readonly levels: readonly Level[];
  readonly repeat: number;
  /** The people of each schedule, who change every twelve hours in UTC. */
  readonly orders: Readonly<Record<string, readonly string[]>>;
  readonly asked: readonly number[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  away: fc.record(Object.fromEntries(ids.map((id) => [id, fc.array(absence, { maxLength: 3 })]))),
  levels: fc.array(level, { minLength: 1, maxLength: 3 }),
  repeat: fc.integer({ min: 0, max: 2 }),
  orders: fc.record({ primary: order, second: order }),
  asked: fc.array(fc.integer({ min: 0, max: hours - 1 }), { minLength: 8, maxLength: 16 }),
});

/** Half an hour into an hour, at which nothing changes. */
const momentOf = (asked: number) => new Date(start + (asked + 0.5) * hourMs);

function directoryOf({ away, levels, repeat, orders }: Case): Directory {
  const sample = sampleDirectory();
  const at = (count: number) => new Date(start + count * hourMs);
  const people = ids.map((id) => ({
    ...sample.people.get('alice')!,
    id,
    away: away[id]!.map(({ from, to }) => ({ from: at(from), to: at(to) })),
  }));
  const schedules = Object.entries(orders).map(([id, people]): Schedule => {
    const layer = { people, every: { hours: 12 }, starts: '2026-03-27T00:00' };
    return { id, timezone: 'UTC', layers: [layer], overrides: [] };
  });
  return {
    ...sample,
    people: new Map(people.map((one) => [one.id, one])),
    schedules: new Map(schedules.map((one) => [one.id, one])),
    policies: new Map([['default', { id: 'default', levels, repeat }]]),
    teams: new Map([['payments', { id: 'payments', members: ['alice', 'bob'] }]]),
  };
}

/** The rules said a second time: level by level, with people who are there, then with everybody. */
function reckoned({ away, levels, repeat, orders }: Case, asked: number): readonly string[] | undefined {
  const isAway = (id: string) => away[id]!.some(({ from, to }) => from <= asked && asked < to);
  const onCall = (id: string) => {
    const people = orders[id]!;
    const person = people[Math.floor(asked / 12) % people.length]!;
    return person === 'nobody' ? [] : [person];
  };
  const [person] = onCall('primary');
  const first = levels.findIndex(({ page }) => page.some((one) => 'schedule' in one && one.schedule === 'primary'));
  if (person === undefined || !isAway(person) || first === -1) return undefined;
  const peopleOf = ({ page }: Level) => [
    ...new Set(
      page.flatMap((one) => {
        if ('schedule' in one) return onCall(one.schedule);
        return 'person' in one ? [one.person] : ['alice', 'bob'];
      }),
    ),
  ];
  const inOrder = [...levels.slice(first), ...(repeat > 0 ? levels.slice(0, first) : [])].map(peopleOf);
  const there = inOrder.map((people) => people.filter((id) => !isAway(id))).find((people) => people.length > 0);
  return there ?? inOrder.find((people) => people.length > 0);
}

function named(instead: ReturnType<typeof pagedInstead>, person: string): readonly string[] | undefined {
  return instead && [...instead.people, ...(instead.nobodyElse ? [person] : [])].sort();
}

test('whoever is paged instead is whom the levels say, at every moment', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const directory = directoryOf(given);
      for (const asked of given.asked) {
        const person = given.orders.primary![Math.floor(asked / 12) % given.orders.primary!.length]!;
        const found = named(pagedInstead('primary', momentOf(asked), directory), person);
        expect(found).toEqual(reckoned(given, asked)?.toSorted());
      }
    }),
    { numRuns: 200 },
  );
});

test('the parts of a shift are the times in which its person is away, each with whoever is paged in all of it', () => {
  fc.assert(
    fc.property(cases, (given) => {
      const directory = directoryOf(given);
      const primary = directory.schedules.get('primary')!;
      const shifts = finalShifts(primary, new Date(start), new Date(start + hours * hourMs));
      for (const shift of shifts) {
        const parts = awayParts(primary, shift, directory);
        const inside = given.asked.filter((asked) => momentOf(asked) >= shift.from && momentOf(asked) < shift.to);
        for (const asked of inside) {
          const at = momentOf(asked);
          const part = parts.filter(({ from, to }) => from <= at && at < to);
          const isAway = given.away[shift.person]!.some(({ from, to }) => from <= asked && asked < to);
          expect(part).toHaveLength(isAway ? 1 : 0);
          expect(named(part[0]?.instead, shift.person)).toEqual(reckoned(given, asked)?.toSorted());
        }
        const edges = [shift.from, ...parts.flatMap(({ from, to }) => [from, to]), shift.to].map(Number);
        expect(edges).toEqual(edges.toSorted((a, b) => a - b));
      }
    }),
    { numRuns: 200 },
  );
});
