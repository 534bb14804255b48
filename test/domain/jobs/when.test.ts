import { describe, expect, it } from 'vitest';
import { lastRun, nextRun, nextRuns } from '../../../src/domain/jobs/next-run.ts';
import { readWhen } from '../../../src/domain/jobs/read-when.ts';
import type { When } from '../../../src/domain/jobs/when.ts';

function when(text: string): When {
  const read = readWhen(text);
  if ('fault' in read) throw new Error(`${text}: ${read.fault}`);
  return read.when;
}

const iso = (dates: readonly (Date | undefined)[]) => dates.map((date) => date?.toISOString());
const next = (text: string, zone: string, after: string, count = 3) =>
  iso(nextRuns(when(text), zone, new Date(after), count));

describe('words for when a job recurs', () => {
  it.each([
    ['2 hours', { everyMs: 7_200_000 }],
    ['every 15 minutes', { everyMs: 900_000 }],
    ['every hour', { everyMs: 3_600_000 }],
    ['hourly', { everyMs: 3_600_000 }],
    ['1h30m', { everyMs: 5_400_000 }],
    ['every 2 days at 9', { everyDays: 2, at: '09:00' }],
    ['every 2 weeks', { everyDays: 14, at: '00:00' }],
    ['every day at 9', { cron: '0 9 * * *' }],
    ['Daily at 09:30', { cron: '30 9 * * *' }],
    ['every weekday at 9', { cron: '0 9 * * 1-5' }],
    ['weekdays at 6pm', { cron: '0 18 * * 1-5' }],
    ['every weekend at noon', { cron: '0 12 * * 0,6' }],
    ['every monday at 09:00', { cron: '0 9 * * 1' }],
    ['mondays at 9', { cron: '0 9 * * 1' }],
    ['every Mon, Wed and Fri at 9:30 am', { cron: '30 9 * * 1,3,5' }],
    ['every monday 9:00', { cron: '0 9 * * 1' }],
    ['tuesday', { cron: '0 0 * * 2' }],
    ['first monday of the month at 10:00', { cron: '0 10 * * 1#1' }],
    ['the last friday of every month at 17:00', { cron: '0 17 * * 5#L' }],
    ['first day of the month at 8', { cron: '0 8 1 * *' }],
    ['last day of the month at 18:00', { cron: '0 18 L * *' }],
    ['last weekday of the month at 18:00', { cron: '0 18 LW * *' }],
    ['15th of the month at 9', { cron: '0 9 15 * *' }],
    ['0 9 * * mon', { cron: '0 9 * * mon' }],
    ['cron 0 9 15W * *', { cron: '0 9 15w * *' }],
    ['*/15 * * * *', { cron: '*/15 * * * *' }],
    ['0 9 L * *', { cron: '0 9 l * *' }],
    ['0 9 * * 1#2', { cron: '0 9 * * 1#2' }],
  ])('reads “%s”', (text, expected) => {
    expect(readWhen(text)).toEqual({ when: expected });
  });

  it.each([
    ['', 'unreadable'],
    ['sometimes', 'unreadable'],
    ['every monday at 25:00', 'unreadable-hour'],
    ['every day at teatime', 'unreadable-hour'],
    ['every 10 seconds', 'too-often'],
    ['cron 0 9 * *', 'unreadable-cron'],
    ['61 9 * * *', 'unreadable-cron'],
    ['0 9 30 2 *', 'never'],
    ['fifth monday of the month', 'unreadable'],
    ['40th of the month', 'unreadable-cron'],
    ['every 2 hours at 9', 'unreadable'],
  ])('says what is wrong with “%s”', (text, fault) => {
    expect(readWhen(text)).toEqual({ fault });
  });
});

describe('the next runs in a zone', () => {
  it('follow the clocks of the zone over the change to summer time and back', () => {
    expect(next('every monday at 09:00', 'Europe/Berlin', '2026-03-20T12:00:00Z')).toEqual([
      '2026-03-23T08:00:00.000Z',
      '2026-03-30T07:00:00.000Z',
      '2026-04-06T07:00:00.000Z',
    ]);
  });

  it('come as much later as the clocks skip, once', () => {
    expect(next('every day at 02:30', 'Europe/Berlin', '2026-03-28T12:00:00Z', 2)).toEqual([
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
  });

  it('count an hour that comes twice once', () => {
    expect(next('every day at 02:30', 'Europe/Berlin', '2026-10-24T12:00:00Z', 2)).toEqual([
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('leave out nothing of every quarter of an hour while clocks change', () => {
    for (const after of ['2026-10-24T22:50:00Z', '2026-03-28T22:50:00Z']) {
      const runs = nextRuns(when('*/15 * * * *'), 'Europe/Berlin', new Date(after), 20);
      const steps = runs.slice(1).map((at, index) => at.getTime() - runs[index]!.getTime());
      expect(new Set(steps)).toEqual(new Set([900_000]));
    }
  });

  it('know zones that change by half an hour', () => {
    expect(next('every day at 02:15', 'Australia/Lord_Howe', '2026-10-02T00:00:00Z', 3)).toEqual([
      '2026-10-02T15:45:00.000Z',
      '2026-10-03T15:45:00.000Z',
      '2026-10-04T15:15:00.000Z',
    ]);
  });

  it('are the first Monday, the last day and the weekday that is nearest', () => {
    expect(next('first monday of the month at 10:00', 'UTC', '2026-03-09T00:00:00Z', 2)).toEqual([
      '2026-04-06T10:00:00.000Z',
      '2026-05-04T10:00:00.000Z',
    ]);
    expect(next('last day of the month', 'UTC', '2028-02-01T00:00:00Z', 1)).toEqual(['2028-02-29T00:00:00.000Z']);
    expect(next('0 9 15W * *', 'UTC', '2026-03-01T00:00:00Z', 1)).toEqual(['2026-03-16T09:00:00.000Z']);
  });

  it('are the same moments whoever counts them, for an interval', () => {
    expect(next('2 hours', 'Asia/Tokyo', '2026-03-09T11:59:59Z', 2)).toEqual([
      '2026-03-09T12:00:00.000Z',
      '2026-03-09T14:00:00.000Z',
    ]);
    const days = nextRuns(when('every 3 days at 9'), 'America/New_York', new Date('2026-03-06T00:00:00Z'), 30);
    for (const [index, at] of days.entries()) {
      expect(nextRun(when('every 3 days at 9'), 'America/New_York', new Date(at.getTime() - 1))).toEqual(days[index]);
      expect(at.toLocaleString('en-GB', { timeZone: 'America/New_York', timeStyle: 'short' })).toBe('09:00');
    }
  });

  it('end where there is none', () => {
    expect(nextRun({ cron: '0 0 31 6 *' }, 'UTC', new Date('2026-01-01T00:00:00Z'))).toBeUndefined();
  });
});

describe('the last run that was due', () => {
  it('is the latest of those that were missed', () => {
    const from = new Date('2025-01-01T00:00:00Z');
    const until = new Date('2026-03-09T12:00:00Z');
    expect(iso([lastRun(when('every 15 minutes'), 'UTC', from, until)])).toEqual(['2026-03-09T12:00:00.000Z']);
    expect(iso([lastRun(when('first monday of the month at 9'), 'UTC', from, until)])).toEqual([
      '2026-03-02T09:00:00.000Z',
    ]);
    expect(iso([lastRun({ cron: '0 9 1 1 *' }, 'UTC', from, until)])).toEqual(['2026-01-01T09:00:00.000Z']);
  });

  it('is none when nothing was due', () => {
    const until = new Date('2026-03-09T12:00:00Z');
    expect(lastRun(when('every monday at 9'), 'UTC', new Date('2026-03-09T09:00:00Z'), until)).toBeUndefined();
  });
});
