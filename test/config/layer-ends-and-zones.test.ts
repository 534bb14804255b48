import { expect, it } from 'vitest';
import { rotationNotes } from '../../src/config/sections/on-call/rotation-notes.ts';
import { accepted, fileWith, mistakesIn } from './reading.ts';

const schedule = (keys: string) => fileWith(`schedules: { primary: { ${keys} } }`);
const layer = (keys: string) => schedule(`timezone: Europe/Berlin, layers: [ { people: [alice], ${keys} } ]`);

it.each<[string, string, string]>([
  [
    'an end before the beginning',
    'starts: 2026-12-10T09:00, ends: 2026-12-01T09:00',
    'layers[0].ends (line 5): 2026-12-01T09:00 is not later than the layer’s beginning (2026-12-10T09:00); expected “ends” to be later than “starts”',
  ],
  [
    'an end at the beginning',
    'starts: 2026-12-10T09:00, ends: 2026-12-10T09:00',
    'is not later than the layer’s beginning',
  ],
  [
    'an exact end before a local beginning',
    'starts: 2026-12-10T09:00, ends: 2026-12-10T07:59Z',
    'layers[0].ends (line 5): 2026-12-10T07:59Z is not later',
  ],
  [
    'an end without a beginning, before every one',
    'ends: 2020-01-01T09:00',
    'than the layer’s beginning (2024-01-01T09:00)',
  ],
  ['an end that is no time', 'ends: soon', 'layers[0].ends (line 5): “soon” is not a local time; expected'],
  [
    'an end that the clocks skip',
    'ends: 2027-03-28T02:30',
    '2027-03-28T02:30 does not exist in Europe/Berlin, where the clocks jump over it',
  ],
  [
    'an end that the layer’s clocks skip',
    'timezone: America/New_York, ends: 2027-03-14T02:30',
    'does not exist in America/New_York',
  ],
  [
    'a beginning that the layer’s clocks skip',
    'timezone: America/New_York, starts: 2026-03-08T02:30',
    'layers[0].starts (line 5): 2026-03-08T02:30 does not exist in America/New_York',
  ],
  [
    'a zone that does not exist',
    'timezone: Berlin',
    'layers[0].timezone (line 5): “Berlin” is not a time zone; expected a time zone such as Europe/Berlin, America/New_York or UTC; did you mean Europe/Berlin?',
  ],
  ['an unknown key', 'until: 2026-12-01T09:00', 'expected people, every, starts, ends, timezone or only'],
])('refuses %s by its path', (_, keys, expected) => {
  expect(mistakesIn(layer(keys)).join('\n')).toContain(expected);
});

it.each([
  ['until', 'ends'],
  ['to', 'ends'],
  ['end', 'ends'],
  ['start', 'starts'],
  ['from', 'starts'],
  ['zone', 'timezone'],
  ['tz', 'timezone'],
  ['time_zone', 'timezone'],
  ['users', 'people'],
  ['restrictions', 'only'],
])('says which key is meant by %s', (name, meant) => {
  expect(mistakesIn(layer(`${name}: x`)).join('\n')).toContain(
    `layers[0].${name} (line 5): is not a key that belongs here; expected people, every, starts, ends, timezone or only; did you mean ${meant}?`,
  );
});

it('reads the clock of the layer, not of the schedule', () => {
  // Skipped in Berlin, and there in New York; a quarter of a day apart.
  const keys = 'timezone: America/New_York, starts: 2026-03-29T02:30, ends: 2026-03-29T08:30+02:00';
  expect(mistakesIn(layer(keys)).join('\n')).toContain('is not later than the layer’s beginning');
  expect(accepted(layer(keys.replace('08:30', '08:31'))).directory.schedules.get('primary')?.layers[0]).toMatchObject({
    timezone: 'America/New_York',
    ends: '2026-03-29T08:31+02:00',
  });
});

it.each<[string, string, string[]]>([
  [
    'ends and nobody follows',
    'layers: [ { people: [alice], ends: 2026-12-14T09:00 } ]',
    [
      'schedules.primary: nobody is on call from Mon 14 Dec 09:00 UTC on, when its last layer ends; add the layer that follows, or move or take out “ends”',
    ],
  ],
  [
    'has ended',
    'gaps: expected, layers: [ { people: [alice], ends: 2026-10-14T09:00 } ]',
    [
      'schedules.primary: nobody is on call any more: all of its layers have ended; add the layer that follows, or move or take out “ends”',
    ],
  ],
  [
    'ends with hours, gaps expected',
    'gaps: expected, layers: [ { people: [alice], only: [ { from: "08:00", to: "18:00" } ], ends: 2026-12-14T00:00 } ]',
    [
      'schedules.primary: nobody is on call from Sun 13 Dec 18:00 UTC on, when its last layer ends; add the layer that follows, or move or take out “ends”',
    ],
  ],
  [
    'ends a day before its successor',
    'layers: [ { people: [alice], ends: 2026-12-14T09:00 }, { people: [bob], starts: 2026-12-15T09:00 } ]',
    ['schedules.primary: nobody is on call from Mon 14 Dec 09:00 UTC to Tue 15 Dec 09:00 UTC in the next 90 days'],
  ],
  [
    'meets or overlaps its successor',
    'layers: [ { people: [alice], ends: 2026-12-14T09:00 }, { people: [bob], starts: 2026-12-14T09:00 } ]',
    [],
  ],
  [
    'has two layers that end, one after the other',
    'layers: [ { people: [alice], ends: 2026-12-01T09:00 }, { people: [bob], starts: 2026-12-01T09:00, ends: 2026-12-05T09:00 } ]',
    ['from Sat 5 Dec 09:00 UTC on'],
  ],
  ['ends later than anybody looks ahead', 'layers: [ { people: [alice], ends: 2027-12-14T09:00 } ]', []],
])('a schedule that %s', (_, keys, expected) => {
  const { warnings } = accepted(schedule(keys));
  expect(warnings).toHaveLength(expected.length);
  for (const [index, one] of expected.entries()) expect(warnings[index]).toContain(one);
});

it('says of each layer how its hours behave when the clocks of its own zone change', () => {
  const york = 'every: 12h, timezone: America/New_York';
  const layers = ['every: 12h', york, 'every: 12h, timezone: Asia/Tokyo', `${york}, ends: 2027-03-01T09:00`];
  const keys = layers.map((one) => `{ people: [alice], ${one} }`).join(', ');
  const { directory } = accepted(schedule(`timezone: UTC, layers: [ ${keys} ]`));
  const notes = rotationNotes(directory, new Date('2026-11-23T12:00:00Z'));
  expect(notes).toHaveLength(1);
  expect(notes[0]).toMatch(/layers\[1\]\.every: 12h follows the clock of America\/New_York, .*next on Sun 14 Mar/);
});
