import fc from 'fast-check';
import { describe, it } from 'vitest';
import { importOpsgenie } from '../../src/moving/opsgenie/import.ts';
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

// Any schedule of Opsgenie, reckoned from its own JSON: everybody on any rotation is on call, turns count on through restricted
// hours, and an override of some rotations replaces their people only.

const hourMs = 3_600_000;
const names = ['alice', 'bob', 'carol', 'dan'];
const users = names.map((name) => ({ id: `u-${name}`, username: `${name}@example.org`, fullName: name }));
const zones = ['Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const dayNames = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

const at = (from: number, to: number) =>
  fc
    .integer({ min: from * 24, max: to * 24 })
    .map((hour) => new Date(importedAt.getTime() + hour * hourMs).toISOString());
const clock = {
  startHour: fc.nat(23),
  startMin: fc.constantFrom(0, 30),
  endHour: fc.nat(23),
  endMin: fc.constantFrom(0, 30),
};
const restriction = fc.oneof(
  fc.record({ type: fc.constant('time-of-day'), restriction: fc.record(clock) }),
  fc.record({
    type: fc.constant('weekday-and-time-of-day'),
    restrictions: fc.array(
      fc.record({ startDay: fc.constantFrom(...dayNames), endDay: fc.constantFrom(...dayNames), ...clock }),
      { minLength: 1, maxLength: 2 },
    ),
  }),
);
const participant = fc
  .constantFrom(...names, undefined)
  .map((name) => (name ? { type: 'user', id: `u-${name}`, username: `${name}@example.org` } : { type: 'none' }));
const rotation = fc.record(
  {
    startDate: at(-20, 10),
    endDate: at(30, 300),
    type: fc.constantFrom('weekly', 'daily', 'hourly'),
    length: fc.constantFrom(1, 2, 12),
    participants: fc.array(participant, { minLength: 1, maxLength: 3 }),
    timeRestriction: restriction,
  },
  { requiredKeys: ['startDate', 'type', 'length', 'participants'] },
);
const override = fc.record({
  from: at(1, 200),
  hours: fc.integer({ min: 1, max: 60 }),
  name: fc.constantFrom(...names),
  only: fc.boolean(),
});

type Rotation = typeof rotation extends fc.Arbitrary<infer T> ? T : never;
type Hours = {
  startDay?: string;
  endDay?: string;
  startHour: number;
  startMin: number;
  endHour: number;
  endMin: number;
};

function isWithin(wall: number, { startDay, endDay, startHour, startMin, endHour, endMin }: Hours): boolean {
  const cycle = startDay ? 7 * dayMs : dayMs;
  const now = startDay ? weekdayOf(wall) * dayMs + modulo(wall, dayMs) : modulo(wall, dayMs);
  const from = (startDay ? dayNames.indexOf(startDay) * dayMs : 0) + startHour * hourMs + startMin * 60_000;
  const to = (startDay ? dayNames.indexOf(endDay!) * dayMs : 0) + endHour * hourMs + endMin * 60_000;
  return modulo(now - from, cycle) < (modulo(to - from, cycle) || cycle);
}

function onRotation(one: Rotation, zone: string, moment: number): string | undefined {
  if (moment < Date.parse(one.startDate) || (one.endDate && moment >= Date.parse(one.endDate))) return undefined;
  const wall = wallClock(moment, zone);
  const restricted = one.timeRestriction as { restriction?: Hours; restrictions?: Hours[] } | undefined;
  const hours = [...(restricted?.restrictions ?? []), ...(restricted?.restriction ? [restricted.restriction] : [])];
  if (hours.length > 0 && !hours.some((each) => isWithin(wall, each))) return undefined;
  const length = { weekly: 7 * dayMs, daily: dayMs, hourly: hourMs }[one.type] * one.length;
  const turn = Math.floor((wall - wallClock(Date.parse(one.startDate), zone)) / length);
  const whose = one.participants[modulo(turn, one.participants.length)]!;
  return whose.username?.split('@')[0];
}

describe('any schedule of Opsgenie', () => {
  it('has the same people on call after the import', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.array(rotation, { minLength: 1, maxLength: 2 }),
        fc.array(override, { maxLength: 1 }),
        (zone, all, overrides) => {
          const rotations = all.map((one, index) => ({ id: `r-${index}`, name: `r${index}`, ...one }));
          const own = overrides.map(({ from, hours, name, only }) => ({
            user: { id: `u-${name}`, username: `${name}@example.org` },
            startDate: from,
            endDate: new Date(Date.parse(from) + hours * hourMs).toISOString(),
            rotations: only ? [{ id: 'r-0', name: 'r0' }] : [],
          }));
          const schedule = { id: 's-1', name: 'Ops', timezone: zone, enabled: true, rotations, overrides: own };
          const imported = importOpsgenie(
            [
              { path: 'users.json', data: { data: users } },
              { path: 'schedules.json', data: { data: [schedule] } },
            ],
            importedAt,
          );
          const isTold = imported.lines.some(
            ({ subject, kind }) => kind === 'left-out' && subject.startsWith('schedule'),
          );
          const ids = [...imported.file.schedules.keys()];
          fc.pre(!isTold && ids.length > 0);
          expectSameMoments(readBack(imported), ids, momentsNear(zone), (moment) => {
            const running = own.findLast(
              ({ startDate, endDate }) => moment >= Date.parse(startDate) && moment < Date.parse(endDate),
            );
            const name = running?.user.username.split('@')[0];
            if (running && (running.rotations.length === 0 || all.length === 1)) return [name];
            return all.map((one, index) => (running && index === 0 ? name : onRotation(one, zone, moment)));
          });
        },
      ),
      { numRuns: 6 },
    );
  });
});
