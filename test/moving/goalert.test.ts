import { describe, expect, it } from 'vitest';
import { spellLine } from '../../src/moving/file/lines.ts';
import { importGoalert } from '../../src/moving/goalert/import.ts';
import { dayMs, expectSameHours, fixture, importedAt, modulo, readBack, wallClock, weekdayOf } from './compare.ts';

const documents = fixture('goalert');
const imported = importGoalert(documents, importedAt);
const directory = readBack(imported);
const lines = imported.lines.map(spellLine);

interface Nodes<T> {
  readonly nodes: readonly T[];
}

interface Rule {
  readonly start: string;
  readonly end: string;
  readonly weekdayFilter: readonly boolean[];
}

const { data } = documents[0]!.data as {
  data: {
    users: Nodes<{ id: string; email: string }>;
    rotations: Nodes<{
      id: string;
      type: 'hourly' | 'daily' | 'weekly' | 'monthly';
      shiftLength: number;
      activeUserIndex: number;
      nextHandoffTimes: readonly string[];
      userIDs: readonly string[];
    }>;
    schedules: Nodes<{
      id: string;
      timeZone: string;
      targets: readonly { target: { id: string; type: string }; rules: readonly Rule[] }[];
      temporarySchedules: readonly {
        start: string;
        end: string;
        shifts: readonly { userID: string; start: string; end: string }[];
      }[];
    }>;
    userOverrides: Nodes<{
      start: string;
      end: string;
      addUserID: string;
      removeUserID: string;
      target: { id: string };
    }>;
  };
};

const hourMs = 3_600_000;
const lengths = { hourly: hourMs, daily: dayMs, weekly: 7 * dayMs };
const idOf = new Map(data.users.nodes.map(({ id, email }) => [id, email.split('@')[0]!]));
const holds = ({ start, end }: { start: string; end: string }, at: number) =>
  at >= Date.parse(start) && at < Date.parse(end);

/** Whose turn it is, counted from the next hand-over that the export names. */
function onRotation(id: string, zone: string, at: number): string {
  const rotation = data.rotations.nodes.find((one) => one.id === id)!;
  const { type, shiftLength, activeUserIndex, nextHandoffTimes, userIDs } = rotation;
  const [wall, next] = [wallClock(at, zone), wallClock(Date.parse(nextHandoffTimes[0]!), zone)];
  let turns = 0;
  if (type === 'monthly') {
    const [now, first] = [new Date(wall), new Date(next)];
    const isBefore = now.getUTCDate() * dayMs + modulo(wall, dayMs) < first.getUTCDate() * dayMs + modulo(next, dayMs);
    const months = (now.getUTCFullYear() - first.getUTCFullYear()) * 12 + now.getUTCMonth() - first.getUTCMonth();
    turns = months - (isBefore ? 1 : 0) + 1;
  } else turns = Math.floor((wall - next) / (lengths[type] * shiftLength)) + 1;
  return userIDs[modulo(activeUserIndex + turns, userIDs.length)]!;
}

function isActive({ start, end, weekdayFilter }: Rule, wall: number): boolean {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const now = Math.floor(modulo(wall, dayMs) / 60_000);
  const isOn = (day: number) => weekdayFilter[modulo(day + 1, 7)];
  const today = weekdayOf(wall);
  if (minutes(start) < minutes(end)) return Boolean(isOn(today)) && now >= minutes(start) && now < minutes(end);
  return Boolean(now >= minutes(start) ? isOn(today) : now < minutes(end) && isOn(today - 1));
}

/** Who is on call by GoAlert's rules: temporary schedules, else rules as overrides change them. */
function onCall(index: number, at: number): readonly (string | undefined)[] {
  const schedule = data.schedules.nodes[index]!;
  const temporary = schedule.temporarySchedules.find((one) => holds(one, at));
  if (temporary) return temporary.shifts.filter((one) => holds(one, at)).map(({ userID }) => idOf.get(userID));
  const wall = wallClock(at, schedule.timeZone);
  const byRules = schedule.targets.flatMap(({ target, rules }) => {
    if (!rules.some((rule) => isActive(rule, wall))) return [];
    return target.type === 'user' ? target.id : onRotation(target.id, schedule.timeZone, at);
  });
  const overrides = data.userOverrides.nodes.filter((one) => one.target.id === schedule.id && holds(one, at));
  const changed = byRules.flatMap((user) => {
    const override = overrides.find(({ removeUserID }) => removeUserID === user);
    return override ? override.addUserID || [] : user;
  });
  const added = overrides.filter(({ removeUserID }) => !removeUserID).map(({ addUserID }) => addUserID);
  return [...changed, ...added].map((user) => idOf.get(user));
}

const schedulesOf = (name: string) =>
  [...directory.schedules.keys()].filter((id) => id === name || id.startsWith(`${name}-`));

describe('each hour of a year has the same people on call', () => {
  it('over rules that meet, with people replaced, added and removed, and a temporary schedule', () => {
    expectSameHours(directory, schedulesOf('primary'), (at) => onCall(0, at));
  });

  it('with days without a shift', () => {
    expectSameHours(directory, schedulesOf('days'), (at) => onCall(1, at));
  });

  it('by the month', () => {
    expectSameHours(directory, schedulesOf('months'), (at) => onCall(2, at));
  });
});

it('carries people, policies, services and integration keys', () => {
  expect(directory.people.get('alice')).toMatchObject({ role: 'admin', accounts: { slack: 'U0ALICE1' } });
  const policy = directory.policies.get('main');
  expect(policy).toMatchObject({ repeat: 2, levels: [{ escalateAfterMs: 300_000 }, { escalateAfterMs: 900_000 }] });
  expect(policy?.levels[0]?.page.at(-1)).toMatchObject({ channel: { platform: 'slack', id: 'C0OPS' } });
  expect(policy?.levels[1]?.page).toEqual([{ person: 'alice' }, { schedule: 'daily' }]);
  expect(directory.services.get('shop')).toMatchObject({ policy: 'main' });
  expect(directory.integrations?.get('shop-generic')).toMatchObject({ sender: 'json', mapping: { title: 'summary' } });
  expect(directory.heartbeats?.get('shop-backup')).toMatchObject({ everyMs: 5_400_000, service: 'shop' });
  expect([...imported.keys]).toEqual([
    ['shop-generic', '99999999-1111-4222-8333-444444444444'],
    ['shop-prometheus', '99999999-1111-4222-8333-555555555555'],
  ]);
});

it('says in one line each what it does not carry', () => {
  for (const line of [
    'Not carried: person “Bob Ito”: Tocsin does not page by SMS.',
    'Not carried: escalation policy “Main”: webhook “” is not among what can be paged here.',
    'Not carried: integration key “Shop Mail”: “email” is not read in GoAlert’s shape; see docs/alerts.md.',
  ])
    expect(lines).toContain(line);
});
