import { describe, expect, test } from 'vitest';
import { layer, person, policy, schedule, target, withService } from './file-parts.ts';
import { accepted, fileWith, mistakesIn } from './reading.ts';

describe('a mistake names what was meant', () => {
  test.each<[string, string, string]>([
    ['another tool’s word for a severity', withService('shop: { severity: critical }'), 'sev4; did you mean sev1?'],
    ['a priority', withService('shop: { severity: P2 }'), 'sev4; did you mean sev2?'],
    ['another tool’s word for a person', target('user: alice'), 'did you mean person?'],
    ['another tool’s word for a schedule', target('rotation: primary'), 'did you mean schedule?'],
    ['the shortest duration', policy('levels: [ { page: [ { person: alice } ], escalateAfter: 0s } ]'), 'here is 1s'],
    [
      'a misspelt key, once',
      policy('level: [ { page: [ { person: alice } ] } ]'),
      'remind or hold; did you mean levels?',
    ],
    [
      'another tool’s word for a key, once',
      layer('users: [alice]').replace('people: [alice], ', ''),
      'did you mean people?',
    ],
    ['an empty list', withService('shop: { alerts: { groupBy: [] } }'), 'is an empty list; expected fingerprint'],
  ])('%s', (_, text, expected) => {
    const mistakes = mistakesIn(text);
    expect(mistakes).toHaveLength(1);
    expect(mistakes[0]).toContain(expected);
  });

  test('… and guesses nothing where several are equally near', () => {
    expect(mistakesIn(withService('shop: { severity: sev7 }'))[0]).toMatch(/expected sev1, sev2, sev3 or sev4$/);
    expect(mistakesIn(fileWith('language: xx'))[0]).not.toContain('did you mean');
  });
});

describe('warnings', () => {
  test.each<[string, string, string]>([
    ['nobody can reach them', 'people: { alice: {} }', 'people.alice: Alice has no chat account and no email'],
    [
      'on a rota, and no way to be paged',
      fileWith('schedules: { primary: { layers: [ { people: [alice] } ] } }').replace('email: alice@example.org', ''),
      'people.alice: Alice, whom schedules.primary and policies.default may page, has no chat account and no email',
    ],
    [
      'a step by a chat where they are not',
      person('email: a@example.org, notify: { urgent: [ { by: email }, { by: slack } ] }'),
      'people.alice.notify.urgent[1]: Alice has no slack account, so this step pages nobody',
    ],
    [
      'no step that reaches somebody on call',
      fileWith('').replace('alice@example.org', 'a@example.org, notify: { urgent: [ { by: slack } ] }'),
      'people.alice.notify.urgent: no step of it reaches Alice, whom policies.default may page, at all',
    ],
    ['no policy', person('email: a@example.org'), 'policies: there is none, so no incident pages anybody'],
    [
      'a gap in the schedule',
      schedule('timezone: Europe/Berlin, layers: [ { people: [alice], only: [ { from: "08:00", to: "18:00" } ] } ]'),
      'schedules.primary: nobody is on call from Mon 23 Nov 18:00 CET to Tue 24 Nov 08:00 CET, and in 89 more gaps in the ' +
        'next 90 days',
    ],
    ['a schedule that begins later', layer('starts: 2026-12-24T09:00'), 'to Thu 24 Dec 09:00 UTC in the next 90 days'],
    ['one id for two', fileWith('teams: { alice: { members: [bob] } }'), 'teams.alice: people.alice has the same id'],
    [
      'a route behind one that takes all',
      fileWith('routes: [ { match: {}, service: checkout }, { match: { a: b }, service: checkout } ]'),
      'routes[0]: it takes every alert, so the routes after it are never asked',
    ],
    [
      'an abbreviation that has no summer time',
      person('email: a@example.org, timezone: EST'),
      'people.alice.timezone: EST is 5 hours behind UTC all year, without daylight saving time; write America/New_York',
    ],
    [
      'an offset with the opposite sign',
      schedule('timezone: Etc/GMT+5, layers: [ { people: [alice], timezone: GMT } ]'),
      'schedules.primary.timezone: Etc/GMT+5 is 5 hours behind UTC all year',
    ],
    [
      'a maintenance window of another year',
      fileWith('maintenance: { m: { services: all, from: 2025-12-06T02:00, to: 2025-12-06T04:00 } }'),
      'maintenance.m: it ended on Sat 6 Dec 2025 04:00 UTC, so it silences nothing; take it out, or correct its year',
    ],
  ])('%s', (_, text, expected) => {
    expect(accepted(text).warnings.join('\n')).toContain(expected);
  });

  test('a gap beyond 90 days is not one yet', () => {
    const covered = 'layers: [ { people: [alice], starts: 2027-06-01T09:00 } ]';
    const override = 'overrides: [ { person: bob, from: 2026-01-01, to: 2027-04-01 } ]';
    expect(accepted(schedule(`${covered}, ${override}`)).warnings).toEqual([]);
  });
});
