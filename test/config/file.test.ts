import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const documented = readFileSync(new URL('fixtures/documented.yaml', import.meta.url), 'utf8');
const others = 'people:\n  bob: { email: bob@example.org }\n  carol: { email: carol@example.org }\n';

describe('the documented file', () => {
  test('has every key accepted as it stands: all that is missing from it are the two people it leaves out', () => {
    const mistakes = mistakesIn(documented);
    expect(mistakes).toHaveLength(5);
    for (const mistake of mistakes) expect(mistake).toMatch(/there is no person “(bob|carol)”/);
  });

  test('is read whole once they are there', () => {
    const { directory } = accepted(documented.replace('people:\n', others));
    expect(directory.people.get('alice')).toEqual({
      id: 'alice',
      name: 'Alice Chen',
      email: 'alice@example.org',
      timezone: 'Europe/Berlin',
      accounts: { slack: 'U0ALICE', discord: '200000000000000001', telegram: '1001' },
      role: 'admin',
      notify: {
        urgent: [
          { by: 'slack', afterMs: 0 },
          { by: 'telegram', afterMs: 120_000 },
          { by: 'email', afterMs: 300_000 },
        ],
        normal: [{ by: 'slack', afterMs: 0 }],
      },
      quietHours: { from: '22:00', to: '07:00', except: ['sev1'] },
    });
    expect(directory.teams.get('payments')).toEqual({ id: 'payments', members: ['alice', 'bob'] });
    expect(directory.schedules.get('primary')).toEqual({
      id: 'primary',
      timezone: 'Europe/Berlin',
      layers: [
        {
          people: ['alice', 'bob', 'carol'],
          every: { days: 7 },
          starts: '2026-01-05T09:00',
          only: [{ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' }],
        },
      ],
      overrides: [{ person: 'carol', from: '2026-12-24T09:00', to: '2026-12-26T09:00' }],
    });
    expect(directory.policies.get('default')).toEqual({
      id: 'default',
      levels: [
        { page: [{ schedule: 'primary' }], escalateAfterMs: 300_000 },
        { page: [{ person: 'carol' }, { team: 'payments' }], escalateAfterMs: 600_000 },
      ],
      repeat: 2,
      ackTimeoutMs: 1_800_000,
      remindEveryMs: { sev1: 1_800_000, sev2: 7_200_000 },
    });
    expect(directory.services.get('checkout')).toEqual({
      id: 'checkout',
      name: 'Checkout',
      policy: 'default',
      team: 'payments',
      severity: 'sev2',
    });
    expect(directory.routes).toEqual([
      {
        match: [
          { label: 'team', is: 'payments' },
          { label: 'alertname', is: expect.objectContaining({ source: 'High.*' }) },
        ],
        service: 'checkout',
        severity: 'sev1',
      },
    ]);
    expect(directory.rooms).toEqual({
      announce: { slack: 'C0OPS', discord: '100000000000000001', telegram: '-1001', web: 'incidents' },
      open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' },
    });
  });
});

test('the operators have rooms of their own where they are named', () => {
  const { directory } = accepted(fileWith('rooms: { operators: { slack: C0TOCSIN, web: ops } }'));
  expect(directory.rooms.operators).toEqual({ slack: 'C0TOCSIN', web: 'ops' });
});

describe('defaults', () => {
  test('the smallest useful file has one person, one policy and one service', () => {
    const { directory, warnings } = accepted(`
people: { mary-ann: { email: m@example.org } }
policies: { default: { levels: [ { page: [ { person: mary-ann } ] } ] } }
services:
  checkout:
`);
    expect(warnings).toEqual([]);
    expect(directory.people.get('mary-ann')).toMatchObject({ name: 'Mary ann', timezone: 'UTC', role: 'responder' });
    expect(directory.policies.get('default')).toEqual({
      id: 'default',
      levels: [{ page: [{ person: 'mary-ann' }], escalateAfterMs: 300_000 }],
      repeat: 2,
      remindEveryMs: { sev1: 1_800_000, sev2: 7_200_000 },
    });
    expect(directory.services.get('checkout')).toEqual({
      id: 'checkout',
      name: 'Checkout',
      policy: 'default',
      severity: 'sev3',
    });
    expect(directory.rooms).toEqual({
      announce: { web: 'incidents' },
      open: { slack: 'channel', discord: 'thread', telegram: 'topic', web: 'channel' },
    });
  });

  test('a layer of people alone turns weekly, on Mondays at nine', () => {
    const { directory } = accepted(fileWith('schedules: { primary: { layers: [ { people: [alice, bob] } ] } }'));
    expect(directory.schedules.get('primary')).toEqual({
      id: 'primary',
      timezone: 'UTC',
      layers: [{ people: ['alice', 'bob'], every: { days: 7 }, starts: '2024-01-01T09:00' }],
      overrides: [],
    });
  });
});

describe('spellings that people expect to work', () => {
  test('an id without quotes loses none of its digits', () => {
    const file = 'people: { alice: { accounts: { discord: 200000000000000001, telegram: 1001 } } }';
    const { directory } = accepted(file);
    expect(directory.people.get('alice')?.accounts).toEqual({ discord: '200000000000000001', telegram: '1001' });
  });

  test('hours without quotes, also under a %YAML 1.1 line, where they would be numbers', () => {
    const file = '%YAML 1.1\n---\npeople: { alice: { email: a@b.c, quietHours: { from: 22:00, to: 7:00 } } }';
    const { directory } = accepted(file);
    expect(directory.people.get('alice')?.quietHours).toEqual({ from: '22:00', to: '07:00', except: ['sev1'] });
  });

  test('a key with nothing behind it is a key that is not there', () => {
    accepted(fileWith('routes:\nrooms:\n  announce:\nteams:\n'));
    accepted('people:\n  alice:\n    email:\n    accounts:\n');
  });

  test('anchors, and merging by <<', () => {
    const { directory } = accepted(`
people:
  alice: &here { timezone: Europe/Berlin, email: a@example.org }
  bob: { <<: *here, email: b@example.org }`);
    expect(directory.people.get('bob')).toMatchObject({ timezone: 'Europe/Berlin', email: 'b@example.org' });
  });

  test.each([
    ['/^High/i', expect.objectContaining({ source: '^High' })],
    ['/var/log', '/var/log'],
    ['High', 'High'],
    ['503', '503'],
    ['true', 'true'],
  ])('a label to match: %s', (written, is) => {
    const { directory } = accepted(fileWith(`routes: [ { match: { alertname: ${written} }, service: checkout } ]`));
    expect(directory.routes?.[0]?.match).toEqual([{ label: 'alertname', is }]);
  });

  test('an override may name exact moments', () => {
    accepted(
      fileWith(`
schedules:
  primary:
    layers: [ { people: [alice] } ]
    overrides: [ { person: bob, from: 2026-12-24T09:00:00Z, to: 2026-12-24T12:00+01:00 } ]`),
    );
  });
});

test('a policy says who takes turns, which severities a level is for, what waits and how often an owner is reminded', () => {
  const { directory } = accepted(`
people: { alice: { email: alice@example.org }, bob: { email: bob@example.org } }
policies:
  default:
    levels:
      - { page: [ { person: alice }, { person: bob } ], roundRobin: true }
      - { page: [ { channel: { slack: C012AB3CD } } ], only: [sev1, sev2] }
    remind: { sev1: 15m }
    hold: { severities: [sev3, sev4], hours: [ { days: [mon, fri], from: "09:00", to: "17:00" } ], timezone: Europe/Berlin }
services: { checkout: }`);
  expect(directory.policies.get('default')).toEqual({
    id: 'default',
    levels: [
      { page: [{ person: 'alice' }, { person: 'bob' }], escalateAfterMs: 300_000, roundRobin: true },
      {
        page: [{ channel: { platform: 'slack', kind: 'channel', id: 'C012AB3CD' } }],
        escalateAfterMs: 300_000,
        only: ['sev1', 'sev2'],
      },
    ],
    repeat: 2,
    remindEveryMs: { sev1: 900_000 },
    hold: {
      severities: ['sev3', 'sev4'],
      hours: [{ days: ['mon', 'fri'], from: '09:00', to: '17:00' }],
      timezone: 'Europe/Berlin',
    },
  });
});

test.each(['every: cron 0 9 * * mon,thu', 'every: "cron  0 9 * *  MON,THU"'])(
  'a rotation by a pattern: %s',
  (every) => {
    const { directory } = accepted(
      fileWith(`
schedules:
  primary:
    timezone: Europe/Berlin
    layers:
      - people: [alice, bob]
        ${every}
        starts: 2026-01-05T09:00`),
    );
    expect(directory.schedules.get('primary')?.layers).toEqual([
      { people: ['alice', 'bob'], every: { cron: '0 9 * * mon,thu' }, starts: '2026-01-05T09:00' },
    ]);
  },
);
