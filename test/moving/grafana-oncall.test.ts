import { describe, expect, it } from 'vitest';
import { spellLine } from '../../src/moving/file/lines.ts';
import { importGrafanaOnCall } from '../../src/moving/grafana-oncall/import.ts';
import { dayMs, expectSameHours, fixture, importedAt, modulo, readBack, wallClock, weekdayOf } from './compare.ts';

const documents = fixture('grafana-oncall');
const imported = importGrafanaOnCall(documents, importedAt);
const directory = readBack(imported);
const lines = imported.lines.map(spellLine);

interface Shift {
  readonly id: string;
  readonly type: string;
  readonly level: number;
  readonly start: string;
  readonly rotation_start?: string;
  readonly duration: number;
  readonly until?: string;
  readonly frequency?: 'hourly' | 'daily' | 'weekly' | null;
  readonly interval?: number;
  readonly week_start?: string;
  readonly by_day?: readonly string[] | null;
  readonly users?: readonly string[];
  readonly rolling_users?: readonly (readonly string[])[];
  readonly start_rotation_from_user_index?: number | null;
}

const list = <T>(path: string) =>
  (documents.find((one) => one.path === path)!.data as { results: readonly T[] }).results;
const idOf = new Map(list<{ id: string; username: string }>('users.json').map(({ id, username }) => [id, username]));
const shifts = new Map(list<Shift>('on_call_shifts.json').map((one) => [one.id, one]));
const schedules = list<{ shifts: readonly string[] }>('schedules.json');

const hourMs = 3_600_000;
const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const wallOf = (local: string) => Date.parse(`${local}Z`);

/** An occurrence of a shift on the wall, and who has it. */
interface Event {
  readonly from: number;
  readonly to: number;
  readonly level: number;
  readonly users: readonly string[];
}

/** Every occurrence of a shift until the end of the year that is compared, by OnCall's rules. */
function eventsOf(shift: Shift): readonly Event[] {
  const { type, start, duration, frequency, interval = 1, by_day: days, level } = shift;
  const first = wallOf(shift.rotation_start ?? start);
  const event = (from: number, users: readonly string[]) => ({ from, to: from + duration * 1000, level, users });
  if (!frequency) return [event(wallOf(start), shift.users ?? shift.rolling_users?.[0] ?? [])];
  const groups = type === 'rolling_users' ? shift.rolling_users! : [shift.users!];
  const end = shift.until ? wallOf(shift.until) : wallOf('2027-01-20T00:00:00');
  const weekStart = codes.indexOf(shift.week_start ?? 'SU');
  const weekOf = (wall: number) => Math.floor((wall - modulo(weekdayOf(wall) - weekStart, 7) * dayMs) / dayMs / 7);
  const events: Event[] = [];
  const step = frequency === 'hourly' ? hourMs : dayMs;
  const firstWeek: { value?: number } = {};
  let turn = -1;
  for (let wall = wallOf(start), number = 0; wall < end; wall += step, number += 1) {
    const isSelected = days?.length ? days.includes(codes[weekdayOf(wall)]!) : true;
    if (!isSelected) continue;
    if (!days?.length && number % (frequency === 'weekly' ? interval * 7 : interval) !== 0) continue;
    firstWeek.value ??= weekOf(wall);
    if (days?.length && frequency === 'weekly' && (weekOf(wall) - firstWeek.value) % interval !== 0) continue;
    if (wall < first) continue;
    const isNewTurn =
      !(days?.length && frequency === 'weekly') || events.length === 0 || weekOf(wall) !== weekOf(events.at(-1)!.from);
    if (isNewTurn) turn += 1;
    const index = (shift.start_rotation_from_user_index ?? 0) + turn;
    const of = event(wall, groups[index % groups.length]!);
    events.push({ ...of, to: Math.min(of.to, end) });
  }
  return events;
}

function onCall(index: number, zone: string, without: readonly string[] = []) {
  const own = schedules[index]!.shifts.filter((id) => !without.includes(id)).map((id) => shifts.get(id)!);
  const overrides = own.filter(({ type }) => type === 'override').flatMap(eventsOf);
  const events = own.filter(({ type }) => type !== 'override').flatMap(eventsOf);
  return (at: number) => {
    const wall = wallClock(at, zone);
    const now = (all: readonly Event[]) => all.filter(({ from, to }) => from <= wall && wall < to);
    const found = now(overrides).length > 0 ? now(overrides) : now(events);
    const top = Math.max(...found.map(({ level }) => level));
    return found.filter(({ level }) => level === top).flatMap(({ users }) => users.map((user) => idOf.get(user)));
  };
}

const schedulesOf = (name: string) =>
  [...directory.schedules.keys()].filter((id) => id === name || id.startsWith(`${name}-`));

describe('each hour of a year has the same people on call', () => {
  it('over levels, groups, selected days, and an event in the night in which the clocks change', () => {
    expectSameHours(directory, schedulesOf('primary'), onCall(0, 'Europe/Paris', ['OTHERWEEKS']));
  });

  it('of a web schedule in UTC, with shifts that begin and end, and an override by two people', () => {
    expectSameHours(directory, schedulesOf('web'), onCall(1, 'UTC'));
  });
});

it('carries people, teams, chains, integrations and routes', () => {
  expect(directory.people.get('alice')).toMatchObject({ role: 'admin', accounts: { slack: 'U0ALICE1' } });
  expect(directory.teams.get('payments')).toMatchObject({ members: ['alice', 'bob'] });
  expect(directory.schedules.get('primary')?.groups).toEqual({ slack: 'S0ONCALL' });
  expect(directory.policies.get('default')).toMatchObject({
    repeat: 5,
    levels: [
      { escalateAfterMs: 300_000 },
      { page: [{ team: 'payments' }, { person: 'eve' }], escalateAfterMs: 900_000 },
    ],
  });
  expect(directory.policies.get('critical')).toMatchObject({ levels: [{ roundRobin: true }] });
  expect(directory.integrations?.get('alertmanager-shop')).toMatchObject({
    sender: 'alertmanager',
    service: 'default',
  });
  expect(directory.routes).toMatchObject([{ integration: 'alertmanager-shop', service: 'critical' }]);
  expect(imported.keys.get('alertmanager-shop')).toBe('mReAoNwDm0eMwKo1mTeTwYo');
});

it('says in one line each what it does not carry', () => {
  for (const line of [
    'Not carried: schedule “Primary”: shift “otherweeks”: it leaves out weeks.',
    'Not carried: schedule “From iCal”: it is a calendar somewhere else, which Tocsin does not read; write it as layers.',
    'Not carried: escalation chain “Critical”: a step “trigger_webhook”.',
    'Not carried: escalation chain “Empty”: it pages nobody.',
    'Not carried: integration “Mail”: “inbound_email” is not read in the shape that OnCall reads; see docs/alerts.md.',
    'Approximated: route “Alertmanager shop: "severity": "critical"”: it looks at the label severity here.',
    "Not carried: route “Alertmanager shop: {{ payload.team == 'db' }}”: it looks at the whole payload; write a route by a label.",
  ])
    expect(lines).toContain(line);
});
