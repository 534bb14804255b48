import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { happenings, maintenanceAt, runningAt } from '../../../src/domain/maintenance/maintenance-at.ts';
import { nextOccurrence } from '../../../src/domain/maintenance/occurrences.ts';
import { parseRecurrence } from '../../../src/domain/maintenance/recurrence.ts';
import type { MaintenanceWindow, Recurring } from '../../../src/domain/maintenance/window.ts';
import { zonedAt } from '../../../src/domain/on-call/moments.ts';
import { Refused } from '../../../src/domain/refusal.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const at = (moment: string) => new Date(moment);

function recurring(every: string, hours: number, timezone = 'Europe/Berlin', more: Partial<Recurring> = {}) {
  const time: Recurring = { every: parseRecurrence(every, more.starts), forMs: hours * hourMs, timezone, ...more };
  return { id: 'w', services: ['checkout'], time } satisfies MaintenanceWindow;
}

function once(from: string, until: string, more: Partial<MaintenanceWindow> = {}): MaintenanceWindow {
  return { id: 'once', services: ['checkout'], time: { from: at(from), until: at(until) }, ...more };
}

const until = (windows: readonly MaintenanceWindow[], moment: string, service: string | undefined = 'checkout') =>
  maintenanceAt(windows, service, at(moment))?.until.toISOString();

describe('a window', () => {
  const window = once('2026-03-09T12:00Z', '2026-03-09T14:00Z');

  it('holds its beginning and not its end', () => {
    expect(until([window], '2026-03-09T11:59:59.999Z')).toBeUndefined();
    expect(until([window], '2026-03-09T12:00Z')).toBe('2026-03-09T14:00:00.000Z');
    expect(until([window], '2026-03-09T13:59:59.999Z')).toBe('2026-03-09T14:00:00.000Z');
    expect(until([window], '2026-03-09T14:00Z')).toBeUndefined();
  });

  it('is of its services, and one without any is of all and of what belongs to none', () => {
    const { services: _some, ...everything } = window;
    expect(until([window], '2026-03-09T13:00Z', 'search')).toBeUndefined();
    expect(maintenanceAt([window], undefined, at('2026-03-09T13:00Z'))).toBeUndefined();
    expect(until([everything], '2026-03-09T13:00Z', 'search')).toBeDefined();
    expect(maintenanceAt([everything], undefined, at('2026-03-09T13:00Z'))).toBeDefined();
  });

  it('joins those that overlap or touch, until the last of them, and is called by the one that lasts longest', () => {
    const windows = [
      window,
      once('2026-03-09T13:00Z', '2026-03-09T15:00Z', { id: 'longer' }),
      once('2026-03-09T15:00Z', '2026-03-09T16:00Z', { id: 'touches' }),
      once('2026-03-09T16:01Z', '2026-03-09T18:00Z', { id: 'apart' }),
      once('2026-03-09T16:00Z', '2026-03-09T20:00Z', { id: 'other', services: ['search'] }),
    ];
    expect(until(windows, '2026-03-09T12:30Z')).toBe('2026-03-09T16:00:00.000Z');
    expect(maintenanceAt(windows, 'checkout', at('2026-03-09T12:30Z'))?.window.id).toBe('once');
    expect(maintenanceAt(windows, 'checkout', at('2026-03-09T13:30Z'))?.window.id).toBe('longer');
  });

  it('that was cut ends then, and only that time of it', () => {
    const cut = recurring('cron 0 2 * * *', 2);
    const windows = [{ ...cut, cuts: [{ from: at('2026-03-09T01:00Z'), until: at('2026-03-09T01:30Z') }] }];
    expect(until(windows, '2026-03-09T01:29Z')).toBe('2026-03-09T01:30:00.000Z');
    expect(until(windows, '2026-03-09T01:30Z')).toBeUndefined();
    expect(until(windows, '2026-03-10T02:30Z')).toBe('2026-03-10T03:00:00.000Z');
  });

  it('without a pause ends nowhere, and is told a month at a time', () => {
    const always = [recurring('cron 0 0 * * *', 48)];
    expect(until(always, '2026-03-09T12:00Z')).toMatch(/^2026-04-(09|10|11)/);
  });
});

describe('a recurring window', () => {
  it.each([
    // The night the clocks go forward: 02:00 is not there and becomes 03:00; two hours are two hours.
    ['cron 0 2 * * sun', '2026-03-29T01:00Z', '2026-03-29T03:00Z'],
    ['FREQ=WEEKLY;BYDAY=SU;BYHOUR=2', '2026-03-29T01:00Z', '2026-03-29T03:00Z'],
    ['cron 30 2 * * sun', '2026-03-29T01:30Z', '2026-03-29T03:30Z'],
    ['FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=30', '2026-03-29T01:30Z', '2026-03-29T03:30Z'],
    // The night they go back: 02:30 comes twice, and its first counts.
    ['cron 30 2 * * sun', '2026-10-25T00:30Z', '2026-10-25T02:30Z'],
    ['FREQ=WEEKLY;BYDAY=SU;BYHOUR=2;BYMINUTE=30', '2026-10-25T00:30Z', '2026-10-25T02:30Z'],
    // An ordinary one in summer and in winter.
    ['cron 0 2 * * sun', '2026-07-05T00:00Z', '2026-07-05T02:00Z'],
    ['FREQ=WEEKLY;BYDAY=SU;BYHOUR=2', '2026-12-06T01:00Z', '2026-12-06T03:00Z'],
    ['FREQ=MONTHLY;BYDAY=-1SU;BYHOUR=2', '2026-11-29T01:00Z', '2026-11-29T03:00Z'],
    ['FREQ=MONTHLY;BYMONTHDAY=1', '2026-11-30T23:00Z', '2026-12-01T01:00Z'],
    ['rrule:freq=weekly; byday=su; byhour=2;', '2026-12-06T01:00Z', '2026-12-06T03:00Z'],
  ])('%s in Berlin is on from %s to %s', (every, from, to) => {
    const windows = [recurring(every, 2)];
    const just = (moment: string, ms: number) => new Date(at(moment).getTime() + ms).toISOString();
    expect(until(windows, just(from, -1))).toBeUndefined();
    expect(until(windows, from)).toBe(at(to).toISOString());
    expect(until(windows, just(to, -1))).toBe(at(to).toISOString());
    expect(until(windows, to)).toBeUndefined();
  });

  it('half-hour zones and a day that a zone skipped are no surprise', () => {
    expect(until([recurring('cron 0 2 * * *', 1, 'Australia/Lord_Howe')], '2026-10-03T15:30Z')).toBe(
      '2026-10-03T16:30:00.000Z',
    );
    // 30 December 2011 never was in Apia: its 09:00 is that of the 31st, once.
    const apia = [recurring('cron 0 9 * * *', 1, 'Pacific/Apia')];
    expect(until(apia, '2011-12-30T19:00Z')).toBe('2011-12-30T20:00:00.000Z');
    expect(runningAt(apia, at('2011-12-30T19:00Z'))).toHaveLength(1);
  });

  it('every second week counts from its beginning, and there is none before it', () => {
    const windows = [recurring('FREQ=WEEKLY;INTERVAL=2;BYDAY=SU', 2, 'Europe/Berlin', { starts: '2026-12-06T02:00' })];
    expect(until(windows, '2026-11-22T01:30Z')).toBeUndefined();
    expect(until(windows, '2026-12-06T01:30Z')).toBeDefined();
    expect(until(windows, '2026-12-13T01:30Z')).toBeUndefined();
    expect(until(windows, '2026-12-20T01:30Z')).toBeDefined();
  });

  it('ends with its COUNT, its UNTIL or its end', () => {
    const starts = '2026-12-01T02:00';
    const of = (every: string, more: Partial<Recurring> = {}) => [recurring(every, 1, 'Europe/Berlin', more)];
    const counted = of('FREQ=DAILY;COUNT=3', { starts });
    expect(until(counted, '2026-12-03T01:30Z')).toBeDefined();
    expect(until(counted, '2026-12-04T01:30Z')).toBeUndefined();
    expect(nextOccurrence(counted[0]!, at('2026-12-03T02:00Z'))).toBeUndefined();
    // 01:00 UTC is 02:00 in Berlin: that one is the last.
    const bounded = of('FREQ=DAILY;BYHOUR=2;UNTIL=20261203T010000Z');
    expect(until(bounded, '2026-12-03T01:30Z')).toBeDefined();
    expect(until(bounded, '2026-12-04T01:30Z')).toBeUndefined();
    expect(until(of('FREQ=DAILY;BYHOUR=2;UNTIL=20261203T005959Z'), '2026-12-03T01:30Z')).toBeUndefined();
    expect(until(of('FREQ=DAILY;BYHOUR=2;UNTIL=20261203'), '2026-12-03T01:30Z')).toBeDefined();
    const ended = of('cron 0 2 * * *', { ends: at('2026-12-03T01:00Z') });
    expect(until(ended, '2026-12-02T01:30Z')).toBeDefined();
    expect(until(ended, '2026-12-03T01:30Z')).toBeUndefined();
    expect(nextOccurrence(ended[0]!, at('2026-12-02T01:30Z'))).toBeUndefined();
  });

  it('tells its next time, and what began and ended', () => {
    const window = recurring('cron 0 2 * * sun', 2);
    expect(nextOccurrence(window, at('2026-03-29T01:00Z'))).toMatchObject({ from: at('2026-04-05T00:00Z') });
    expect(nextOccurrence(window, at('2026-03-28T12:00Z'))).toMatchObject({ from: at('2026-03-29T01:00Z') });
    const seen = happenings([window], at('2026-03-29T01:00Z'), at('2026-04-05T00:00Z'));
    expect(seen.map(({ what, at }) => `${what} ${at.toISOString()}`)).toEqual([
      'ended 2026-03-29T03:00:00.000Z',
      'began 2026-04-05T00:00:00.000Z',
    ]);
  });
});

describe('what cannot recur here', () => {
  it.each([
    ['every sunday', 'unreadable-recurrence'],
    ['', 'unreadable-recurrence'],
    ['cron 61 2 * * sun', 'unreadable-cron'],
    ['cron */5 * * * *', 'cron-too-often'],
    ['cron 0 2 29 2 *', 'cron-not-every-year'],
    ['FREQ=HOURLY', 'unreadable-rrule'],
    ['FREQ=SECONDLY', 'unreadable-rrule'],
    ['BYDAY=SU', 'unreadable-rrule'],
    ['FREQ=WEEKLY;BYDAY=XX', 'unreadable-rrule'],
    ['FREQ=DAILY;BYHOUR=25', 'unreadable-rrule'],
    ['FREQ=WEEKLY;FOO=1', 'unreadable-rrule'],
    ['FREQ=WEEKLY;FREQ=DAILY', 'unreadable-rrule'],
    ['FREQ=DAILY;INTERVAL=0', 'unreadable-rrule'],
    ['FREQ=DAILY;UNTIL=soon', 'unreadable-rrule'],
    ['FREQ=WEEKLY;BYMONTHDAY=3', 'unreadable-rrule'],
    ['FREQ=DAILY;UNTIL=20261399T000000Z', 'unreadable-rrule'],
    ['FREQ=DAILY;COUNT=3', 'rrule-counts-from-nowhere'],
    ['FREQ=DAILY;BYHOUR=2;BYMINUTE=0,30', 'rrule-too-often'],
    ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', 'rrule-never'],
    ['FREQ=DAILY;UNTIL=19990101', 'rrule-never'],
    [`FREQ=DAILY;BYHOUR=${Array.from({ length: 24 }, (_, hour) => hour).join()};BYMINUTE=0,1`, 'rrule-too-often'],
  ])('%s: %s', (every, rule) => {
    const began = process.cpuUsage();
    let refused: unknown;
    try {
      parseRecurrence(every);
    } catch (error) {
      refused = error;
    }
    expect(refused).toBeInstanceOf(Refused);
    expect((refused as Refused).rule).toBe(rule);
    // Processor time, which is the same on a busy machine.
    expect(process.cpuUsage(began).user).toBeLessThan(5_000_000);
  });
});

/** Held against a second reckoning that knows only what a zone's clock is ahead by at a moment. */
describe('an instant is in maintenance exactly when the rule says', () => {
  const nights = [
    ['Europe/Berlin', '2026-03-29T01:00Z'],
    ['Europe/Berlin', '2026-10-25T01:00Z'],
    ['America/New_York', '2026-03-08T07:00Z'],
    ['America/New_York', '2026-11-01T06:00Z'],
    ['Australia/Lord_Howe', '2026-04-04T15:00Z'],
    ['Australia/Lord_Howe', '2026-10-03T15:30Z'],
    ['America/St_Johns', '2010-11-07T02:31Z'],
    ['Asia/Kolkata', '2028-02-29T00:00Z'],
  ] as const;
  const days = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;

  const cases = fc.record({
    night: fc.constantFrom(...nights),
    byRule: fc.boolean(),
    // Few patterns, for reading one is the slow part; at hours that clocks skip or repeat.
    weekdays: fc.constantFrom<(typeof days)[number][]>(['sun'], ['sat', 'sun'], ['mon', 'wed', 'fri']),
    time: fc.constantFrom([0, 0], [1, 15], [2, 0], [2, 30], [3, 0], [23, 30]),
    lasts: fc.integer({ min: 1, max: 40 * 60 }),
    ask: fc.integer({ min: -48 * 60, max: 48 * 60 }),
  });

  it('by cron and by RRULE, around the change of clocks', () => {
    fc.assert(
      fc.property(cases, ({ night: [zone, change], byRule, weekdays, time: [hour = 0, minute = 0], lasts, ask }) => {
        const every = byRule
          ? `FREQ=WEEKLY;BYDAY=${weekdays.map((day) => day.slice(0, 2).toUpperCase()).join()};BYHOUR=${hour};BYMINUTE=${minute}`
          : `cron ${minute} ${hour} * * ${weekdays.join()}`;
        const window = recurring(every, 0, zone, { forMs: lasts * minuteMs });
        const asked = new Date(at(change).getTime() + ask * minuteMs);
        const isOn = runningAt([window], asked).length > 0;
        expect(isOn).toBe(reckoned({ zone, weekdays, hour, minute, lasts }, asked));
      }),
      { numRuns: 300 },
    );
  });

  /** Date by date: the earliest moment at which the clock there shows it, and where none does, by the clock before the jump. */
  function reckoned(
    rule: { zone: string; weekdays: readonly string[]; hour: number; minute: number; lasts: number },
    asked: Date,
  ): boolean {
    const offset = (moment: number) => zonedAt(new Date(moment), rule.zone).offsetNanoseconds / 1_000_000;
    const midnight = Math.floor(asked.getTime() / (24 * hourMs)) * 24 * hourMs;
    return [-4, -3, -2, -1, 0, 1].some((day) => {
      const shown = midnight + day * 24 * hourMs + rule.hour * hourMs + rule.minute * minuteMs;
      if (!rule.weekdays.includes(days[new Date(shown).getUTCDay()]!)) return false;
      const [before, after] = [offset(shown - 36 * hourMs), offset(shown + 36 * hourMs)];
      const shows = [shown - before, shown - after].filter((moment) => moment + offset(moment) === shown);
      const start = shows.length > 0 ? Math.min(...shows) : shown - before;
      return start <= asked.getTime() && asked.getTime() < start + rule.lasts * minuteMs;
    });
  }
});
