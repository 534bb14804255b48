import { expect, it } from 'vitest';
import { accepted } from './reading.ts';

const file = (layers: readonly string[]) => `
people:
  ann: { email: ann@example.org }
  ben: { email: ben@example.org }
schedules: { primary: { timezone: Europe/Berlin, layers: [ ${layers.map((one) => `{ ${one} }`).join(', ')} ] } }
policies: { default: { levels: [ { page: [ { schedule: primary } ] } ] } }
services: { checkout: }
`;
const hours = 'only: [ { from: "08:00", to: "18:00" } ]';

it.each<[string, string[], string[]]>([
  [
    'always, and is on all the time',
    [`people: [ann], ${hours}`, 'people: [ben]'],
    [
      'schedules.primary.layers[0]: it never counts, because layers[1] comes later and has somebody on call at all times; move layers[0] after it, give layers[1] hours with “only”, or take one of them out',
    ],
  ],
  ['in some hours', ['people: [ann]', `people: [ben], ${hours}`], []],
  ['in the weeks of somebody', ['people: [ann]', 'people: [ben, nobody]'], []],
  ['from some day on', ['people: [ann]', 'people: [ben], starts: 2027-06-07T09:00'], []],
  ['until it ends', ['people: [ann]', 'people: [ben], ends: 2027-06-07T09:00'], []],
])('a layer that a later one covers %s', (_, layers, expected) => {
  expect(accepted(file(layers)).warnings.filter((one) => one.includes('never counts'))).toEqual(expected);
});
