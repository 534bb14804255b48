import { describe, expect, test } from 'vitest';
import {
  instantOf,
  knownZone,
  parseLocal,
  parseMoment,
  parseTimeOfDay,
  spellMoment,
} from '../../../src/domain/on-call/moments.ts';
import { Refused } from '../../../src/domain/refusal.ts';
import { told } from '../../harness/refused.ts';

const berlin = 'Europe/Berlin';
const now = new Date('2026-03-28T10:00:00Z'); // 11:00 in Berlin, the day before the clocks go forward

describe('what somebody types for a time', () => {
  test.each([
    ['now', '2026-03-28T10:00Z'],
    ['Now ', '2026-03-28T10:00Z'],
    ['2026-12-24T09:00', '2026-12-24T08:00Z'],
    ['2026-12-24 9:00', '2026-12-24T08:00Z'],
    ['2026-12-24t09:00:00', '2026-12-24T08:00Z'],
    ['2026-12-24', '2026-12-23T23:00Z'],
    ['2026-12-24T24:00', '2026-12-24T23:00Z'],
    ['2028-02-29T09:00', '2028-02-29T08:00Z'],
    ['2026-12-24T09:00Z', '2026-12-24T09:00Z'],
    ['2026-12-24T09:00:00.000Z', '2026-12-24T09:00Z'],
    ['2026-12-24 09:00-05:00', '2026-12-24T14:00Z'],
    ['11:00', '2026-03-28T10:00Z'],
    ['11:01', '2026-03-28T10:01Z'],
    ['10:59', '2026-03-29T08:59Z'],
    ['9:00', '2026-03-29T07:00Z'],
    ['24:00', '2026-03-28T23:00Z'],
    ['+2h', '2026-03-28T12:00Z'],
    ['+1h30m', '2026-03-28T11:30Z'],
    ['+1d', '2026-03-29T09:00Z'],
    ['+24h', '2026-03-29T10:00Z'],
    ['+1w', '2026-04-04T09:00Z'],
    ['2026-03-29T02:30', '2026-03-29T01:30Z'],
    ['2026-10-25T02:30', '2026-10-25T00:30Z'],
    ['2026-10-25T02:30+01:00', '2026-10-25T01:30Z'],
  ])('%s', (text, moment) => {
    expect(parseMoment(text, berlin, now)).toEqual(new Date(moment));
  });

  test('the end of a period counts from its beginning', () => {
    const from = parseMoment('2026-12-24T22:00', berlin, now);
    expect(parseMoment('06:00', berlin, from)).toEqual(new Date('2026-12-25T05:00Z'));
  });

  test.each([
    ['tomorrow', /^“tomorrow” is not a time\. Write it like 2026-12-24T09:00, 09:00 \(the next one\), \+2h or now\.$/],
    ['', /is not a time/],
    ['2026-12', /is not a time/],
    ['24.12.2026 09:00', /is not a time/],
    ['2026-12-24T09:00[Europe/Paris]', /is not a time/],
    ['2026-12-24T09:00+99:00', /is not a time/],
    ['2026-12-24T25:00Z', /is not a time/],
    ['2026-02-30T09:00', /^There is no “2026-02-30” in the calendar/],
    ['2026-02-29T09:00Z', /^There is no “2026-02-29” in the calendar/],
    ['2026-13-01', /^There is no “2026-13-01” in the calendar/],
    ['25:00', /^“25:00” is not a time of day/],
    ['2026-12-24T09:75', /^“09:75” is not a time of day/],
    ['+soon', /^“soon” is not a length of time/],
    ['+999999999w', /more than ten years/],
  ])('"%s" is refused', (text, sentence) => {
    expect(told(() => parseMoment(text, berlin, now))).toThrow(sentence);
    expect(() => parseMoment(text, berlin, now)).toThrow(Refused);
  });
});

describe('a zone', () => {
  test.each([
    [berlin, berlin],
    ['europe/berlin', berlin],
    ['UTC', 'UTC'],
    ['America/Argentina/Buenos_Aires', 'America/Argentina/Buenos_Aires'],
  ])('%s is known', (zone, name) => {
    expect(knownZone(zone)).toBe(name);
  });

  test.each([
    ['Mars/Olympus', 'There is no time zone “Mars/Olympus”. Write a name like Europe/Berlin, America/New_York or UTC.'],
    ['berlin', 'There is no time zone “berlin”. Did you mean Europe/Berlin?'],
    ['New York', 'There is no time zone “New York”. Did you mean America/New_York?'],
    ['', 'There is no time zone “”. Write a name like Europe/Berlin, America/New_York or UTC.'],
    ['+02:00', 'There is no time zone “+02:00”. Write a name like Europe/Berlin, America/New_York or UTC.'],
    ['2026-01-01T00:00[Europe/Berlin]', /^There is no time zone/],
  ])('%s is refused', (zone, sentence) => {
    expect(told(() => knownZone(zone))).toThrow(sentence);
    expect(() => parseMoment('now', zone, now)).toThrow(Refused);
    expect(() => instantOf('2026-12-24T09:00', zone)).toThrow(Refused);
    expect(() => knownZone(zone)).toThrow(Refused);
  });
});

test('local times and hours of the configuration file come out in one spelling', () => {
  expect(parseLocal('2026-01-05 9:00')).toBe('2026-01-05T09:00');
  expect(parseLocal('2026-01-05')).toBe('2026-01-05T00:00');
  expect(told(() => parseLocal('2026-01-05T09:00Z'))).toThrow(
    /is not a local time\. Write it like 2026-12-24T09:00\.$/,
  );
  expect(parseTimeOfDay('8:00')).toBe('08:00');
  expect(parseTimeOfDay('24:00')).toBe('24:00');
  expect(told(() => parseTimeOfDay('24:30'))).toThrow(/is not a time of day/);
  expect(told(() => parseTimeOfDay('8'))).toThrow(/is not a time of day/);
});

describe('a moment in a button', () => {
  test.each([
    ['2026-10-25T00:30:00Z', 'Europe/Berlin', '20261025T0230'],
    ['2026-10-25T01:30:00Z', 'Europe/Berlin', '2026-10-25T01:30Z'],
    ['2026-04-04T14:45:00Z', 'Australia/Lord_Howe', '20260405T0145'],
    ['2026-04-04T15:15:00Z', 'Australia/Lord_Howe', '2026-04-04T15:15Z'],
    ['2026-03-29T01:30:00Z', 'Europe/Berlin', '20260329T0330'],
  ])('%s in %s is spelled %s', (at, zone, expected) => {
    expect(spellMoment(new Date(at), zone)).toBe(expected);
  });
});
