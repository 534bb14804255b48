import { expect, it } from 'vitest';
import { accepted } from './reading.ts';

const file = (secondary: string, levels: string) => `
people:
  ann: { email: ann@example.org }
  ben: { email: ben@example.org }
  cat: { email: cat@example.org }
schedules:
  primary: { timezone: Europe/Berlin, layers: [ { people: [ann, ben, cat], starts: 2026-11-02T09:00 } ] }
  secondary: { timezone: Europe/Berlin, layers: [ ${secondary} ] }
policies: { default: { levels: ${levels} } }
services: { checkout: }
`;
const oneAfterTheOther = '[ { page: [ { schedule: primary } ] }, { page: [ { schedule: secondary } ] } ]';

it.each<[string, string, string, string[]]>([
  [
    'the same order',
    '{ people: [ann, ben, cat], starts: 2026-11-02T09:00 }',
    oneAfterTheOther,
    [
      'policies.default: levels 1 and 2 page the same person: Ann from Mon 23 Nov 13:00 CET to Mon 30 Nov 09:00 CET, and at 8 more times in the next 60 days; move the order of people in schedules.primary or schedules.secondary',
    ],
  ],
  ['the next in order', '{ people: [ben, cat, ann], starts: 2026-11-02T09:00 }', oneAfterTheOther, []],
  [
    'the next in order, an hour later',
    '{ people: [ben, cat, ann], starts: 2026-11-02T10:00 }',
    oneAfterTheOther,
    ['levels 1 and 2 page the same person: Ben from Mon 30 Nov 09:00 CET to Mon 30 Nov 10:00 CET'],
  ],
  [
    'somebody else beside it',
    '{ people: [ann, ben, cat], starts: 2026-11-02T09:00 }',
    '[ { page: [ { schedule: primary } ] }, { page: [ { schedule: secondary }, { person: cat } ] } ]',
    [],
  ],
  [
    'levels of other severities',
    '{ people: [ann, ben, cat], starts: 2026-11-02T09:00 }',
    '[ { page: [ { schedule: primary } ], only: [sev1] }, { page: [ { schedule: secondary } ], only: [sev2, sev3] } ]',
    [],
  ],
  [
    'a person who is on the schedule as well',
    '{ people: [ben] }',
    '[ { page: [ { schedule: primary } ] }, { page: [ { person: ann } ] } ]',
    [
      'levels 1 and 2 page the same person: Ann from Mon 23 Nov 13:00 CET to Mon 30 Nov 09:00 CET, and at 2 more times in the next 60 days; add somebody else to one of the levels, or take Ann out of the schedule',
    ],
  ],
  [
    'a person who is not on the schedule, or is paged twice',
    '{ people: [ben] }',
    '[ { page: [ { schedule: secondary } ] }, { page: [ { person: ann } ] }, { page: [ { person: ann } ] } ]',
    [],
  ],
  [
    'one schedule twice',
    '{ people: [ann] }',
    '[ { page: [ { schedule: primary } ] }, { page: [ { schedule: primary } ] } ]',
    [],
  ],
])('a second level with %s', (_, secondary, levels, expected) => {
  const warnings = accepted(file(secondary, levels)).warnings.filter((one) => one.includes('same person'));
  expect(warnings).toHaveLength(expected.length);
  for (const [index, one] of expected.entries()) expect(warnings[index]).toContain(one);
});
