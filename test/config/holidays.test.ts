import { describe, expect, it, test } from 'vitest';
import { holdUntil } from '../../src/domain/escalation/hold.ts';
import { finalShifts } from '../../src/domain/on-call/final.ts';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const office = (hours: string, more = '') =>
  fileWith(`
holidays: { germany: [2026-12-25, 2026-12-26, 01-01], company: [2026-12-24, 2026-12-28] }
schedules:
  office:
    timezone: Europe/Berlin
    gaps: expected
    layers:
      - { people: [alice], only: [ { days: [mon, tue, wed, thu, fri], from: "09:00", to: "17:00", ${hours} } ] }
      ${more}`);

function shiftsOf(text: string): string[] {
  const { directory } = accepted(text);
  const shifts = finalShifts(
    directory.schedules.get('office')!,
    new Date('2026-12-23T00:00:00+01:00'),
    new Date('2027-01-05T00:00:00+01:00'),
  );
  return shifts.map(
    ({ person, from, to }) => `${person} ${from.toISOString().slice(5, 13)}-${to.toISOString().slice(11, 13)}`,
  );
}

describe('hours of a layer', () => {
  it('are left out on holidays, of one year and of every year', () => {
    expect(shiftsOf(office('exceptHolidays: germany'))).toEqual([
      ...['12-23', '12-24', '12-28', '12-29', '12-30', '12-31', '01-04'].map((day) => `alice ${day}T08-16`),
    ]);
  });

  it('… of several lists', () => {
    const shifts = shiftsOf(office('exceptHolidays: [germany, company]'));
    expect(shifts).toHaveLength(5);
    expect(shifts.join()).not.toMatch(/12-24|12-28/);
  });

  it('count on holidays only, where another layer stands in', () => {
    const standIn = '- { people: [bob], only: [ { holidays: germany, from: "10:00", to: "12:00" } ] }';
    expect(shiftsOf(office('exceptHolidays: germany', standIn)).filter((shift) => shift.startsWith('bob'))).toEqual([
      'bob 12-25T09-11',
      'bob 12-26T09-11',
      'bob 01-01T09-11',
    ]);
  });
});

it('holds what is not urgent over holidays, however long they are', () => {
  const days = Array.from({ length: 27 }, (_, index) => `2026-12-${String(index + 5).padStart(2, '0')}`).join(', ');
  const { directory } = accepted(
    fileWith(`holidays: { shut: [${days}] }`).replace(
      'default: {',
      'default: { hold: { severities: [sev4], hours: [ { from: "09:00", to: "17:00", exceptHolidays: shut } ] },',
    ),
  );
  const policy = directory.policies.get('default')!;
  expect(holdUntil(policy, 'sev4', new Date('2026-12-05T12:00:00Z'))).toEqual(new Date('2027-01-01T09:00:00Z'));
});

describe('several days in a row', () => {
  const daysOf = (written: string) =>
    accepted(fileWith(`holidays: { shut: [${written}] }`)).directory.holidays?.get('shut');

  test.each([
    ['12-24, { from: 2026-12-30, to: 2027-01-02 }', '12-24 2026-12-30 2026-12-31 2027-01-01 2027-01-02'],
    ['{ from: 12-30, to: 01-02 }', '12-30 12-31 01-01 01-02'],
    ['{ from: 02-28, to: 03-01 }', '02-28 02-29 03-01'],
    ['{ from: 2027-02-28, to: 2027-03-01 }', '2027-02-28 2027-03-01'],
    ['{ from: 05-01, to: 05-01 }', '05-01'],
  ])('are read from the first to the last: %s', (written, days) => {
    expect(daysOf(written)).toEqual(days.split(' '));
  });

  it('go over the end of the year up to any day', () => {
    expect(daysOf('{ from: 03-10, to: 03-05 }')).toHaveLength(362);
    expect(new Set(daysOf('{ from: 03-10, to: 03-09 }')).size).toBe(366);
  });
});

describe('mistakes and warnings', () => {
  test.each([
    [
      fileWith('holidays: { germany: [{ from: 2026-12-26, to: 2026-12-24 }] }'),
      'holidays.germany[0] (line 5): ends (2026-12-24) before it has begun (2026-12-26); expected “to” to be the last of the days',
    ],
    [
      fileWith('holidays: { germany: [{ from: 2026-12-24, to: 12-26 }] }'),
      'has a year in one of 2026-12-24 and 12-26; expected one in both or in neither',
    ],
    [fileWith('holidays: { germany: [{ from: 2026-12-24, to: 2036-12-26 }] }'), 'has 3656 days; expected at most 366'],
    [
      fileWith('holidays: { germany: [{ from: 2026-12-24, to: 2026-12-36 }] }'),
      'holidays.germany[0].to (line 5): there is no “2026-12-36” in the calendar',
    ],
    [
      fileWith('holidays: { germany: [{ start: 2026-12-24, to: 2026-12-26 }] }'),
      'is not a key that belongs here; expected from or to; did you mean from?',
    ],
    [
      fileWith('holidays: { germany: [2026-12-24/2026-12-26] }'),
      'is not a day; expected a day such as 2026-12-25, or 12-25 for every year; write { from: 2026-12-24, to: 2026-12-26 }',
    ],
    [
      office('exceptHolidays: germny'),
      'only[0].exceptHolidays (line 12): there is no list of holidays “germny”; expected a list under holidays: germany or company; did you mean germany?',
    ],
    [
      fileWith('holidays: { germany: [2026-02-30] }'),
      'holidays.germany[0] (line 5): there is no “2026-02-30” in the calendar; expected a day such as',
    ],
    [
      fileWith('holidays: { germany: [25.12.] }'),
      '“25.12.” is not a day; expected a day such as 2026-12-25, or 12-25 for every year',
    ],
    [
      fileWith('holidays: { germany: 2026-12-25 }'),
      'is “2026-12-25”; expected a list of days such as [2026-12-25, 01-01]',
    ],
  ])('%#', (text, expected) => {
    const mistakes = mistakesIn(text);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(expected);
  });

  it('warns of a list whose days are over, and not of one that comes every year', () => {
    const { warnings } = accepted(fileWith('holidays: { old: [2025-12-25], yearly: [12-25], next: [2027-03-01] }'));
    expect(warnings).toEqual(['holidays.old: it has no day in the coming year; add the days of that year']);
  });
});
