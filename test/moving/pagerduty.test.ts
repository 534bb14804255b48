import { describe, expect, it } from 'vitest';
import { spellLine } from '../../src/moving/file/lines.ts';
import { importPagerDuty } from '../../src/moving/pagerduty/import.ts';
import { dayMs, expectSameHours, fixture, importedAt, modulo, readBack, wallClock, weekdayOf } from './compare.ts';

const documents = fixture('pagerduty');
const imported = importPagerDuty(documents, importedAt);
const directory = readBack(imported);
const lines = imported.lines.map(spellLine);

interface Layer {
  readonly start: string;
  readonly end: string | null;
  readonly rotation_virtual_start: string;
  readonly rotation_turn_length_seconds: number;
  readonly users: readonly { user: { id: string } }[];
  readonly restrictions: readonly {
    type: string;
    start_day_of_week?: number;
    start_time_of_day: string;
    duration_seconds: number;
  }[];
}

const answer = <T>(path: string) => documents.find((one) => one.path === path)!.data as T;
const idOf = new Map(
  answer<{ users: { id: string; email: string }[] }>('users.json').users.map(({ id, email }) => [
    id,
    email.split('@')[0]!,
  ]),
);
const { schedules } = answer<{ schedules: { time_zone: string; schedule_layers: Layer[] }[] }>('schedules.json');
const { overrides } = answer<{ overrides: { start: string; end: string; user: { id: string } }[] }>(
  'overrides/PSCHED1.json',
);

/** Who has a layer at this moment, by PagerDuty's rules: turns count on through restricted hours. */
function onLayer(layer: Layer, zone: string, at: number): string | undefined {
  if (at < Date.parse(layer.start) || (layer.end && at >= Date.parse(layer.end))) return undefined;
  const wall = wallClock(at, zone);
  const isWithin = layer.restrictions.some(
    ({ type, start_day_of_week: day, start_time_of_day: time, duration_seconds }) => {
      const [hours = 0, minutes = 0] = time.split(':').map(Number);
      const begin = (hours * 60 + minutes) * 60_000;
      if (type === 'daily_restriction') return modulo(wall - begin, dayMs) < duration_seconds * 1000;
      const sinceMonday = weekdayOf(wall) * dayMs + modulo(wall, dayMs);
      return modulo(sinceMonday - ((day ?? 1) - 1) * dayMs - begin, 7 * dayMs) < duration_seconds * 1000;
    },
  );
  if (layer.restrictions.length > 0 && !isWithin) return undefined;
  const begin = wallClock(Date.parse(layer.rotation_virtual_start), zone);
  const turn = Math.floor((wall - begin) / (layer.rotation_turn_length_seconds * 1000));
  return idOf.get(layer.users[modulo(turn, layer.users.length)]!.user.id);
}

function onCall(index: number, at: number): string | undefined {
  const { time_zone: zone, schedule_layers: layers } = schedules[index]!;
  const override = (index === 0 ? overrides : []).findLast(
    ({ start, end }) => at >= Date.parse(start) && at < Date.parse(end),
  );
  if (override) return idOf.get(override.user.id);
  // The first layer of the answer is the one that counts most.
  for (const layer of layers) {
    const person = onLayer(layer, zone, at);
    if (person) return person;
  }
  return undefined;
}

describe('each hour of a year has the same person on call', () => {
  it('over layers that end, begin later, and turn every 12 hours, with overrides where the clocks change', () => {
    expectSameHours(directory, ['primary'], (at) => [onCall(0, at)]);
  });

  it('with days without a shift, in a zone that moves its clocks by half an hour', () => {
    expectSameHours(directory, ['business-hours'], (at) => [onCall(1, at)]);
  });
});

it('carries people, teams, policies, services and integrations', () => {
  expect(directory.people.get('alice')).toMatchObject({
    name: 'Alice Chen',
    email: 'alice@example.org',
    timezone: 'America/New_York',
    role: 'admin',
  });
  expect(directory.teams.get('payments')).toMatchObject({ members: ['alice', 'bob'] });
  expect(directory.policies.get('payments')).toMatchObject({
    repeat: 3,
    ackTimeoutMs: 1_800_000,
    levels: [
      { page: [{ schedule: 'primary' }], escalateAfterMs: 600_000 },
      { page: [{ person: 'alice' }, { schedule: 'business-hours' }], escalateAfterMs: 5_400_000, roundRobin: true },
    ],
  });
  expect(directory.services.get('checkout')).toMatchObject({ policy: 'payments', team: 'payments', severity: 'sev2' });
  expect(directory.integrations?.get('checkout-prometheus')).toMatchObject({
    sender: 'pagerduty',
    service: 'checkout',
    resolveAfterMs: 14_400_000,
  });
  expect(imported.keys.get('checkout-prometheus')).toBe('0123456789abcdef0123456789abcdef');
  expect([...(directory.maintenance ?? new Map()).keys()]).toEqual(['database-move']);
});

it('says in one line each what it does not carry', () => {
  for (const line of [
    'Not carried: person “Alice Chen”: Tocsin does not page by phone, SMS.',
    'Approximated: person “Eve in no rotation”: their time zone “Mars/Olympus” is not one of the time zone database; UTC counts.',
    'Not carried: escalation policy “Nobody”: Gone Away is not among the people of the export.',
    'Not carried: escalation policy “Nobody”: it pages nobody.',
    'Not carried: service “Orphan”: its escalation policy is not in the export, or pages nobody.',
    'Not carried: integration “Checkout Mail”: alerts by mail to checkout@example.pagerduty.com; see docs/alerts.md for alerts by mail.',
    'Not carried: maintenance window “Over”: it is over.',
  ])
    expect(lines).toContain(line);
});
