import { describe, expect, it } from 'vitest';
import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';
import { finalShifts } from '../../src/domain/on-call/final.ts';

// Rotas as teams write them down. What the clock on the wall shows at each hand-over is asked of Intl, not of Tocsin.

const people = `
people:
  ann: { email: ann@example.org, accounts: { slack: U1 } }
  ben: { email: ben@example.org, accounts: { slack: U2 } }
  cat: { email: cat@example.org, accounts: { slack: U3 } }
policies: { default: { levels: [ { page: [ { schedule: s } ] } ] } }
services: { x: { policy: default } }
`;

/** Who is on call from when, by the wall clock of the zone. */
function handOvers(zone: string, layers: readonly string[], from: string, to: string): readonly string[] {
  const schedule = `schedules:\n  s:\n    timezone: ${zone}\n    gaps: expected\n    layers:\n`;
  const read = readFileText(
    `${people}${schedule}${layers.map((layer) => `      - { ${layer} }\n`).join('')}`,
    new Date('2026-01-10T12:00:00Z'),
  );
  expect(read.mistakes).toEqual([]);
  const clock = new Intl.DateTimeFormat('en-GB', {
    ...{ timeZone: zone, weekday: 'short', day: '2-digit', month: '2-digit' },
    ...{ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  const shifts = finalShifts(read.directory!.schedules.get('s')!, new Date(from), new Date(to));
  return shifts
    .filter((shift) => shift.from > new Date(from))
    .map((shift) => `${shift.person} ${clock.format(shift.from).replace(/,/g, '')}`);
}

it.each<[string, string, readonly string[], string, string, readonly string[]]>([
  [
    'four days on and four off, over the change of the clocks',
    'Europe/Berlin',
    ['people: [ann, ben], every: 4d, starts: 2026-03-23T07:00'],
    '2026-03-24T00:00Z',
    '2026-04-05T00:00Z',
    ['ben Fri 27/03 07:00', 'ann Tue 31/03 07:00', 'ben Sat 04/04 07:00'],
  ],
  [
    'a weekend in two halves that change sides',
    'Europe/Berlin',
    [
      'people: [ann], every: 1w, starts: 2026-01-05T09:00',
      'people: [ben, cat], every: 1w, starts: 2026-01-10T00:00, only: [ { days: [sat], from: "00:00", to: "24:00" } ]',
      'people: [cat, ben], every: 1w, starts: 2026-01-11T00:00, only: [ { days: [sun], from: "00:00", to: "24:00" } ]',
    ],
    '2026-03-27T12:00Z',
    '2026-04-06T12:00Z',
    [
      ...['cat Sat 28/03 00:00', 'ben Sun 29/03 00:00', 'ann Mon 30/03 00:00'],
      ...['ben Sat 04/04 00:00', 'cat Sun 05/04 00:00', 'ann Mon 06/04 00:00'],
    ],
  ],
  [
    'half an hour on Lord Howe, skipped',
    'Australia/Lord_Howe',
    ['people: [ann, ben], every: 1d, starts: 2026-10-02T02:15'],
    '2026-10-02T12:00Z',
    '2026-10-05T00:00Z',
    ['ben Sat 03/10 02:15', 'ann Sun 04/10 02:45', 'ben Mon 05/10 02:15'],
  ],
  [
    'a midnight that Santiago skips',
    'America/Santiago',
    ['people: [ann, ben], every: 1d, starts: 2026-09-04T00:00'],
    '2026-09-04T12:00Z',
    '2026-09-07T12:00Z',
    ['ben Sat 05/09 00:00', 'ann Sun 06/09 01:00', 'ben Mon 07/09 00:00'],
  ],
  [
    'a midnight that Cairo skips',
    'Africa/Cairo',
    ['people: [ann, ben], every: 1d, starts: 2026-04-22T00:00'],
    '2026-04-22T12:00Z',
    '2026-04-25T12:00Z',
    ['ben Thu 23/04 00:00', 'ann Fri 24/04 01:00', 'ben Sat 25/04 00:00'],
  ],
  [
    'the last Friday of each month',
    'Europe/Berlin',
    ['people: [ann, ben, cat], every: "cron 0 9 * * friL", starts: 2026-01-01T09:00'],
    '2026-01-02T00:00Z',
    '2026-05-31T00:00Z',
    ['ben Fri 30/01 09:00', 'cat Fri 27/02 09:00', 'ann Fri 27/03 09:00', 'ben Fri 24/04 09:00', 'cat Fri 29/05 09:00'],
  ],
  [
    'the first Monday of each month',
    'Europe/Berlin',
    ['people: [ann, ben, cat], every: "cron 0 9 * * mon#1", starts: 2026-01-01T09:00'],
    '2026-01-02T00:00Z',
    '2026-04-10T00:00Z',
    ['ben Mon 05/01 09:00', 'cat Mon 02/02 09:00', 'ann Mon 02/03 09:00', 'ben Mon 06/04 09:00'],
  ],
  [
    'Friday and Saturday nights, past midnight and the change of the clocks',
    'Europe/Berlin',
    [
      'people: [ann, ben], every: 1w, starts: 2026-03-02T09:00, only: [ { days: [fri, sat], from: "22:00", to: "06:00" } ]',
    ],
    '2026-03-26T00:00Z',
    '2026-04-06T00:00Z',
    ['ben Fri 27/03 22:00', 'ben Sat 28/03 22:00', 'ann Fri 03/04 22:00', 'ann Sat 04/04 22:00'],
  ],
  [
    'weekends from Friday 17:00 to Monday 09:00, over the change of the clocks',
    'Europe/Berlin',
    [
      'people: [ann, ben], every: 1w, starts: 2026-03-02T09:00',
      'people: [cat, ann], every: 1w, starts: 2026-03-06T17:00, only: [ { days: [fri], from: "17:00" }, { days: [sat, sun] }, { days: [mon], to: "09:00" } ]',
    ],
    '2026-03-26T00:00Z',
    '2026-04-08T00:00Z',
    // Ann's own week follows her weekend: nothing is handed over.
    ['ann Fri 27/03 17:00', 'cat Fri 03/04 17:00', 'ben Mon 06/04 09:00'],
  ],
  [
    'two on, two off, three on',
    'Europe/Berlin',
    [
      'people: [ann, ann, ben, ben, ann, ann, ann, ben, ben, ann, ann, ben, ben, ben], every: 1d, starts: 2026-03-02T07:00',
    ],
    '2026-03-16T12:00Z',
    '2026-03-31T00:00Z',
    [
      ...['ben Wed 18/03 07:00', 'ann Fri 20/03 07:00', 'ben Mon 23/03 07:00'],
      ...['ann Wed 25/03 07:00', 'ben Fri 27/03 07:00', 'ann Mon 30/03 07:00'],
    ],
  ],
  [
    'a rotation that ends within a shift, and its successor',
    'Europe/Berlin',
    [
      'people: [ann, ben], every: 1w, starts: 2026-03-02T09:00, ends: 2026-03-25T12:00',
      'people: [cat, ben], every: 1w, starts: 2026-03-25T12:00',
    ],
    '2026-03-10T00:00Z',
    '2026-04-10T00:00Z',
    ['ann Mon 16/03 09:00', 'ben Mon 23/03 09:00', 'cat Wed 25/03 12:00', 'ben Wed 01/04 12:00', 'cat Wed 08/04 12:00'],
  ],
  [
    'follow the sun, each region by its own clock, in the weeks between the changes of two of them',
    'UTC',
    [
      'people: [ann], timezone: Asia/Tokyo, only: [ { from: "09:00", to: "17:00" } ]',
      'people: [ben], timezone: Europe/Berlin, only: [ { from: "09:00", to: "17:00" } ]',
      'people: [cat], timezone: America/New_York, only: [ { from: "09:00", to: "19:00" } ]',
    ],
    '2026-03-27T20:00Z',
    '2026-03-30T20:00Z',
    [
      ...['cat Fri 27/03 20:00', 'ann Sat 28/03 00:00', 'ben Sat 28/03 08:00', 'cat Sat 28/03 13:00'],
      ...['ann Sun 29/03 00:00', 'ben Sun 29/03 07:00', 'cat Sun 29/03 13:00'],
      ...['ann Mon 30/03 00:00', 'ben Mon 30/03 07:00', 'cat Mon 30/03 13:00'],
    ].slice(1),
  ],
])('%s', (_, zone, layers, from, to, expected) => {
  expect(handOvers(zone, layers, from, to)).toEqual(expected);
});

describe('turns of nobody', () => {
  const file = (layer: string) =>
    readFileText(`${people}schedules:\n  s:\n    layers: [ { ${layer} } ]\n`, new Date('2026-01-10T12:00:00Z'));

  it('are turns of the layer, and no warning', () => {
    const { mistakes, directory } = file('people: [ann, nobody, ben], starts: 2026-01-05T09:00');
    expect(mistakes).toEqual([]);
    expect(directory!.schedules.get('s')!.layers[0]!.people).toEqual(['ann', 'nobody', 'ben']);
  });

  it('are not all that a layer has', () => {
    expect(file('people: [nobody]').mistakes.map(oneLine)).toEqual([
      expect.stringContaining('has only nobody in it; expected at least one person'),
    ]);
  });

  it('leave the word to no person', () => {
    const { mistakes } = readFileText('people:\n  nobody: { name: No Body }\n', new Date('2026-01-10T12:00:00Z'));
    expect(mistakes.map(oneLine).join()).toContain('“nobody” is for turns of a layer that no person has');
  });
});
