import type { Directory } from '../../src/domain/directory.ts';
import type { Policy } from '../../src/domain/escalation/policy.ts';
import type { Person, Role } from '../../src/domain/people.ts';

const minute = 60_000;

function person(id: string, name: string, role: Role, timezone: string, number: number): Person {
  const accounts = { slack: `U0${id.toUpperCase()}`, discord: `20000000000000000${number}`, telegram: `100${number}` };
  return { id, name, role, timezone, accounts, email: `${id}@example.org` } as Person;
}

export const policy: Policy = {
  id: 'default',
  levels: [
    { page: [{ schedule: 'primary' }], escalateAfterMs: 5 * minute },
    { page: [{ person: 'carol' }, { team: 'payments' }], escalateAfterMs: 10 * minute },
  ],
  repeat: 1,
};

/** Three people who change weekly, a viewer, a policy of two levels and two services. */
export function sampleDirectory(changes: Partial<Directory> = {}): Directory {
  const people = [
    person('alice', 'Alice Chen', 'admin', 'Europe/Berlin', 1),
    person('bob', 'Bob Okafor', 'responder', 'America/New_York', 2),
    person('carol', 'Carol Díaz', 'responder', 'Australia/Sydney', 3),
    person('victor', 'Victor Lund', 'viewer', 'UTC', 4),
  ];
  return {
    people: new Map(people.map((one) => [one.id, one])),
    teams: new Map([['payments', { id: 'payments', members: ['alice', 'bob'] }]]),
    schedules: new Map([
      [
        'primary',
        {
          id: 'primary',
          timezone: 'Europe/Berlin',
          layers: [{ people: ['alice', 'bob', 'carol'], every: { days: 7 }, starts: '2026-01-05T09:00' }],
          overrides: [],
        },
      ],
    ]),
    policies: new Map([['default', policy]]),
    services: new Map([
      ['checkout', { id: 'checkout', name: 'Checkout', policy: 'default', team: 'payments', severity: 'sev2' }],
      ['search', { id: 'search', name: 'Search', policy: 'default', severity: 'sev3' }],
    ]),
    rooms: { announce: { web: 'incidents' }, open: { web: 'channel' } },
    ...changes,
  } as Directory;
}
