import { describe, expect, it } from 'vitest';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import { onCallHours } from '../../../src/domain/reports/on-call-hours.ts';

const hourMs = 3_600_000;
const stepMs = 15 * 60_000;
const people = new Map([
  ['alice', { timezone: 'Europe/Berlin' }],
  ['bob', { timezone: 'America/New_York' }],
  ['carol', { timezone: 'Asia/Kolkata' }],
]);
const primary: Schedule = {
  id: 'primary',
  timezone: 'Europe/Berlin',
  layers: [{ people: ['alice', 'bob'], every: { days: 7 }, starts: '2026-03-02T09:00' }],
  overrides: [{ person: 'carol', from: '2026-03-28T18:00', to: '2026-03-29T06:00' }],
};
const daily: Schedule = {
  id: 'daily',
  timezone: 'UTC',
  layers: [{ people: ['alice', 'carol'], every: { days: 1 }, starts: '2026-03-01T00:00' }],
  overrides: [],
};

/** Returns weekday, date and hour by the platform's own clocks, which the code under test does not use. */
function localOf(
  at: number,
  timeZone: string,
): { readonly weekday: string; readonly date: string; readonly hour: number } {
  const parts = Object.fromEntries(
    formatterOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  return { weekday: parts.weekday!, date: `${parts.year}-${parts.month}-${parts.day}`, hour: Number(parts.hour) };
}

const formatters = new Map<string, Intl.DateTimeFormat>();
function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formatters.get(timeZone) ??
    new Intl.DateTimeFormat('en-CA', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      hourCycle: 'h23',
    });
  formatters.set(timeZone, known);
  return known;
}

/** Says who is on call by hand: weeks from Monday at 9 in Berlin, days in UTC, and one night of Carol. */
function onCallByHand(at: number): ReadonlySet<string> {
  const { date, hour } = localOf(at, 'Europe/Berlin');
  const isCarols = (date === '2026-03-28' && hour >= 18) || (date === '2026-03-29' && hour < 6);
  const days = (Date.parse(date) - Date.parse('2026-03-02')) / (24 * hourMs) - (hour < 9 ? 1 : 0);
  const weekly = Math.floor(days / 7) % 2 === 0 ? 'alice' : 'bob';
  const day = Math.floor((at - Date.parse('2026-03-01T00:00Z')) / (24 * hourMs));
  return new Set([isCarols ? 'carol' : weekly, day % 2 === 0 ? 'alice' : 'carol']);
}

function byHand(from: Date, to: Date) {
  const hours = new Map([...people.keys()].map((person) => [person, { total: 0, night: 0, weekend: 0 }]));
  for (let at = from.getTime(); at < to.getTime(); at += stepMs) {
    for (const person of onCallByHand(at)) {
      const { hour, weekday } = localOf(at, people.get(person)!.timezone);
      const sums = hours.get(person)!;
      sums.total += stepMs / hourMs;
      if (hour >= 20 || hour < 8) sums.night += stepMs / hourMs;
      if (weekday === 'Sat' || weekday === 'Sun') sums.weekend += stepMs / hourMs;
    }
  }
  return Object.fromEntries(hours);
}

const inHours = (all: ReturnType<typeof onCallHours>) =>
  Object.fromEntries(
    all.map(({ person, totalMs, nightMs, weekendMs }) => [
      person,
      { total: totalMs / hourMs, night: nightMs / hourMs, weekend: weekendMs / hourMs },
    ]),
  );

describe('hours on call', () => {
  it('are an hour fewer in total, at night and at the weekend when the clocks go forward in the week', () => {
    const week = { from: new Date('2026-03-23T08:00Z'), to: new Date('2026-03-30T07:00Z') };
    const always: Schedule = { ...primary, layers: [{ ...primary.layers[0]!, people: ['alice'] }], overrides: [] };
    expect(inHours(onCallHours(week, [always], people, 'UTC'))).toEqual({
      alice: { total: 167, night: 83, weekend: 47 },
    });
  });

  it('equal those counted quarter by quarter of an hour, over the changes of the clocks in two zones', () => {
    // New York changes on 8 March, Berlin on 29 March.
    const [from, to] = [new Date('2026-03-05T13:15Z'), new Date('2026-04-08T21:30Z')];
    expect(inHours(onCallHours({ from, to }, [primary, daily], people, 'UTC'))).toEqual(byHand(from, to));
  });

  it('equal those counted quarter by quarter of an hour when the clocks go back', () => {
    const [from, to] = [new Date('2026-10-20T00:00Z'), new Date('2026-11-05T00:00Z')];
    expect(inHours(onCallHours({ from, to }, [primary, daily], people, 'UTC'))).toEqual(byHand(from, to));
  });

  it('count once while a person is on call on two schedules', () => {
    const day = { from: new Date('2026-03-03T00:00Z'), to: new Date('2026-03-04T00:00Z') };
    const alone: Schedule = { ...daily, layers: [{ ...daily.layers[0]!, people: ['alice'] }] };
    expect(inHours(onCallHours(day, [alone, { ...alone, id: 'again' }], people, 'UTC'))).toEqual({
      alice: { total: 24, night: 12, weekend: 0 },
    });
  });

  it('are by the zone of the report for people whose own zone is not known', () => {
    const evening = { from: new Date('2026-03-08T12:00Z'), to: new Date('2026-03-08T18:00Z') };
    const theirs: Schedule = { ...daily, layers: [{ ...daily.layers[0]!, people: ['dave'] }] };
    expect(inHours(onCallHours(evening, [theirs], people, 'Asia/Tokyo'))).toEqual({
      dave: { total: 6, night: 6, weekend: 3 },
    });
  });
});
