import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { namesIn } from '../../commands/typed/names.ts';
import { endIn, periodIn } from '../../commands/typed/times/moments.ts';
import type { Language } from '../../src/domain/languages.ts';
import { sampleDirectory } from '../harness/directory.ts';

// It is Monday 9 March, 13:00 in Berlin.
const monday = new Date('2026-03-09T12:00:00Z');
const names = namesIn(sampleDirectory());
const local = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Berlin', dateStyle: 'short', timeStyle: 'short' });
const shown = (moment: Date | undefined) => moment && local.format(moment).slice(5);

function callAt(now: Date, language: Language) {
  return {
    person: { timezone: 'Europe/Berlin' },
    context: { clock: { now: () => now } },
    reader: { language, zone: 'UTC', now },
  };
}

function periodOf(line: string, language: Language = 'en', now = monday) {
  const { from, to } = periodIn(callAt(now, language) as never, readLine(line, commands, names).args);
  return [shown(from), shown(to)];
}

describe('the two ends of a period', () => {
  it.each<[Language, string, string | undefined, string]>([
    ['en', 'away from 10pm to 6am tomorrow', '03-09 22:00', '03-10 06:00'],
    ['en', 'away tomorrow 10pm to 6am', '03-10 22:00', '03-11 06:00'],
    ['en', 'away 6pm-9pm thursday', '03-12 18:00', '03-12 21:00'],
    ['en', 'away 2pm to 4pm tomorrow', '03-10 14:00', '03-10 16:00'],
    ['en', 'away 2 to 4pm', '03-09 14:00', '03-09 16:00'],
    ['en', 'away 2pm to 4', '03-09 14:00', '03-09 16:00'],
    ['en', 'away 9 to 5pm', '03-10 09:00', '03-10 17:00'],
    ['en', 'away tomorrow 10 to 6am', '03-10 22:00', '03-11 06:00'],
    ['en', 'away tomorrow 10am to 2', '03-10 10:00', '03-10 14:00'],
    ['en', 'away tomorrow between 9 and 11', '03-10 09:00', '03-10 11:00'],
    ['en', 'away friday 18-22', '03-13 18:00', '03-13 22:00'],
    ['en', 'away friday 18-22 CET', '03-13 18:00', '03-13 22:00'],
    ['en', 'away friday 18:00-22:00 UTC', '03-13 19:00', '03-13 23:00'],
    ['en', 'override primary bob friday 18:00-22:00 EST', '03-14 00:00', '03-14 04:00'],
    ['en', 'away until friday 9ish', undefined, '03-13 09:00'],
    ['en', 'away for the rest of the day', '03-09 13:00', '03-10 00:00'],
    ['de', 'away donnerstag von 18 bis 22', '03-12 18:00', '03-12 22:00'],
    ['de', 'away von donnerstag 18 uhr bis freitag 9 uhr', '03-12 18:00', '03-13 09:00'],
    ['es', 'away el jueves de 18 a 22', '03-12 18:00', '03-12 22:00'],
    ['es', 'away hasta las 9', undefined, '03-10 09:00'],
    ['ja', 'away 9時まで', undefined, '03-10 09:00'],
    ['ja', 'away 木曜日18時から22時まで', '03-12 18:00', '03-12 22:00'],
  ])('%s: %j', (language, line, from, to) => {
    expect(periodOf(line, language)).toEqual([from, to]);
  });

  it.each([
    ['en', 'away overnight', '2026-03-28T21:00:00Z', '03-28 22:00', '03-29 08:00'],
    ['en', 'away from 1:30 to 3:30', '2026-03-28T21:00:00Z', '03-29 01:30', '03-29 03:30'],
    ['en', 'away 1:00 for 2h', '2026-03-28T21:00:00Z', '03-29 01:00', '03-29 04:00'],
    ['en', 'away from 1:30 to 3:30', '2026-10-24T20:00:00Z', '10-25 01:30', '10-25 03:30'],
    ['en', 'away tomorrow', '2026-10-24T20:00:00Z', '10-25 00:00', '10-26 00:00'],
  ] as const)('%s: %j in a night when the clocks change, %s', (language, line, now, from, to) => {
    expect(periodOf(line, language, new Date(now))).toEqual([from, to]);
  });

  it.each([
    'away 9 to 5',
    'away from 9 to 5 tomorrow',
    'away 10pm to 6am thursday',
    'quiet 10-6',
    'mute me 10-6',
    'maintenance checkout tomorrow 9 to 5',
  ])('%j may be two times, and is refused', (line) => {
    expect(() => periodOf(line)).toThrow(expect.objectContaining({ rule: 'ambiguous-hours' }));
  });
});

describe('an end that is said roughly', () => {
  it.each<[Language, string]>([
    ['en', 'snooze 14 until 9ish'],
    ['en', 'snooze 14 until about 9'],
    ['en', 'snooze 14 until 9 or so'],
    ['en', 'snooze 14 till 9'],
    ['de', 'snooze 14 bis gegen 9'],
    ['es', 'snooze 14 hasta las 9'],
    ['ja', 'snooze 14 9時まで'],
  ])('%s: %j is that time', (language, line) => {
    const { args } = readLine(line, commands, names);
    expect(shown(endIn(callAt(monday, language) as never, 'for', args.for ?? '', 'morning'))).toBe('03-10 09:00');
  });

  it('keeps quiet hours off for the whole night', () => {
    expect(readLine('quiet off tonight', commands, names).args).toEqual({ action: 'off', until: 'tomorrow 9:00' });
    expect(readLine('quiet off until tonight', commands, names).args).toEqual({ action: 'off', until: 'tonight' });
  });

  it.each([
    ['quiet 10pm-6', { from: '22:00', to: '06:00' }],
    ['quiet 10 to 6am', { from: '22:00', to: '06:00' }],
    ['quiet 22-7', { from: '22:00', to: '07:00' }],
  ])('%j', (line, args) => {
    expect(readLine(line, commands, names)).toEqual({ command: 'quiet', args });
  });
});
