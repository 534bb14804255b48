import fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { anyCharacter } from '../harness/any-character.ts';
import { mistakesIn } from './reading.ts';

const keys = ['people', 'teams', 'schedules', 'policies', 'services', 'routes', 'rooms', 'alice', 'accounts', 'notify'];
const more = [
  'layers',
  'levels',
  'page',
  'person',
  'team',
  'urgent',
  'quietHours',
  'from',
  'to',
  'every',
  'match',
  '__proto__',
];
const key = fc.oneof(fc.constantFrom(...keys, ...more), fc.string());
const leaf = fc.oneof(
  fc.string(),
  fc.constantFrom('alice', '5m', '/(/', '/a/g', '2026-02-30T09:00', 'Europe/Berlin', '24:00', '1w', '', null),
  fc.double(),
  fc.boolean(),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 7 },
    leaf,
    fc.array(tie('tree'), { maxLength: 3 }),
    fc.dictionary(key, tie('tree'), { maxKeys: 6 }),
  ),
}));

/** Nothing is thrown: what is not accepted is a list of mistakes, each of which is a sentence. */
function isRead(text: string): void {
  for (const mistake of mistakesIn(text)) expect(mistake).toMatch(/\w+ \w+/);
}

test('any text', () => {
  fc.assert(fc.property(fc.string({ unit: anyCharacter, maxLength: 200 }), isRead), { numRuns: 200 });
});

test('text out of the pieces that YAML is made of', () => {
  const pieces = [
    'people',
    ':',
    ' ',
    '\n',
    '  ',
    '- ',
    '[',
    ']',
    '{',
    '}',
    '&a',
    '*a',
    '<<',
    '"',
    "'",
    '|',
    '>',
    '?',
    ',',
    '!!',
  ];
  const text = fc.array(fc.constantFrom(...pieces, '#', '%', '---', '...', '\t', '1', '~'), { maxLength: 40 });
  fc.assert(
    fc.property(text, (parts) => isRead(parts.join(''))),
    { numRuns: 200 },
  );
});

test('any data, as YAML and as JSON', () => {
  fc.assert(
    fc.property(tree, (data) => {
      isRead(stringify(data) ?? '');
      isRead(JSON.stringify(data));
    }),
    { numRuns: 120 },
  );
});

test('any data where the file has its sections', () => {
  const entries = fc.dictionary(key, tree, { maxKeys: 4 });
  const file = fc.record({
    people: entries,
    teams: entries,
    schedules: entries,
    policies: entries,
    services: entries,
    routes: fc.array(tree),
    rooms: tree,
  });
  fc.assert(
    fc.property(file, (data) => isRead(JSON.stringify(data))),
    { numRuns: 120 },
  );
});
