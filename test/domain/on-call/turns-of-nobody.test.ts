import { describe, expect, it } from 'vitest';
import { readFileText } from '../../../src/config/file.ts';
import { warningsAbout } from '../../../src/config/warnings.ts';
import { dutyAt, gaps, isMeantGap, nextShifts, onCallAt } from '../../../src/domain/on-call/final.ts';
import { handOvers } from '../../../src/domain/on-call/hand-overs.ts';
import { peopleInLayers } from '../../../src/domain/on-call/kept-rota.ts';
import type { Layer, Schedule } from '../../../src/domain/on-call/schedule.ts';
import { revised, scheduleOf, shifts, wednesday, weekly } from './revising.ts';

const rota: Layer = { people: ['alice', 'nobody', 'bob'], every: { days: 7 }, starts: '2026-01-05T09:00' };
const below: Layer = { people: ['carol'], every: { days: 7 }, starts: '2026-01-05T09:00' };
const at = (text: string) => new Date(text);
const [firstOfNobody, end] = [at('2026-01-12T09:00Z'), at('2026-01-19T09:00Z')];

function schedule(...layers: readonly Layer[]): Schedule {
  return { id: 's', timezone: 'UTC', layers, overrides: [] };
}

describe('a turn of nobody', () => {
  it('is a gap that is meant, with hand-overs on both sides', () => {
    const alone = schedule(rota);
    expect(onCallAt(alone, at('2026-01-14T12:00Z'))).toBeUndefined();
    expect(dutyAt(alone, at('2026-01-14T12:00Z'))).toBeUndefined();
    expect(gaps(alone, at('2026-01-06T00:00Z'), at('2026-01-20T00:00Z'))).toEqual([{ from: firstOfNobody, to: end }]);
    expect(isMeantGap(alone, firstOfNobody)).toBe(true);
    expect(handOvers(alone, at('2026-01-06T00:00Z'), at('2026-01-20T00:00Z'))).toEqual([
      { at: firstOfNobody, off: 'alice' },
      { at: end, on: 'bob' },
    ]);
    expect(nextShifts(alone, at('2026-01-14T12:00Z'), 1)).toMatchObject([{ person: 'bob', from: end }]);
  });

  it('leaves the pager to the layer below', () => {
    const both = schedule(below, rota);
    expect(onCallAt(both, at('2026-01-14T12:00Z'))).toBe('carol');
    expect(gaps(both, at('2026-01-06T00:00Z'), at('2026-02-20T00:00Z'))).toEqual([]);
  });

  it('does not make gaps outside of a layer’s hours meant', () => {
    const hours = schedule({ ...rota, only: [{ from: '08:00', to: '18:00' }] });
    expect(isMeantGap(hours, at('2026-01-14T12:00Z'))).toBe(true);
    expect(isMeantGap(hours, at('2026-01-14T20:00Z'))).toBe(false);
    expect(isMeantGap(hours, at('2026-01-07T20:00Z'))).toBe(false);
  });

  it('is no warning, where other gaps are one', () => {
    const warnings = (layer: string) => {
      const people = 'people: { ann: { email: ann@example.org } }';
      const { directory } = readFileText(
        `${people}\nschedules: { s: { layers: [ { ${layer} } ] } }\n`,
        at('2026-01-10T12:00Z'),
      );
      return warningsAbout(directory!, at('2026-01-10T12:00Z')).filter((warning) =>
        warning.includes('nobody is on call'),
      );
    };
    expect(warnings('people: [ann, nobody], starts: 2026-01-05T09:00')).toEqual([]);
    expect(warnings('people: [ann], only: [ { from: "08:00", to: "18:00" } ]')).toHaveLength(1);
  });

  it('names nobody among the people of the layers', () => {
    expect(peopleInLayers(schedule(rota))).toEqual(['alice', 'bob']);
  });
});

describe('a change of the file', () => {
  it('puts a turn of nobody into the order from the next hand-over on', () => {
    const people = ['alice', 'nobody', 'bob', 'carol'];
    const { schedule: next } = revised(scheduleOf(weekly), [wednesday, scheduleOf({ ...weekly, people })]);
    expect(shifts(next)).toEqual(['alice 03-09', 'bob 03-23', 'carol 03-30', 'alice 04-06']);
  });

  it('keeps the running turn of nobody until its hand-over', () => {
    const before = scheduleOf({ ...weekly, people: ['nobody', 'bob', 'carol'] });
    const { schedule: next } = revised(before, [
      wednesday,
      scheduleOf({ ...weekly, people: ['dave', 'bob', 'carol'] }),
    ]);
    expect(onCallAt(next, at('2026-03-12T12:00Z'))).toBeUndefined();
    expect(shifts(next)).toEqual(['bob 03-16', 'carol 03-23', 'dave 03-30', 'bob 04-06']);
  });
});
