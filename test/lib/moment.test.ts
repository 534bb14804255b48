import { describe, expect, it } from 'vitest';
import { formatMoment, formatMomentWithYear, formatTimeOfDay } from '../../src/lib/moment.ts';

const berlin = 'Europe/Berlin';
const at = (text: string) => new Date(text);

describe('a moment is written', () => {
  it.each([
    [berlin, '2026-01-05T08:00Z', 'Mon 5 Jan 09:00 CET'],
    ['Asia/Tokyo', '2026-01-05T08:00Z', 'Mon 5 Jan 17:00 JST'],
    ['Africa/Nairobi', '2026-01-05T08:00Z', 'Mon 5 Jan 11:00 EAT'],
    ['Asia/Seoul', '2026-01-05T08:00Z', 'Mon 5 Jan 17:00 South Korea Time'],
    [berlin, '2026-07-05T22:00Z', 'Mon 6 Jul 00:00 CEST'],
    ['America/New_York', '2026-01-05T08:00Z', 'Mon 5 Jan 03:00 EST'],
    ['Australia/Lord_Howe', '2026-01-05T08:00Z', 'Mon 5 Jan 19:00 LHDT'],
    ['Asia/Kolkata', '2026-09-05T08:00Z', 'Sat 5 Sep 13:30 IST'],
    ['UTC', '2026-01-05T00:00Z', 'Mon 5 Jan 00:00 UTC'],
    ['Nowhere/Atall', '2026-01-05T00:00Z', 'Mon 5 Jan 00:00 UTC'],
    [undefined, '2026-01-05T00:00Z', 'Mon 5 Jan 00:00 UTC'],
  ])('in %s with its zone', (zone, moment, text) => {
    expect(formatMoment(at(moment), zone)).toBe(text);
  });

  it('with the two 02:30 of a night apart', () => {
    expect(formatMoment(at('2026-10-25T00:30Z'), berlin)).toBe('Sun 25 Oct 02:30 CEST');
    expect(formatMoment(at('2026-10-25T01:30Z'), berlin)).toBe('Sun 25 Oct 02:30 CET');
  });

  it('with the year when it is another one in that zone', () => {
    const now = at('2026-03-01T02:00Z');
    expect(formatMoment(at('2026-12-31T23:30Z'), berlin, now)).toBe('Fri 1 Jan 2027 00:30 CET');
    expect(formatMoment(at('2026-12-31T22:30Z'), berlin, now)).toBe('Thu 31 Dec 23:30 CET');
    expect(formatMomentWithYear(now, berlin)).toBe('Sun 1 Mar 2026 03:00 CET');
  });

  it.each([
    ['de', 'Mo., 5. Jan., 21:00 MEZ'],
    ['es', 'lun, 5 ene, 21:00 CET'],
    ['ja', '1月5日(月) 21:00 CET'],
  ])('in %s as its readers write it, with 24 hours', (locale, text) => {
    expect(formatMoment(at('2026-01-05T20:00Z'), berlin, undefined, locale)).toBe(text);
    expect(formatTimeOfDay(at('2026-01-05T20:00Z'), berlin, locale)).toBe('21:00');
  });
});
