import { describe, expect, it } from 'vitest';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const hour = 3_600_000;

function window(entry: string) {
  return accepted(fileWith(`maintenance: { move: ${entry} }`)).directory.maintenance?.get('move');
}

describe('maintenance windows', () => {
  it('are read', () => {
    expect(
      window('{ services: [checkout], from: 2026-12-06T02:00, to: 2026-12-06T04:00, timezone: Europe/Berlin }'),
    ).toEqual({
      id: 'move',
      services: ['checkout'],
      time: { from: new Date('2026-12-06T01:00Z'), until: new Date('2026-12-06T03:00Z') },
      reason: 'move',
    });
    expect(window('{ services: all, every: "cron 0 2 * * SUN", for: 2h, reason: reboot }')).toEqual({
      id: 'move',
      time: { every: { cron: '0 2 * * sun' }, forMs: 2 * hour, timezone: 'UTC' },
      reason: 'reboot',
    });
    expect(
      window(
        '{ services: [checkout, checkout], rrule: "FREQ=WEEKLY;BYDAY=SU;COUNT=4", from: 2026-12-06T02:00, for: 90m, timezone: europe/berlin }',
      ),
    ).toMatchObject({
      services: ['checkout'],
      time: {
        every: { rrule: 'FREQ=WEEKLY;BYDAY=SU;COUNT=4' },
        forMs: 1.5 * hour,
        timezone: 'Europe/Berlin',
        starts: '2026-12-06T02:00',
      },
    });
    expect(window('{ services: all, from: 2026-12-06T02:00Z, for: 1h }')?.time).toEqual({
      from: new Date('2026-12-06T02:00Z'),
      until: new Date('2026-12-06T03:00Z'),
    });
    expect(accepted(fileWith('')).directory.maintenance?.size).toBe(0);
  });

  it.each([
    ['{ from: 2026-12-06T02:00, for: 1h }', 'move.services (line 5): is missing; expected a list of services'],
    ['{ services: checkout, from: 2026-12-06, for: 1h }', 'move.services (line 5): is “checkout”; expected a list'],
    [
      '{ services: [chekout], from: 2026-12-06, for: 1h }',
      'move.services[0] (line 5): there is no service “chekout”; expected a service of this file: checkout; did you mean checkout?',
    ],
    ['{ services: [], from: 2026-12-06, for: 1h }', 'move.services (line 5): is an empty list'],
    ['{ services: all }', 'move (line 5): says no time; expected from and to, or every (or rrule) and for'],
    ['{ services: all, from: 2026-12-06T02:00 }', 'move.to (line 5): is missing; expected to or for'],
    [
      '{ services: all, from: 2026-12-06T02:00, to: 2026-12-06T01:00 }',
      'move.to (line 5): ends (2026-12-06T01:00) before it has begun (2026-12-06T02:00)',
    ],
    [
      '{ services: all, from: 2026-03-29T02:30, for: 1h, timezone: Europe/Berlin }',
      'move.from (line 5): 2026-03-29T02:30 does not exist in Europe/Berlin',
    ],
    ['{ services: all, every: "cron 0 2 * * sun" }', 'move.for (line 5): is missing; expected a duration such as 2h'],
    ['{ services: all, every: "cron 0 2 * * sun", for: 0m }', 'move.for (line 5): “0m” is too short'],
    ['{ services: all, every: "cron 0 2 * * sun", for: 400d }', 'move.for (line 5): “400d” is too long'],
    ['{ services: all, every: sundays, for: 1h }', 'move.every (line 5): “sundays” is not a recurrence; write it like'],
    ['{ services: all, rrule: "FREQ=HOURLY", for: 1h }', 'move.rrule (line 5): “FREQ=HOURLY” cannot be read as a part'],
    [
      '{ services: all, rrule: "FREQ=DAILY;COUNT=3", for: 1h }',
      'move.rrule (line 5): A rule with COUNT needs a beginning',
    ],
    ['{ services: all, every: 5, for: 1h }', 'move.every (line 5): is 5; expected a recurrence'],
    [
      '{ services: all, every: "cron 0 2 * * *", rrule: "FREQ=DAILY", for: 1h }',
      'move (line 5): recurs by every and by',
    ],
    [
      '{ services: all, from: 2026-12-06, to: 2026-12-07, for: 1h }',
      'move.for (line 5): stands beside to; expected only one of them',
    ],
    [
      '{ services: all, from: 2026-12-06, for: 1h, timezone: Mars }',
      'move.timezone (line 5): “Mars” is not a time zone',
    ],
    ['{ services: all, form: 2026-12-06 }', 'move.form (line 5): is not a key that belongs here'],
    ['5', 'move (line 5): is 5; expected a maintenance window such as'],
  ])('%s', (entry, mistake) => {
    const found = mistakesIn(fileWith(`maintenance: { move: ${entry} }`));
    expect(found.filter((one) => one.startsWith(`maintenance.${mistake}`))).toHaveLength(1);
  });
});
