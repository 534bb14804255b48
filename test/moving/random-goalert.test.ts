import fc from 'fast-check';
import { describe, it } from 'vitest';
import { importGoalert } from '../../src/moving/goalert/import.ts';
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

// Any schedule of GoAlert, reckoned from its own JSON: turns are counted from the next hand-over of the export, by months too,
// count on through hours without a rule, and everybody whom a rule names is on call.

const hourMs = 3_600_000;
const names = ['alice', 'bob', 'carol', 'dan'];
const users = names.map((name) => ({ id: `g-${name}`, name, email: `${name}@example.org`, role: 'user' }));
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu', 'UTC'];
const lengths = { hourly: hourMs, daily: dayMs, weekly: 7 * dayMs };

const rotation = fc.record({
  type: fc.constantFrom('hourly' as const, 'daily' as const, 'weekly' as const, 'monthly' as const),
  shiftLength: fc.constantFrom(1, 2, 3, 12),
  userIDs: fc.array(fc.constantFrom(...names, 'gone'), { minLength: 1, maxLength: 4 }),
  active: fc.nat(3),
  /** When turns begin, as local time. */
  day: fc.integer({ min: 1, max: 31 }),
  month: fc.integer({ min: 1, max: 12 }),
  hour: fc.nat(23),
  minute: fc.constantFrom(0, 30),
});
const halves = fc.integer({ min: 0, max: 47 }).map((half) => `${two(Math.floor(half / 2))}:${half % 2 ? '30' : '00'}`);
const rule = fc.record({
  start: halves,
  end: halves,
  weekdayFilter: fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }),
});
const target = fc.record({ rotation, rules: fc.array(rule, { minLength: 1, maxLength: 2 }) });

type Rotation = typeof rotation extends fc.Arbitrary<infer T> ? T : never;
type Rule = typeof rule extends fc.Arbitrary<infer T> ? T : never;

function two(number: number): string {
  return String(number).padStart(2, '0');
}

/** The moment at which the clocks of the zone show this. */
function momentOf(wall: number, zone: string): number {
  const guess = wall - (wallClock(wall, zone) - wall);
  return guess + (wall - wallClock(guess, zone));
}

function wallStart({ day, month, hour, minute }: Rotation): number {
  return Date.UTC(2025, month - 1, day, hour, minute);
}

/** How many hand-overs a rotation has had by this local time, counted from its start. */
function turnsBy(one: Rotation, wall: number): number {
  const start = wallStart(one);
  if (one.type !== 'monthly') return Math.floor((wall - start) / (lengths[one.type] * one.shiftLength));
  const [now, first] = [new Date(wall), new Date(start)];
  const isBefore = now.getUTCDate() * dayMs + modulo(wall, dayMs) < first.getUTCDate() * dayMs + modulo(start, dayMs);
  const months = (now.getUTCFullYear() - first.getUTCFullYear()) * 12 + now.getUTCMonth() - first.getUTCMonth();
  return Math.floor((months - (isBefore ? 1 : 0)) / one.shiftLength);
}

function nextHandOver(one: Rotation, zone: string): number {
  const turns = turnsBy(one, wallClock(importedAt.getTime(), zone)) + 1;
  const start = new Date(wallStart(one));
  if (one.type !== 'monthly') return start.getTime() + turns * lengths[one.type] * one.shiftLength;
  const months = start.getUTCMonth() + turns * one.shiftLength;
  return Date.UTC(start.getUTCFullYear(), months, start.getUTCDate(), start.getUTCHours(), start.getUTCMinutes());
}

function isActive({ start, end, weekdayFilter }: Rule, wall: number): boolean {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const now = Math.floor(modulo(wall, dayMs) / 60_000);
  const isOn = (day: number) => weekdayFilter[modulo(day + 1, 7)]!;
  const today = weekdayOf(wall);
  if (minutes(start) < minutes(end)) return isOn(today) && now >= minutes(start) && now < minutes(end);
  return now >= minutes(start) ? isOn(today) : now < minutes(end) && isOn(today - 1);
}

describe('any schedule of GoAlert', () => {
  it('has the same people on call after the import', () => {
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.array(target, { minLength: 1, maxLength: 2 }), (zone, all) => {
        const usual = all.filter(({ rotation: one }) => one.type !== 'monthly' || one.day <= 28);
        fc.pre(usual.length === all.length);
        const activeOf = (one: Rotation) => one.active % one.userIDs.length;
        const rotations = all.map(({ rotation: one }, index) => ({
          ...{ id: `r-${index}`, name: `R${index}`, timeZone: zone, type: one.type, shiftLength: one.shiftLength },
          start: new Date(momentOf(wallStart(one), zone)).toISOString(),
          activeUserIndex: activeOf(one),
          userIDs: one.userIDs.map((name) => `g-${name}`),
          nextHandoffTimes: [new Date(momentOf(nextHandOver(one, zone), zone)).toISOString()],
        }));
        const targets = all.map(({ rules }, index) => ({ target: { id: `r-${index}`, type: 'rotation' }, rules }));
        const schedule = { id: 's-1', name: 'Ops', timeZone: zone, targets, temporarySchedules: [] };
        const nodes = <T>(list: readonly T[]) => ({ nodes: list });
        const data = { users: nodes(users), rotations: nodes(rotations), schedules: nodes([schedule]) };
        const imported = importGoalert([{ path: 'export.json', data: { data } }], importedAt);
        const isTold = imported.lines.some(
          ({ kind, text }) => kind === 'left-out' && !/not among the people/.test(text),
        );
        const ids = [...imported.file.schedules.keys()];
        fc.pre(!isTold && ids.length > 0);
        const turnNow = all.map(({ rotation: one }) => turnsBy(one, wallClock(importedAt.getTime(), zone)));
        expectSameMoments(readBack(imported), ids, momentsNear(zone), (moment) => {
          const wall = wallClock(moment, zone);
          return all.map(({ rotation: one, rules }, index) => {
            if (!rules.some((each) => isActive(each, wall))) return undefined;
            const turn = activeOf(one) + turnsBy(one, wall) - turnNow[index]!;
            const name = one.userIDs[modulo(turn, one.userIDs.length)]!;
            return name === 'gone' ? undefined : name;
          });
        });
      }),
      { numRuns: 8 },
    );
  });
});
