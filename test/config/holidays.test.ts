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

describe('mistakes and warnings', () => {
  test.each([
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
