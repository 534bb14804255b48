import { expect, it } from 'vitest';
import { accepted } from './reading.ts';

/** Tokyo has the day from midnight, Berlin from eight, and New York from two to midnight, all in UTC and in winter. */
const file = (newYork: string) => `
people: { ann: { email: ann@example.org }, ben: { email: ben@example.org }, cat: { email: cat@example.org } }
schedules:
  sun:
    timezone: UTC
    layers:
      - { people: [ann], timezone: Asia/Tokyo, only: [ { from: "09:00", to: "17:00" } ] }
      - { people: [ben], timezone: Europe/Berlin, only: [ { from: "09:00", to: "17:00" } ] }
      - { people: [cat], timezone: America/New_York, only: [ { from: "09:00", to: "${newYork}" } ] }
policies: { default: { levels: [ { page: [ { schedule: sun } ] } ] } }
services: { checkout: }
`;
const gapsOf = (text: string) => accepted(text).warnings.filter((one) => one.includes('nobody is on call'));

it('finds the gap that opens where two regions meet once one of them has changed its clocks', () => {
  expect(gapsOf(file('19:00'))).toEqual([
    expect.stringMatching(
      /^schedules\.sun: nobody is on call from Sun 14 Mar 2027 23:00 UTC to Mon 15 Mar 2027 00:00 UTC, once clocks have changed in one zone/,
    ),
  ]);
  expect(gapsOf(file('20:00'))).toEqual([]);
});
