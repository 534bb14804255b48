import { describe, expect, it } from 'vitest';
import { readLine } from '../../commands/grammar.ts';
import { commands } from '../../commands/index.ts';
import { endIn } from '../../commands/typed/times/moments.ts';
import type { Language } from '../../src/domain/languages.ts';

// It is Monday 9 March, 13:00 in Berlin.
const now = new Date('2026-03-09T12:00:00Z');

function snoozedUntil(line: string, language: Language, at = now) {
  const { command, args } = readLine(line, commands);
  const call = { person: { timezone: 'Europe/Berlin' }, context: { clock: { now: () => at } }, reader: { language } };
  const until = endIn(call as never, 'for', args.for ?? '', 'morning');
  const there = new Date(until.getTime() + 3_600_000).toISOString().slice(8, 16);
  return [command, args.incident, there];
}

describe('until when a line snoozes', () => {
  it.each<[Language, string, string]>([
    ['es', 'snooze 14 hora y media', '09T14:30'],
    ['es', 'snooze 14 dos horas y media', '09T15:30'],
    ['es', 'snooze 14 2 horas y cuarto', '09T15:15'],
    ['es', 'snooze 14 hasta mañana a las 9', '10T09:00'],
    ['es', 'snooze 14 hasta mañana por la mañana', '10T06:00'],
    ['es', 'snooze 14 hasta las 9 de la noche', '09T21:00'],
    ['en', 'snooze 14 1h30', '09T14:30'],
    ['en', 'snooze 14 1½ hours', '09T14:30'],
    ['en', 'snooze 14 ½h', '09T13:30'],
    ['en', 'snooze 14 an hour and a half', '09T14:30'],
    ['en', 'snooze 14 hour and a half', '09T14:30'],
    ['en', 'snooze 14 2 and a half hours', '09T15:30'],
    ['en', 'snooze 14 2d 4h', '11T17:00'],
    ['en', 'snooze 14 three quarters of an hour', '09T13:45'],
    ['en', 'snooze 14 an hour or so', '09T14:00'],
    ['en', 'snooze 14 until tomorrow 9', '10T09:00'],
    ['en', 'snooze 14 until 9 tomorrow', '10T09:00'],
    ['en', 'snooze 14 until tomorrow morning at 8', '10T08:00'],
    ['de', 'snooze 14 bis morgen früh um 9', '10T09:00'],
    ['de', 'snooze 14 bis morgen früh 9 Uhr', '10T09:00'],
    ['de', 'snooze 14 bis morgen früh um halb neun', '10T08:30'],
    ['de', 'snooze 14 bis morgen früh', '10T06:00'],
    ['de', 'snooze 14 bis Montag früh um 8', '16T08:00'],
    ['de', 'snooze 14 bis viertel nach 9', '10T09:15'],
    ['de', 'snooze 14 zweieinhalb Stunden', '09T15:30'],
    ['de', 'snooze 14 eine Dreiviertelstunde', '09T13:45'],
    ['ja', 'snooze 14 明日の9時まで', '10T09:00'],
    ['ja', 'snooze 14 明日の朝9時まで', '10T09:00'],
    ['ja', 'snooze 14 明日の朝まで', '10T06:00'],
    ['ja', 'snooze 14 1時間半', '09T14:30'],
    ['ja', 'snooze 14 1時間30分', '09T14:30'],
    ['ja', 'snooze 14 一時間', '09T14:00'],
    ['ja', '14を明日の9時までスヌーズ', '10T09:00'],
    ['en', 'snooze 14 a few hours', '09T16:00'],
    ['en', 'snooze 14 for a couple of hours', '09T15:00'],
    ['en', 'snooze 14 a few more minutes', '09T13:05'],
    ['en', 'snooze 14 for the next 2 hours', '09T15:00'],
    ['en', 'snooze 14 ’til 6pm', '09T18:00'],
    ['en', 'snooze 14 overnight', '10T08:00'],
    ['en', 'snooze 14 all night', '10T08:00'],
    ['en', 'snooze 14 until morning', '10T06:00'],
    ['en', 'snooze 14 until tomorrow morning', '10T06:00'],
    ['de', 'snooze 14 ein paar Stunden', '09T16:00'],
    ['de', 'snooze 14 ’ne halbe Stunde', '09T13:30'],
    ['de', 'snooze 14 die nächsten 2 Stunden', '09T15:00'],
    ['de', 'snooze 14 über Nacht', '10T08:00'],
    ['de', 'snooze 14 bis zum Morgen', '10T06:00'],
    ['es', 'snooze 14 unas horas', '09T16:00'],
    ['es', 'snooze 14 un par de horas', '09T15:00'],
    ['es', 'snooze 14 toda la noche', '10T08:00'],
    ['ja', 'snooze 14 数時間', '09T16:00'],
    ['ja', 'snooze 14 一晩', '10T08:00'],
    ['ja', 'snooze 14 朝まで', '10T06:00'],
    ['en', 'snooze 14 until 5', '09T17:00'],
    ['en', 'snooze 14 until five', '09T17:00'],
    ['en', 'snooze 14 until 12', '10T00:00'],
    ['en', 'snooze 14 until nine', '10T09:00'],
    ['en', 'snooze 14 until nine thirty', '10T09:30'],
    ['en', 'snooze 14 until half 9', '10T09:30'],
    ['en', 'snooze 14 until half past five', '09T17:30'],
    ['en', 'snooze 14 until nine a m', '10T09:00'],
    ['en', 'snooze 14 until six in the evening', '09T18:00'],
    ['en', 'snooze 14 until 5:00', '10T05:00'],
    ['en', 'snooze 14 until eod', '09T17:00'],
    ['en', 'snooze 14 until the end of the day', '09T17:00'],
    ['en', 'snooze 14 until cob tomorrow', '10T17:00'],
    ['en', 'snooze 14 for the rest of the day', '09T17:00'],
    ['en', 'snooze 14 until midnight', '10T00:00'],
    ['en', 'snooze 14 until noon', '10T12:00'],
    ['en', 'snooze 14 for the next hour', '09T14:00'],
    ['en', 'snooze 14 30', '09T13:30'],
    ['de', 'snooze 14 bis 5 Uhr', '09T17:00'],
    ['de', 'snooze 14 bis neun', '10T09:00'],
    ['de', 'snooze 14 bis Feierabend', '09T17:00'],
    ['de', 'snooze 14 die nächste Stunde', '09T14:00'],
    ['es', 'snooze 14 hasta las nueve', '10T09:00'],
    ['es', 'snooze 14 hasta las 5', '09T17:00'],
    ['es', 'snooze 14 hasta el final del día', '09T17:00'],
    ['es', 'snooze 14 la próxima hora', '09T14:00'],
    ['ja', '14を5時までスヌーズ', '09T17:00'],
    ['ja', '14を正午までスヌーズ', '10T12:00'],
    ['ja', '14を終業までスヌーズ', '09T17:00'],
  ])('%s: %s', (language, line, until) => {
    expect(snoozedUntil(line, language)).toEqual(['snooze', '14', until]);
  });

  it.each<[Language, string, string]>([
    ['en', 'snooze 14 until tomorrow morning', '09T06:00'],
    ['en', 'snooze 14 until tomorrow 9am', '09T09:00'],
    ['de', 'snooze 14 bis morgen früh', '09T06:00'],
    ['es', 'snooze 14 hasta mañana', '09T09:00'],
    ['ja', 'snooze 14 明日の朝まで', '09T06:00'],
    ['en', 'snooze 14 overnight', '09T08:00'],
    ['en', 'snooze 14 until tuesday 9am', '10T09:00'],
  ])('before it is light, %s: %s is the coming morning', (language, line, until) => {
    expect(snoozedUntil(line, language, new Date('2026-03-09T02:00:00Z'))).toEqual(['snooze', '14', until]);
  });

  it.each(['a while', 'until the deploy is done', '1', '0'])('says what to type for “%s”, which has no end', (time) => {
    expect(() => snoozedUntil(`snooze 14 ${time}`, 'en')).toThrow(expect.objectContaining({ rule: 'unreadable-end' }));
  });

  it('takes “14 hours” for a length, and the incident of the place', () => {
    expect(snoozedUntil('snooze 14 hours', 'en')).toEqual(['snooze', undefined, '10T03:00']);
  });
});
