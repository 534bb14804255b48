import { describe, expect, test } from 'vitest';
import { layer, override, person, policy, schedule } from './file-parts.ts';
import { mistakesIn } from './reading.ts';

const hours = (keys: string) => layer(`only: [ { ${keys} } ]`);
const level = (keys: string) => policy(`levels: [ { ${keys} } ]`);
const who = '[ { person: alice } ]';

describe('what people write for a rota in other tools is one mistake, which says what is meant', () => {
  test.each<[string, string]>([
    [layer('every: 1 week'), 'did you mean 1w?'],
    [layer('every: every 12 hours'), 'did you mean 12h?'],
    [layer('every: biweekly'), 'did you mean 2w?'],
    [layer('every: bi-weekly'), 'did you mean 2w?'],
    [layer('every: hourly'), 'did you mean 1h?'],
    [layer('every: monthly'), 'did you mean “cron 0 9 1 * *”?'],
    [layer('every: 7'), '7d is days, 7h is hours'],
    [layer('handoff: 2026-01-05T09:00'), 'did you mean starts?'],
    [layer('rotation: weekly'), 'did you mean people or every?'],
    [schedule('layers: [ { people: alice } ]'), 'expected a list of people; write [alice]'],
    [hours('days: [Monday]'), 'did you mean mon?'],
    [hours('days: [mon-fri]'), 'write mon, tue, wed, thu, fri'],
    [hours('days: [Weekend]'), 'write sat, sun'],
    [hours('days: weekdays'), 'expected a list of days such as [mon, tue, wed, thu, fri]'],
    [hours('from: 9'), 'did you mean "09:00"?'],
    [hours('from: 9am'), 'did you mean "09:00"?'],
    [hours('to: 5:30 pm'), 'did you mean "17:30"?'],
    [hours('to: 12am'), 'did you mean "00:00"?'],
    [override('start: 2026-12-01, to: 2026-12-02'), 'did you mean from?'],
    [override('from: 2026-12-01, until: 2026-12-02'), 'did you mean to?'],
    [override('from: 2026-12-01, to: 2026-12-02').replace('person: bob', 'user: bob'), 'did you mean person?'],
    [person('email: a@example.org, quietHours: { start: "22:00", to: "07:00" }'), 'did you mean from?'],
    [person('email: a@example.org, away: [ { from: 2026-12-24, until: 2026-12-28 } ]'), 'did you mean to?'],
    [policy(`steps: [ { page: ${who} } ]`), 'did you mean levels?'],
    [policy(`levels: [ { page: ${who} } ], loops: 3`), 'did you mean repeat?'],
    [level(`notify: ${who}`), 'did you mean page?'],
    [level(`page: ${who}, delay: 5m`), 'did you mean escalateAfter?'],
    [level('page: alice'), 'a list of targets such as [ { schedule: primary }, { person: alice } ]'],
  ])('%s', (text, expected) => {
    const mistakes = mistakesIn(text);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toMatch(/\(line \d+\): .*; expected /);
    expect(mistakes[0]).toContain(expected);
  });

  test('what may be a secret is not repeated as a list', () => {
    expect(mistakesIn(schedule('layers: [ { people: xoxb-1234567890 } ]')).join()).not.toContain('xoxb');
  });
});
