import { expect, it } from 'vitest';
import type { Imported } from '../../src/moving/file/imported.ts';
import { spellLine } from '../../src/moving/file/lines.ts';
import { importGoalert } from '../../src/moving/goalert/import.ts';
import { importGrafanaOnCall } from '../../src/moving/grafana-oncall/import.ts';
import { importOpsgenie } from '../../src/moving/opsgenie/import.ts';
import { importPagerDuty } from '../../src/moving/pagerduty/import.ts';
import { dayMs, expectSameHours, importedAt, modulo, readBack, wallClock } from './compare.ts';

// What ends or has a zone of its own there, has it here as well: no override and no line stands in for it.

const names = ['alice', 'bob', 'carol', 'dan'];
const hourMs = 3_600_000;

function scheduleLines({ lines }: Imported): string[] {
  return lines.map(spellLine).filter((line) => /schedule|rotation/.test(line));
}

function plainSchedule(imported: Imported, id: string) {
  return imported.file.schedules.get(id)!.value;
}

const pagerDutyUsers = names.map((name) => ({ id: `P${name}`, name, email: `${name}@example.org` }));
const pagerDutyLayer = (people: string[], start: string, end?: string) => ({
  name: people.join(' '),
  start,
  end: end ?? null,
  rotation_virtual_start: start,
  rotation_turn_length_seconds: 7 * 86_400,
  users: people.map((name) => ({ user: { id: `P${name}`, type: 'user_reference' } })),
  restrictions: [],
});

function pagerDuty(layers: object[]): Imported {
  const schedule = { id: 'PSCHED', name: 'Primary', time_zone: 'America/New_York', schedule_layers: layers };
  const documents = [
    { path: 'users.json', data: { users: pagerDutyUsers } },
    { path: 'schedules.json', data: { schedules: [schedule] } },
  ];
  return importPagerDuty(documents, importedAt);
}

it('carries PagerDuty layers that end in the middle of a shift, and the layers that begin then', () => {
  const change = '2026-03-11T16:00:00Z';
  const imported = pagerDuty([
    pagerDutyLayer(['carol', 'dan'], change),
    pagerDutyLayer(['alice', 'bob'], '2026-01-05T14:00:00Z', change),
  ]);
  expect(plainSchedule(imported, 'primary')).toMatchObject({
    layers: [{ ends: '2026-03-11T12:00' }, { starts: '2026-03-11T12:00' }],
    overrides: [],
  });
  expect(scheduleLines(imported)).toEqual([]);
  const week = 7 * dayMs;
  expectSameHours(readBack(imported), ['primary'], (at) => {
    const wall = wallClock(at, 'America/New_York');
    if (at < Date.parse(change)) {
      return [['alice', 'bob'][modulo(Math.floor((wall - Date.parse('2026-01-05T09:00Z')) / week), 2)]];
    }
    return [['carol', 'dan'][modulo(Math.floor((wall - Date.parse('2026-03-11T12:00Z')) / week), 2)]];
  });
});

it('carries a PagerDuty schedule whose last layer ends, at the second of two equal local times', () => {
  const end = '2026-11-01T06:30:00Z';
  const imported = pagerDuty([pagerDutyLayer(['alice', 'bob'], '2026-01-05T14:00:00Z', end)]);
  expect(plainSchedule(imported, 'primary').layers).toMatchObject([{ ends: '2026-11-01T06:30Z' }]);
  expect(scheduleLines(imported)).toEqual([]);
  const schedule = readBack(imported).schedules.get('primary')!;
  expect(schedule.layers[0]?.ends).toBe('2026-11-01T06:30Z');
});

it('leaves out a PagerDuty schedule whose layers have all ended', () => {
  const imported = pagerDuty([pagerDutyLayer(['alice', 'bob'], '2025-01-05T14:00:00Z', '2025-06-01T00:00:00Z')]);
  expect([...imported.file.schedules.keys()]).toEqual([]);
  expect(scheduleLines(imported)).toEqual(['Not carried: schedule “Primary”: all of its shifts have ended.']);
});

it('carries Opsgenie rotations that end, beside one that lasts, as schedules of which one ends', () => {
  const users = names.map((name) => ({ id: `u-${name}`, username: `${name}@example.org`, fullName: name }));
  const rotation = (id: string, people: string[], startDate: string, endDate?: string) => ({
    ...{ id, name: id, startDate, type: 'weekly', length: 1, ...(endDate && { endDate }) },
    participants: people.map((name) => ({ type: 'user', id: `u-${name}`, username: `${name}@example.org` })),
  });
  const rotations = [
    rotation('lasting', ['alice', 'bob'], '2026-01-05T09:00:00Z'),
    rotation('ending', ['carol', 'dan'], '2026-01-05T09:00:00Z', '2026-04-01T12:00:00Z'),
  ];
  const schedule = { id: 's-1', name: 'Ops', timezone: 'Europe/Berlin', enabled: true, rotations };
  const imported = importOpsgenie(
    [
      { path: 'users.json', data: { data: users } },
      { path: 'schedules.json', data: { data: [schedule] } },
    ],
    importedAt,
  );
  expect(plainSchedule(imported, 'ops-2')).toMatchObject({
    gaps: 'expected',
    layers: [{ people: ['carol', 'dan'], ends: '2026-04-01T14:00' }],
    overrides: [],
  });
  const turn = (people: string[], at: number) =>
    people[
      modulo(
        Math.floor((wallClock(at, 'Europe/Berlin') - Date.parse('2026-01-05T10:00Z')) / (7 * dayMs)),
        people.length,
      )
    ];
  expectSameHours(readBack(imported), ['ops', 'ops-2'], (at) => [
    turn(['alice', 'bob'], at),
    at < Date.parse('2026-04-01T12:00:00Z') ? turn(['carol', 'dan'], at) : undefined,
  ]);
});

it('carries shifts of Grafana OnCall in several time zones, each by its own clock', () => {
  const users = names.map((name) => ({ id: `U${name}`, username: name, email: `${name}@example.org` }));
  const regions = [
    ['alice', 'Asia/Tokyo'],
    ['bob', 'Europe/Berlin'],
    ['carol', 'America/New_York'],
    ['dan', null],
  ] as const;
  const shifts = regions.map(([name, zone], index) => ({
    ...{ id: name, name, type: 'rolling_users', time_zone: zone, level: index, rolling_users: [[`U${name}`]] },
    ...{ start: '2025-12-01T09:00:00', duration: 8 * 3600, frequency: 'daily', interval: 1 },
    ...(name === 'dan' && { until: '2026-06-15T12:00:00', start: '2025-12-01T23:00:00', duration: 3600 }),
  }));
  const schedule = {
    id: 'S1',
    name: 'Sun',
    type: 'web',
    time_zone: 'Europe/Berlin',
    shifts: shifts.map(({ id }) => id),
  };
  const imported = importGrafanaOnCall(
    [
      { path: 'users.json', data: { results: users } },
      { path: 'schedules.json', data: { results: [schedule] } },
      { path: 'on_call_shifts.json', data: { results: shifts } },
    ],
    importedAt,
  );
  expect(scheduleLines(imported)).toEqual([]);
  expectSameHours(readBack(imported), ['sun'], (at) => {
    const open = regions.filter(([name, zone]) => {
      const hour = modulo(wallClock(at, zone ?? 'UTC'), dayMs) / hourMs;
      if (name === 'dan') return hour >= 23 && at < Date.parse('2026-06-15T12:00Z');
      return hour >= 9 && hour < 17;
    });
    return [open.at(-1)?.[0]];
  });
});

it('carries a GoAlert rotation in another time zone than its schedule, without hours, by its own clock', () => {
  const users = names.map((name) => ({ id: `g-${name}`, name, email: `${name}@example.org`, role: 'user' }));
  const rotation = {
    ...{ id: 'r-1', name: 'Tokyo', timeZone: 'Asia/Tokyo', type: 'daily', shiftLength: 1, activeUserIndex: 0 },
    ...{ start: '2026-01-05T00:00:00Z', userIDs: ['g-alice', 'g-bob'], nextHandoffTimes: ['2026-01-13T00:00:00Z'] },
  };
  const always = { start: '00:00', end: '00:00', weekdayFilter: Array.from({ length: 7 }, () => true) };
  const schedule = {
    ...{ id: 's-1', name: 'World', timeZone: 'America/New_York', temporarySchedules: [] },
    targets: [{ target: { id: 'r-1', type: 'rotation', name: 'Tokyo' }, rules: [always] }],
  };
  const nodes = <T>(...all: T[]) => ({ nodes: all });
  const data = { users: nodes(...users), rotations: nodes(rotation), schedules: nodes(schedule) };
  const imported = importGoalert([{ path: 'export.json', data: { data } }], importedAt);
  expect(scheduleLines(imported)).toEqual([]);
  expectSameHours(readBack(imported), ['world'], (at) => [
    ['bob', 'alice'][modulo(Math.floor((at - Date.parse('2026-01-13T00:00Z')) / dayMs), 2)],
  ]);
});
