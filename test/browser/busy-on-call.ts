import type { OnCallPage, OnCallPlan, PlannedSchedule } from '../../src/ports/on-call/on-call-page.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Alice is on call, with an override, time off, gaps and a request for cover. `schedules` replaces its schedules. */
export function busyOnCall(changes: Partial<OnCallPlan> = {}, now = new Date()): OnCallPage {
  const midnight = Math.floor(now.getTime() / dayMs) * dayMs;
  const at = (days: number) => new Date(midnight + days * dayMs);
  const primary: PlannedSchedule = {
    id: 'primary',
    zone: 'America/New_York',
    now: { person: 'alice', until: at(3), awayUntil: at(1) },
    next: { person: 'bob', from: at(3) },
    parts: [
      { person: 'alice', from: at(0), to: at(3), away: [{ from: at(0), to: at(1) }] },
      { person: 'bob', from: at(3), to: at(4.25), isOverride: true },
      { person: 'carol', from: at(4.25), to: at(9.5) },
      { from: at(9.5), to: at(10) },
      { person: 'alice', from: at(10), to: at(14) },
    ],
    overrides: [{ id: 'o1', person: 'bob', from: at(3), to: at(4.25), by: 'carol', mayCancel: true }],
    covers: [{ id: 'c1', requester: 'carol', from: at(5), to: at(6), may: 'take' }],
    calendar: 'https://tocsin.example.org/calendar/schedule.primary.secret.ics',
  };
  const nights: PlannedSchedule = {
    id: 'nights',
    zone: 'Europe/Berlin',
    next: { person: 'bob', from: at(2) },
    parts: [
      { from: at(0), to: at(2) },
      { person: 'bob', from: at(2), to: at(7) },
      { from: at(7), to: at(14), isMeant: true },
    ],
    overrides: [],
    covers: [],
    calendar: 'https://tocsin.example.org/calendar/schedule.nights.secret.ics',
  };
  const plan: OnCallPlan = {
    at: now,
    changesAt: new Date(now.getTime() + dayMs),
    days: Array.from({ length: 15 }, (_, index) => at(index)),
    people: [
      { id: 'alice', name: 'Alice Chen' },
      { id: 'bob', name: 'Bob Okafor' },
      { id: 'carol', name: 'Carol Nowak' },
    ],
    own: [
      { schedule: 'primary', from: at(0), to: at(3) },
      { schedule: 'primary', from: at(10), to: at(14) },
    ],
    schedules: [primary, nights],
    policies: [
      {
        id: 'default',
        services: ['Checkout', 'Search'],
        repeat: 2,
        levels: [
          {
            escalateAfterMs: 5 * 60_000,
            targets: [
              {
                kind: 'schedule',
                name: 'primary',
                people: [{ person: 'alice', awayUntil: at(1), quiet: { until: at(1), severities: ['sev2', 'sev3'] } }],
              },
              { kind: 'schedule', name: 'nights', people: [] },
            ],
          },
          {
            escalateAfterMs: 10 * 60_000,
            only: ['sev1'],
            roundRobin: true,
            targets: [
              { kind: 'person', name: 'bob', people: [{ person: 'bob', isUnreachable: true }] },
              { kind: 'channel', name: 'slack', people: [] },
            ],
          },
        ],
      },
    ],
    maintenance: [
      { services: ['Checkout'], from: at(0), until: at(1), isRunning: true, reason: 'new disks' },
      { from: at(2), until: at(2.5), isRunning: false },
    ],
    teams: [{ id: 'payments', members: ['carol'] }],
    mayPutOnCall: ['alice', 'bob', 'carol'],
    calendar: 'https://tocsin.example.org/calendar/person.alice.secret.ics',
    ...changes,
  };
  return { read: async () => plan };
}
