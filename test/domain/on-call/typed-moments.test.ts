import { describe, expect, test } from 'vitest';
import type { Language } from '../../../src/domain/languages.ts';
import { readMoment } from '../../../src/domain/on-call/typed-moments.ts';

const monday = new Date('2026-03-09T12:00:00Z'); // 13:00 in Berlin, 08:00 in New York

const read = (text: string, language: Language = 'en', zone = 'Europe/Berlin', now = monday) =>
  readMoment(text, { zone, language, now });

describe('a moment as people say it', () => {
  test.each<[Language, string, string]>([
    ['en', '9am', '2026-03-10T08:00Z'],
    ['en', '2pm', '2026-03-09T13:00Z'],
    ['en', 'until 9am', '2026-03-10T08:00Z'],
    ['en', '9', '2026-03-10T08:00Z'],
    ['en', 'at 18', '2026-03-09T17:00Z'],
    ['en', 'tomorrow 9am', '2026-03-10T08:00Z'],
    ['en', 'tomorrow at 9', '2026-03-10T08:00Z'],
    ['en', 'Friday 18:00', '2026-03-13T17:00Z'],
    ['en', 'monday 9:00', '2026-03-16T08:00Z'],
    ['en', 'monday 18:00', '2026-03-09T17:00Z'],
    ['en', 'next monday 18:00', '2026-03-16T17:00Z'],
    ['en', 'tonight 23:00', '2026-03-09T22:00Z'],
    ['en', 'tomorrow 2', '2026-03-10T01:00Z'],
    ['en', '1h30', '2026-03-09T13:30Z'],
    ['en', '2h 15', '2026-03-09T14:15Z'],
    ['en', 'noon', '2026-03-10T11:00Z'],
    ['en', 'day after tomorrow 9am', '2026-03-11T08:00Z'],
    ['en', 'in 2 hours', '2026-03-09T14:00Z'],
    ['en', '3 days', '2026-03-12T12:00Z'],
    ['en', 'for 90 minutes', '2026-03-09T13:30Z'],
    ['en', '24 Dec 9am', '2026-12-24T08:00Z'],
    ['en', '24.12. 9:00', '2026-12-24T08:00Z'],
    ['en', '9:00 UTC', '2026-03-10T09:00Z'],
    ['en', 'until 18h', '2026-03-09T17:00Z'],
    ['en', 'until 18h30', '2026-03-09T17:30Z'],
    ['en', '18h', '2026-03-10T06:00Z'],
    ['en', 'until half past 9', '2026-03-10T08:30Z'],
    ['en', 'quarter to ten', '2026-03-10T08:45Z'],
    ['en', 'until 9.30', '2026-03-10T08:30Z'],
    ['en', 'last night', '2026-03-08T22:00Z'],
    ['de', 'bis halb zehn', '2026-03-10T08:30Z'],
    ['de', 'bis 18 Uhr 30', '2026-03-09T17:30Z'],
    ['es', 'hasta las 18h', '2026-03-09T17:00Z'],
    ['en', 'yesterday 9am', '2026-03-08T08:00Z'],
    ['en', '20261224T0900', '2026-12-24T08:00Z'],
    ['de', 'morgen 9 Uhr', '2026-03-10T08:00Z'],
    ['de', 'freitag um 18:30', '2026-03-13T17:30Z'],
    ['de', 'in 2 Stunden', '2026-03-09T14:00Z'],
    ['es', 'mañana a las 9', '2026-03-10T08:00Z'],
    ['es', 'el viernes 18:00', '2026-03-13T17:00Z'],
    ['ja', '明日9時', '2026-03-10T08:00Z'],
    ['ja', '金曜日 18:00', '2026-03-13T17:00Z'],
    ['ja', '2時間', '2026-03-09T14:00Z'],
    // In the language of somebody else, too.
    ['en', 'morgen 9 Uhr', '2026-03-10T08:00Z'],
    ['ja', 'tomorrow 9am', '2026-03-10T08:00Z'],
  ])('%s: %s', (language, text, moment) => {
    expect(read(text, language)).toEqual({ at: new Date(moment) });
  });

  test.each([
    ['tomorrow', '2026-03-09T23:00Z', '2026-03-10T23:00Z'],
    ['next monday', '2026-03-15T23:00Z', '2026-03-16T23:00Z'],
    ['monday', '2026-03-15T23:00Z', '2026-03-16T23:00Z'],
    ['24 Dec', '2026-12-23T23:00Z', '2026-12-24T23:00Z'],
    ['christmas eve', '2026-12-23T23:00Z', '2026-12-24T23:00Z'],
    ['on christmas', '2026-12-24T23:00Z', '2026-12-25T23:00Z'],
    ['navidad', '2026-12-24T23:00Z', '2026-12-25T23:00Z'],
    ['silvester', '2026-12-30T23:00Z', '2026-12-31T23:00Z'],
    ['new year’s day', '2026-12-31T23:00Z', '2027-01-01T23:00Z'],
    ['24/12', '2026-12-23T23:00Z', '2026-12-24T23:00Z'],
    ['2026-12-24', '2026-12-23T23:00Z', '2026-12-24T23:00Z'],
    ['next week', '2026-03-15T23:00Z', '2026-03-22T23:00Z'],
    ['weekend', '2026-03-13T23:00Z', '2026-03-15T23:00Z'],
    ['am Wochenende', '2026-03-13T23:00Z', '2026-03-15T23:00Z'],
    ['el fin de semana', '2026-03-13T23:00Z', '2026-03-15T23:00Z'],
    ['tomorrow morning', '2026-03-10T05:00Z', '2026-03-10T11:00Z'],
    ['tomorrow afternoon', '2026-03-10T14:00Z', '2026-03-10T17:00Z'],
    ['this evening', '2026-03-09T19:00Z', '2026-03-09T23:00Z'],
    ['tonight', '2026-03-09T21:00Z', '2026-03-10T07:00Z'],
    ['heute abend', '2026-03-09T17:00Z', '2026-03-09T23:00Z'],
    ['esta noche', '2026-03-09T21:00Z', '2026-03-10T07:00Z'],
  ])('%s is a time with an end', (text, from, to) => {
    expect(read(text)).toEqual({ at: new Date(from), end: new Date(to) });
  });

  test('is in the zone of who says it, across a change of its clocks', () => {
    // The clocks go forward on Sunday 29 March in Berlin, on 8 March in New York.
    const saturday = new Date('2026-03-28T12:00Z');
    expect(read('tomorrow 9am', 'en', 'Europe/Berlin', saturday)).toEqual({ at: new Date('2026-03-29T07:00Z') });
    expect(read('tomorrow 2:30', 'en', 'Europe/Berlin', saturday)).toEqual({ at: new Date('2026-03-29T01:30Z') });
    expect(read('in 24 hours', 'en', 'Europe/Berlin', saturday)).toEqual({ at: new Date('2026-03-29T12:00Z') });
    expect(read('in 1 day', 'en', 'Europe/Berlin', saturday)).toEqual({ at: new Date('2026-03-29T11:00Z') });
    expect(read('friday 9am', 'en', 'Australia/Lord_Howe', saturday)).toEqual({ at: new Date('2026-04-02T22:00Z') });
    const october = new Date('2026-10-24T12:00Z');
    expect(read('tomorrow 2:30', 'en', 'Europe/Berlin', october)).toEqual({ at: new Date('2026-10-25T00:30Z') });
  });

  test.each(['soon', '', 'when the build is green', '9am or 10am', 'tomorrow 9am to friday', 'the db'])(
    '“%s” is none',
    (text) => {
      expect(read(text)).toBeUndefined();
    },
  );

  test('“3/4” has two readings in English and one in Spanish', () => {
    expect(read('3/4')).toBe('ambiguous');
    expect(read('3/4', 'es')).toEqual({ at: new Date('2026-04-02T22:00Z'), end: new Date('2026-04-03T22:00Z') });
  });
});
