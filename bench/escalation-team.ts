import type { Directory } from '../src/domain/directory.ts';
import type { Schedule } from '../src/domain/on-call/schedule.ts';
import type { Person } from '../src/domain/people.ts';

export const people = Array.from({ length: 50 }, (_, index): Person => {
  const id = `p${index}`;
  return { id, name: `Person ${index}`, timezone: 'Europe/Berlin', accounts: {}, role: 'responder' };
});

/** Fifty people over five layers: weekly, daily, twelve-hourly, working hours and a weekend. */
export const schedule: Schedule = {
  id: 'primary',
  timezone: 'Europe/Berlin',
  overrides: [],
  layers: [{ days: 7 }, { days: 1 }, { hours: 12 }, { days: 3 }, { days: 14 }].map((every, index) => ({
    people: people.slice(index * 10, index * 10 + 10).map(({ id }) => id),
    every,
    starts: '2020-01-06T09:00',
    ...(index === 3 && { only: [{ days: ['mon', 'wed'] as const, from: '09:00', to: '17:00' }] }),
    ...(index === 4 && { only: [{ days: ['sat'] as const, from: '22:00', to: '06:00' }] }),
  })),
};

export function team(): Directory {
  return {
    people: new Map(people.map((person) => [person.id, person])),
    teams: new Map(),
    schedules: new Map([['primary', schedule]]),
    policies: new Map(),
    services: new Map(),
    rooms: { announce: {}, open: {} },
  };
}
