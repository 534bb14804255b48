import fc from 'fast-check';
import { describe, it } from 'vitest';
import { importPagerDuty } from '../../src/moving/pagerduty/import.ts';
import {
  dayMs,
  expectSameMoments,
  importedAt,
  modulo,
  momentsNear,
  readBack,
  wallClock,
  weekdayOf,
} from './compare.ts';

// Any schedule of PagerDuty, reckoned from its own JSON: turns count on through restricted hours, later layers count more, and
// the last override counts most. Whoever is not in the export is nobody, and nobody else's turns move.

const hourMs = 3_600_000;
const names = ['alice', 'bob', 'carol', 'dan'];
const users = names.map((name) => ({ id: `P${name}`, name, email: `${name}@example.org` }));
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'America/St_Johns', 'Asia/Kathmandu', 'UTC'];

const at = (from: number, to: number) =>
  fc
    .integer({ min: from * 48, max: to * 48 })
    .map((half) => new Date(importedAt.getTime() + half * (hourMs / 2)).toISOString());

const restriction = fc.oneof(
  fc.record({
    type: fc.constant('daily_restriction'),
    start_time_of_day: fc.integer({ min: 0, max: 47 }).map(timeOf),
    duration_seconds: fc.integer({ min: 1, max: 47 }).map((half) => half * 1800),
  }),
  fc.record({
    type: fc.constant('weekly_restriction'),
    start_day_of_week: fc.integer({ min: 1, max: 7 }),
    start_time_of_day: fc.integer({ min: 0, max: 47 }).map(timeOf),
    duration_seconds: fc.integer({ min: 1, max: 6 * 48 }).map((half) => half * 1800),
  }),
);

function timeOf(half: number): string {
  return `${String(Math.floor(half / 2)).padStart(2, '0')}:${half % 2 ? '30' : '00'}:00`;
}

const layer = fc.record({
  start: at(-20, 20),
  end: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: at(20, 300) }),
  rotation_virtual_start: at(-40, 10),
  rotation_turn_length_seconds: fc.constantFrom(86_400, 604_800, 43_200, 28_800, 3 * 86_400, 1_209_600),
  users: fc
    .array(fc.constantFrom(...names, 'gone'), { minLength: 1, maxLength: 4 })
    .map((all) => all.map((name) => ({ user: { id: `P${name}`, type: 'user_reference' } }))),
  restrictions: fc.array(restriction, { maxLength: 2 }),
});

const override = fc
  .record({ from: at(-2, 200), hours: fc.integer({ min: 1, max: 100 }), name: fc.constantFrom(...names) })
  .map(({ from, hours, name }) => ({
    start: from,
    end: new Date(Date.parse(from) + hours * hourMs).toISOString(),
    user: { id: `P${name}`, type: 'user_reference' },
  }));

type Layer = typeof layer extends fc.Arbitrary<infer T> ? T : never;

function onLayer(one: Layer, zone: string, moment: number): string | undefined {
  if (moment < Date.parse(one.start) || (one.end && moment >= Date.parse(one.end))) return undefined;
  const wall = wallClock(moment, zone);
  const isOpen = one.restrictions.some((hours) => {
    const [hour = 0, minute = 0] = hours.start_time_of_day.split(':').map(Number);
    const begin = hour * hourMs + minute * 60_000;
    const length = hours.duration_seconds * 1000;
    if (!('start_day_of_week' in hours)) return modulo(wall - begin, dayMs) < length;
    const inWeek = weekdayOf(wall) * dayMs + modulo(wall, dayMs);
    return modulo(inWeek - (hours.start_day_of_week - 1) * dayMs - begin, 7 * dayMs) < length;
  });
  if (one.restrictions.length > 0 && !isOpen) return undefined;
  const turns = Math.floor(
    (wall - wallClock(Date.parse(one.rotation_virtual_start), zone)) / (one.rotation_turn_length_seconds * 1000),
  );
  const name = one.users[modulo(turns, one.users.length)]!.user.id.slice(1);
  return name === 'gone' ? undefined : name;
}

describe('any schedule of PagerDuty', () => {
  it('has the same person on call after the import', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(layer, { minLength: 1, maxLength: 3 }),
        fc.array(override, { maxLength: 3 }),
        (zone, layers, overrides) => {
          const schedule = { id: 'PSCHED', name: 'Primary', time_zone: zone, schedule_layers: layers, overrides };
          const imported = importPagerDuty(
            [
              { path: 'users.json', data: { users } },
              { path: 'schedules.json', data: { schedules: [schedule] } },
            ],
            importedAt,
          );
          const isTold = imported.lines.some(
            ({ subject, kind, text }) =>
              kind === 'left-out' && /schedule|layer/.test(subject) && !/not among the people/.test(text),
          );
          fc.pre(!isTold && imported.file.schedules.has('primary'));
          expectSameMoments(readBack(imported), ['primary'], momentsNear(zone), (moment) => {
            const own = overrides.findLast(({ start, end }) => moment >= Date.parse(start) && moment < Date.parse(end));
            if (own) return [own.user.id.slice(1)];
            return [layers.map((one) => onLayer(one, zone, moment)).find((person) => person !== undefined)];
          });
        },
      ),
      { numRuns: 10 },
    );
  });
});
