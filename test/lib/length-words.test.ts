import { describe, expect, it } from 'vitest';
import { findLength, readLength } from '../../src/lib/words/length-words.ts';

describe('a length of time as people say it', () => {
  it.each([
    ['2h', '2h'],
    ['1h30m', '1h30m'],
    ['2 hours', '2h'],
    ['for 3 days', '3d'],
    ['an hour', '1h'],
    ['half an hour', '30m'],
    ['an hour and 30 minutes', '1h30m'],
    ['30 Minuten', '30m'],
    ['2 horas', '2h'],
    ['3日間', '3d'],
    ['90 mins', '90m'],
    ['a week', '1w'],
    ['two hours', '2h'],
    ['fifteen min', '15m'],
    ['an hour and a half', '1h30m'],
    ['two and a half hours', '2h30m'],
    ['1.5h', '90m'],
    ['1,5 Stunden', '90m'],
    ['anderthalb Stunden', '1h30m'],
    ['eine halbe Stunde', '30m'],
    ['por 2 horas y media', '2h30m'],
    ['a quarter of an hour', '15m'],
  ])('“%s” is %s', (said, length) => {
    expect(readLength(said)).toBe(length);
  });

  it.each(['2', '', '9am', '10 monkeys', 'hour', '2h later', '18:00'])('“%s” is none', (said) => {
    expect(readLength(said)).toBeUndefined();
  });

  it.each([
    ['2h tonight 23:00', '2h', 'tonight 23:00'],
    ['tomorrow 2am for 2 hours', '2h', 'tomorrow 2am'],
    ['30 minutes', '30m', ''],
  ])('finds it in “%s”', (said, length, rest) => {
    expect(findLength(said)).toEqual({ length, rest });
  });
});
