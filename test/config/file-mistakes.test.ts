import { describe, expect, test } from 'vitest';
import { bomb, layer, override, person, policy, schedule, target } from './file-parts.ts';
import { fileWith, mistakesIn } from './reading.ts';

describe('each kind of mistake says where, what was wrong, what was expected and what to do', () => {
  test.each<[string, string, string]>([
    ['an empty file', '', 'people: there is nobody in the file; expected at least one person; add for example'],
    ['a list', '[1]', 'the file is a list; expected groups of keys, such as people:'],
    ['a text', 'hello', 'the file is “hello”; expected groups of keys'],
    [
      'a brace that is never closed',
      'people: {',
      'line 1: a { on this line or before it is not closed; expected a }; add it',
    ],
    [
      'a brace that is not closed on its line',
      'people:\n  alice: { accounts: { slack: U1 }\n  bob: {}\n',
      'line 3: a { on this line or before it is not closed; expected a }; add it',
    ],
    [
      'a bracket that is not closed on its line',
      'teams:\n  all: { members: [alice, bob }\n  ops: {}',
      'a [ on this line or before it is not closed; expected a ]; add it',
    ],
    [
      'a key without a colon',
      'people\n  alice: {}\nteams: {}',
      'line 1: this line has no colon; expected “key: value”',
    ],
    ['a key of a map without a colon', 'people:\n  alice: {}\n  bob\n', 'line 3: this line has no colon; expected'],
    ['an indentation', 'people:\n  alice: {}\n   bob: {}\n', 'line 3: this line is not indented like the entries'],
    ['a quote', 'people:\n  alice: { name: "Alice }\n', 'a quote before this line is never closed; expected a pair'],
    ['a comma', 'people: { alice: { name: "A" role: admin } }', 'line 1: a comma or a quote is missing on this line'],
    [
      'a value with a colon',
      'people:\n  alice:\n    name: Alice: the boss\n',
      'line 3: this line has two keys; expected',
    ],
    [
      'a sign of YAML',
      'people:\n  alice:\n    name: @alice\n',
      'line 3: this value begins with a sign that YAML keeps',
    ],
    ['a tab', 'people:\n\talice: {}', 'line 2: a tab indents this line; expected spaces'],
    ['a key twice', 'people: {}\npeople: {}', 'line 2: this key appears twice; expected each key once'],
    ['two documents', 'people: {}\n---\npeople: {}', 'a second document begins here; expected one'],
    ['an alias of nothing', 'people: *nobody', 'the file is not valid YAML; a * in it has no & of that name before it'],
    ['an alias inside itself', 'people: &p { alice: *p }', 'a * in it stands inside of what it stands for'],
    ['aliases that multiply', bomb, 'the file is not valid YAML; its aliases multiply'],
    ['a hole to fall into', '['.repeat(5_000), 'the file is nested deeper than any key of it can be'],
    ['a huge file', `# ${'x'.repeat(1_000_000)}`, 'the file is larger than 1 MB'],
    ['an unknown tag', 'people: !map2 {}', 'not valid YAML: Unresolved tag'],
    [
      'an unknown section',
      fileWith('polices: {}'),
      'polices (line 5): is not a key that belongs here; expected people, ',
    ],
    ['… did you mean', fileWith('polices: {}'), 'did you mean policies?'],
    ['a section that is a list', fileWith('teams: [1]'), 'teams (line 5): is a list; expected the ids of each team'],
    ['an unknown key', person('tymezone: UTC'), 'people.alice.tymezone (line 1): is not a key that belongs here'],
    ['… did you mean, too', person('tymezone: UTC'), 'did you mean timezone?'],
    ['a person that is a text', 'people: { alice: hi }', 'people.alice (line 1): is “hi”; expected a person: name'],
    ['a bad id', 'people: { "al ice": {} }', 'is not a good id for a person; expected letters, digits'],
    ['an id with a dot', 'people: { al.ice: {} }', 'is not a good id for a person'],
    [
      'an id of the language',
      'people: { constructor: {} }',
      'people.constructor (line 1): “constructor” has a special meaning',
    ],
    ['__proto__', 'people: { __proto__: {} }', 'people.__proto__ (line 1): “__proto__” is not a good id'],
    [
      'the id of somebody who was erased',
      'people: { former-1a2b3c: {} }',
      'people.former-1a2b3c (line 1): “former-1a2b3c” is kept for',
    ],
    ['the bot’s own id', 'people: { bot: {} }', 'people.bot (line 1): “bot” is Tocsin itself'],
    [
      'a role',
      person('role: boss'),
      'people.alice.role (line 1): “boss” is not known here; expected viewer, responder',
    ],
    ['a role, nearly', person('role: admn'), 'did you mean admin?'],
    ['an email', person('email: nobody'), 'people.alice.email (line 1): is not an email address; expected'],
    ['a name', person('name: ""'), 'people.alice.name (line 1): is empty; expected a name'],
    ['a number as a name', person('name: 5'), 'is 5; expected a name; put it in quotes if it is meant as text'],
    ['a zone', person('timezone: Europe/Berlim'), 'did you mean Europe/Berlin?'],
    ['a city alone', person('timezone: Lord Howe'), 'did you mean Australia/Lord_Howe?'],
    ['an abbreviation as a zone', person('timezone: PST'), 'America/New_York or UTC; name it by continent and city'],
    ['a rotation in another tool’s words', layer('every: weekly'), 'did you mean 1w?'],
    ['an offset as a zone', person('timezone: "+02:00"'), '“+02:00” is not a time zone; expected'],
    ['a Slack name', person('accounts: { slack: "@alice" }'), 'accounts.slack (line 1): is “@alice”; expected a Slack'],
    ['a Discord name', person('accounts: { discord: alice }'), 'expected a Discord user id, digits only'],
    ['an id that lost digits', person('accounts: { discord: 2.00000000000000001e17 }'), 'lost its last digits'],
    [
      'a way to be paged',
      person('notify: { urgent: [ { by: slak } ] }'),
      'notify.urgent[0].by (line 1): “slak” is not',
    ],
    ['no urgent steps', person('notify: { urgent: [] }'), 'people.alice.notify.urgent (line 1): is an empty list'],
    ['a duration without unit', person('notify: { normal: [ { by: web, after: 5 } ] }'), '5 has no unit; expected a'],
    ['quiet hours of no time', person('quietHours: { from: "22:00", to: "22:00" }'), 'from and to are the same hour'],
    ['a quiet hour', person('quietHours: { from: "25:00", to: "7:00" }'), '“25:00” is not an hour of the day'],
    ['a missing hour', person('quietHours: { from: "22:00" }'), 'people.alice.quietHours.to (line 1): is missing;'],
    ['a team of nobody', fileWith('teams: { a: { members: [] } }'), 'teams.a.members (line 5): is an empty list'],
    [
      'an unknown person',
      fileWith('teams: { a: { members: [alicee] } }'),
      'teams.a.members[0] (line 5): there is no person',
    ],
    ['… did you mean her', fileWith('teams: { a: { members: [alicee] } }'), 'did you mean alice?'],
    ['a schedule of no layers', schedule('layers: []'), 'schedules.primary.layers (line 5): is an empty list'],
    ['a schedule of nothing', schedule(''), 'schedules.primary.layers (line 5): is missing'],
    ['a layer of nobody', schedule('layers: [ { people: [] } ]'), 'layers[0].people (line 5): is an empty list'],
    ['a rotation', layer('every: 1q'), 'layers[0].every (line 5): “1q” is not the length of a rotation; expected'],
    ['a rotation of nothing', layer('every: 0d'), '“0d” is not the length of a rotation'],
    [
      'a pattern of four fields',
      layer('every: cron 0 9 * *'),
      'layers[0].every (line 5): “cron 0 9 * *” is not a cron pattern; expected the length of a shift, such as 12h, 1d, 3d, ' +
        '1w or 2w, or "12h elapsed", or "cron 0 9 * * mon,thu"; write minute, hour, day of the month, month and weekday',
    ],
    ['a pattern with seconds', layer('every: cron 0 0 9 * * mon'), '“cron 0 0 9 * * mon” is not a cron pattern'],
    ['a pattern of every minute', layer('every: cron * 9 * * *'), 'hands over more than once an hour; expected'],
    ['a pattern of leap days', layer('every: cron 0 9 29 2 *'), 'has years without any hand-over; expected'],
    ['no such day', layer('starts: 2026-02-30T09:00'), 'there is no “2026-02-30T09:00” in the calendar'],
    ['a start with an offset', layer('starts: 2026-02-03T09:00Z'), 'has an offset; expected a local time'],
    ['a far year', layer('starts: 0026-02-03T09:00'), 'is not in a year from 1970 to 2199'],
    [
      'a time that the clocks jump over',
      schedule('timezone: Europe/Berlin, layers: [ { people: [alice], starts: 2026-03-29T02:30 } ]'),
      '2026-03-29T02:30 does not exist in Europe/Berlin, where the clocks jump over it; expected a time that the clocks ' +
        'there show; write 2026-03-29T03:30',
    ],
    [
      'a day that the zone skipped',
      schedule('timezone: Pacific/Apia, layers: [ { people: [alice], starts: 2011-12-30T09:00 } ]'),
      '2011-12-30T09:00 does not exist in Pacific/Apia',
    ],
    [
      'a weekday',
      layer('only: [ { days: [mond] } ]'),
      'only[0].days[0] (line 5): “mond” is not known here; expected mon',
    ],
    [
      'hours',
      layer('only: [ { from: 8 } ]'),
      'only[0].from (line 5): “8” is not an hour of the day; expected an hour of the day',
    ],
    ['24:00 as a beginning', layer('only: [ { from: "24:00" } ]'), '24:00 begins no day'],
    [
      'an override ends before it starts',
      override('from: 2026-12-26T09:00, to: 2026-12-24T09:00'),
      'schedules.primary.overrides[0] (line 5): ends (2026-12-24T09:00) before it has begun (2026-12-26T09:00)',
    ],
    ['an override of no time', override('from: 2026-12-26, to: 2026-12-26'), 'before it has begun'],
    ['an override without an end', override('from: 2026-12-26T09:00'), 'overrides[0].to (line 5): is missing'],
    [
      'a policy with no levels',
      policy('levels: []'),
      'policies.other.levels (line 3): is an empty list; expected at least',
    ],
    ['a level that pages nobody', policy('levels: [ { page: [] } ]'), 'levels[0].page (line 3): is an empty list'],
    ['a target of two keys', target('person: alice, team: a'), 'there is no team “a”'],
    [
      'an empty target',
      target(''),
      'page[0] (line 3): names nobody; expected one of person, schedule, team or channel',
    ],
    ['a channel on two platforms', target('channel: { slack: C1, web: a }'), 'names no channel, or several'],
    [
      'a round robin that is neither',
      policy('levels: [ { page: [ { person: alice } ], roundRobin: maybe } ]'),
      'true or false',
    ],
    ['a severity that does not exist', policy('levels: [ { page: [ { person: alice } ], only: [sev5] } ]'), '“sev5”'],
    [
      'hours that are none',
      policy('levels: [ { page: [ { person: alice } ] } ], hold: { severities: [sev3], hours: [ { from: "25:00" } ] }'),
      'hold.hours[0].from',
    ],
    ['an unknown schedule', target('schedule: primry'), 'page[0].schedule (line 3): there is no schedule “primry”'],
    [
      'a person as a team',
      target('team: alice'),
      'there is no team “alice”; expected a team of this file, which has none; alice is a person',
    ],
    ['too short a wait', policy('levels: [ { page: [ { person: alice } ], escalateAfter: 0s } ]'), '“0s” is too short'],
    [
      'repeats',
      policy('levels: [ { page: [ { person: alice } ] } ], repeat: 1.5'),
      'repeat (line 3): is 1.5; expected a whole',
    ],
    ['a service’s policy', fileWith('').replace('checkout:', 'checkout: { policy: defualt }'), 'did you mean default?'],
    [
      'no policy at all',
      'people: { alice: {} }\nservices: { checkout: }',
      'services.checkout.policy (line 2): is missing;',
    ],
    [
      'a severity',
      fileWith('').replace('checkout:', 'checkout: { severity: high }'),
      '“high” is not known here; expected sev1',
    ],
    ['a route to nowhere', fileWith('routes: [ { match: {}, service: chekout } ]'), 'did you mean checkout?'],
    [
      'a route of everything',
      fileWith('routes: [ { service: checkout } ]'),
      'routes[0].match (line 5): is missing; expected labels',
    ],
    [
      'an expression',
      fileWith('routes: [ { match: { a: /(/ }, service: checkout } ]'),
      'routes[0].match.a (line 5): is not a regular expression (missing closing ): (); expected a text',
    ],
    [
      'a look-ahead',
      fileWith('routes: [ { match: { a: /^(?!test)/ }, service: checkout } ]'),
      'routes[0].match.a (line 5): uses “(?!”, and look-ahead and look-behind are not supported; expected a text',
    ],
    [
      'a look-behind',
      fileWith('routes: [ { match: { a: /(?<=db-)1/ }, service: checkout } ]'),
      'uses “(?<=”, and look-ahead and look-behind are not supported',
    ],
    [
      'a backreference',
      fileWith('routes: [ { match: { a: /(a)\\1/ }, service: checkout } ]'),
      'uses “\\1”, and backreferences are not supported; expected a text, a list of texts, or a regular expression in slashes',
    ],
    [
      'an expression of a thousand characters',
      fileWith(`routes: [ { match: { a: /${'a'.repeat(1_000)}/ }, service: checkout } ]`),
      'is 1000 characters long',
    ],
    ['flags', fileWith('routes: [ { match: { a: /b/g }, service: checkout } ]'), 'ends in “g”; expected a text'],
    ['routes', fileWith('routes: { a: b }'), 'routes (line 5): is a group of keys; expected a list'],
    [
      'a channel',
      fileWith('rooms: { announce: { slack: "#ops" } }'),
      'rooms.announce.slack (line 5): is “#ops”; expected a Slack',
    ],
    ['somebody’s room', fileWith('rooms: { announce: { web: dm-alice } }'), 'expected a room of the web chat'],
    [
      'a style',
      fileWith('rooms: { open: { slack: treads } }'),
      'rooms.open.slack (line 5): “treads” is not known here; expected channel',
    ],
  ])('%s', (_, text, expected) => {
    expect(mistakesIn(text).join('\n')).toContain(expected);
  });

  test('a target with several keys', () => {
    const text = target('person: alice, team: a').replace('services:', 'teams: { a: { members: [bob] } }\nservices:');
    expect(mistakesIn(text)).toEqual([
      'policies.other.levels[0].page[0] (line 3): names person and team in one target; expected one of them; write a ' +
        'target for each',
    ]);
  });

  test('an account of two people, also when one of them has another mistake', () => {
    const text = `
people:
  alice: { role: boss, accounts: { discord: 200000000000000001 } }
  bob: { accounts: { discord: "200000000000000001" } }`;
    expect(mistakesIn(text)).toContain(
      'people.bob.accounts.discord (line 4): alice has this Discord account too; expected an account to be one ' +
        'person’s; correct one of them',
    );
  });

  test('quiet hours over midnight are no mistake', () => {
    expect(mistakesIn(person('quietHours: { from: "22:00", to: "07:00" }'))).toEqual([]);
  });
});

test('every mistake is listed at once, those inside one entry too, each with its line', () => {
  const mistakes = mistakesIn(`
people:
  alice: { rol: admin, email: nobody, timezone: Mars }
teams:
  a: { members: [alicia] }
schedules:
  primary: { layers: [ { people: [bob], every: 5 } ] }
policies:
  default: { levels: [ { page: [ { schedule: primry } ], escalateAfter: soon } ], repeat: -1 }
services:
  checkout: { team: b, severity: sev9 }
`);
  const places = mistakes.map((one) => /^([\w.[\]]+) \(line (\d+)\)/.exec(one)?.slice(1, 3).join(' '));
  expect(places.sort()).toEqual([
    'people.alice.email 3',
    'people.alice.rol 3',
    'people.alice.timezone 3',
    'policies.default.levels[0].escalateAfter 9',
    'policies.default.levels[0].page[0].schedule 9',
    'policies.default.repeat 9',
    'schedules.primary.layers[0].every 7',
    'schedules.primary.layers[0].people[0] 7',
    'services.checkout.severity 11',
    'services.checkout.team 11',
    'teams.a.members[0] 5',
  ]);
});
