import { describe, expect, it } from 'vitest';
import { spellLine } from '../../src/moving/file/lines.ts';
import { importOpsgenie } from '../../src/moving/opsgenie/import.ts';
import { dayMs, expectSameHours, fixture, importedAt, modulo, readBack, wallClock, weekdayOf } from './compare.ts';

const documents = fixture('opsgenie');
const imported = importOpsgenie(documents, importedAt);
const directory = readBack(imported);
const lines = imported.lines.map(spellLine);

interface Hours {
  readonly startDay?: string;
  readonly startHour: number;
  readonly startMin: number;
  readonly endDay?: string;
  readonly endHour: number;
  readonly endMin: number;
}

interface Rotation {
  readonly id: string;
  readonly type: 'hourly' | 'daily' | 'weekly';
  readonly length: number;
  readonly startDate: string;
  readonly endDate?: string;
  readonly participants: readonly { type: string; username?: string }[];
  readonly timeRestriction?: { restriction?: Hours; restrictions?: readonly Hours[] };
}

const { schedule, scheduleOverrideList: overrides } = documents.find(({ path }) => path === 'schedules/Ops-s-1.json')!
  .data as {
  schedule: { timezone: string; rotations: readonly Rotation[] };
  scheduleOverrideList: readonly {
    user: { username: string };
    startDate: string;
    endDate: string;
    rotations: readonly { id: string }[];
  }[];
};

const hourMs = 3_600_000;
const lengths = { hourly: hourMs, daily: dayMs, weekly: 7 * dayMs };
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const personOf = (address: string | undefined) => address?.split('@')[0];

function isWithin(wall: number, { startDay, startHour, startMin, endDay, endHour, endMin }: Hours): boolean {
  const cycle = startDay ? 7 * dayMs : dayMs;
  const at = modulo(startDay ? weekdayOf(wall) * dayMs + modulo(wall, dayMs) : wall, cycle);
  const start = (startDay ? days.indexOf(startDay) * dayMs : 0) + startHour * hourMs + startMin * 60_000;
  const end = (endDay ? days.indexOf(endDay) * dayMs : 0) + endHour * hourMs + endMin * 60_000;
  return modulo(at - start, cycle) < modulo(end - start, cycle);
}

/** Who is on call by a rotation, by Opsgenie's rules: turns count on outside of the hours. */
function onRotation(rotation: Rotation, at: number): string | undefined {
  const { startDate, endDate, participants, timeRestriction, type, length } = rotation;
  if (at < Date.parse(startDate) || (endDate && at >= Date.parse(endDate))) return undefined;
  const own = overrides.findLast(
    (one) =>
      one.rotations.some(({ id }) => id === rotation.id) &&
      at >= Date.parse(one.startDate) &&
      at < Date.parse(one.endDate),
  );
  if (own) return personOf(own.user.username);
  const wall = wallClock(at, schedule.timezone);
  const hours = [...(timeRestriction?.restrictions ?? []), ...[timeRestriction?.restriction ?? []].flat()];
  if (hours.length > 0 && !hours.some((one) => isWithin(wall, one))) return undefined;
  const turn = Math.floor((wall - wallClock(Date.parse(startDate), schedule.timezone)) / (lengths[type] * length));
  return personOf(participants[modulo(turn, participants.length)]!.username);
}

function onCall(at: number): readonly (string | undefined)[] {
  const all = overrides.find(
    (one) => one.rotations.length === 0 && at >= Date.parse(one.startDate) && at < Date.parse(one.endDate),
  );
  if (all) return [personOf(all.user.username)];
  return schedule.rotations.map((rotation) => onRotation(rotation, at));
}

describe('each hour of a year has the same people on call', () => {
  it('over rotations that meet, end, and have turns of nobody, with overrides of all and of one', () => {
    const ids = [...directory.schedules.keys()].filter((id) => id.startsWith('ops'));
    expect(ids).toHaveLength(4);
    expectSameHours(directory, ids, onCall);
  });

  it('over a rotation in which every third week is nobody’s', () => {
    const odd = documents.find(({ path }) => path.includes('Odd-s-2'))!.data as {
      schedule: { rotations: readonly Rotation[] };
    };
    expect(directory.schedules.get('odd')?.layers[0]?.people).toEqual(['alice', 'bob', 'nobody']);
    expectSameHours(directory, ['odd'], (at) => odd.schedule.rotations.map((rotation) => onRotation(rotation, at)));
  });
});

it('carries people, teams, escalations, routing and integrations', () => {
  expect(directory.people.get('alice')).toMatchObject({ name: 'Alice Chen', timezone: 'Europe/Berlin', role: 'admin' });
  expect(directory.teams.get('ops')).toMatchObject({ members: ['alice', 'bob'] });
  const schedules = ['ops', 'ops-2', 'ops-3', 'ops-4'].map((schedule) => ({ schedule }));
  expect(directory.policies.get('ops-escalation')).toMatchObject({
    repeat: 3,
    levels: [
      { page: schedules, escalateAfterMs: 600_000 },
      { page: [{ schedule: 'odd' }], escalateAfterMs: 3_000_000 },
      { page: [{ team: 'ops' }], escalateAfterMs: 1_200_000 },
    ],
  });
  expect(directory.services.get('ops')).toMatchObject({ policy: 'ops-escalation', team: 'ops' });
  expect(directory.routes?.[0]).toMatchObject({ service: 'ops', policy: 'ops-ops' });
  expect(directory.routes?.[0]?.match.map(({ label }) => label)).toEqual(['severity', 'title', 'service']);
  expect(directory.integrations?.get('api-ops')).toMatchObject({ sender: 'opsgenie', service: 'ops' });
  expect([...imported.keys]).toEqual([['api-ops', 'aaaaaaaa-1111-4222-8333-bbbbbbbbbbbb']]);
});

it('says in one line each what it does not carry', () => {
  for (const line of [
    'Not carried: person “Alice Chen”: Tocsin does not page by phone.',
    'Not carried: team “empty”: it has no members.',
    'Not carried: schedule “Odd”: it is disabled; here it counts.',
    'Approximated: schedule “Ops”: several people are on call at once; it is 4 schedules here.',
    'Not carried: escalation “Ops_escalation”: alerts are closed after the last repeat.',
    'Approximated: escalation “Ops_escalation”: a rule notifies “next” of a schedule or team; here it pages who is on call.',
    'Not carried: routing rule “ops: At night”: its conditions, hours or target cannot be a route; write one under routes.',
    'Not carried: integration “Mail”: alerts by mail; see docs/alerts.md for alerts by mail.',
  ])
    expect(lines).toContain(line);
});
