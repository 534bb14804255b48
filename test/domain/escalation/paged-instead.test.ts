import { describe, expect, it } from 'vitest';
import type { Directory } from '../../../src/domain/directory.ts';
import { awayParts, pagedInstead } from '../../../src/domain/escalation/paged-instead.ts';
import type { Policy } from '../../../src/domain/escalation/policy.ts';
import { finalShifts } from '../../../src/domain/on-call/final.ts';
import type { Absence, Person } from '../../../src/domain/people.ts';
import { policy, sampleDirectory } from '../../harness/directory.ts';

const at = new Date('2026-03-09T12:00:00Z');
const away = (from: string, to: string): Absence => ({ from: new Date(from), to: new Date(to) });
const week = away('2026-03-08T00:00:00Z', '2026-03-15T00:00:00Z');
const alice = { alice: { away: [week] } };

/** The sample directory with time off and another policy. */
function given(people: Readonly<Record<string, Partial<Person>>>, changes: Partial<Policy> = {}): Directory {
  const sample = sampleDirectory();
  return {
    ...sample,
    people: new Map([...sample.people].map(([id, person]) => [id, { ...person, ...people[id] }])),
    policies: new Map([['default', { ...policy, ...changes }]]),
  };
}

function levelsOf(...pages: Policy['levels'][number]['page'][]): Policy['levels'] {
  return pages.map((page) => ({ page, escalateAfterMs: 60_000 }));
}

describe('while the person on call is away', () => {
  it('the people of the next level are paged instead, without them', () => {
    expect(pagedInstead('primary', at, given(alice))).toEqual({ people: ['carol', 'bob'] });
  });

  it('nobody is said to be paged instead of a person who is there, or where no policy pages the schedule', () => {
    expect(pagedInstead('primary', at, given({}))).toBeUndefined();
    expect(pagedInstead('primary', at, given(alice, { levels: levelsOf([{ person: 'bob' }]) }))).toBeUndefined();
  });

  it('they are paged all the same when nobody else is left', () => {
    const all = { ...alice, bob: { away: [week] }, carol: { away: [week] } };
    expect(pagedInstead('primary', at, given(all))).toEqual({ people: [], nobodyElse: true });
    const levels = levelsOf([{ schedule: 'primary' }]);
    expect(pagedInstead('primary', at, given(alice, { levels }))).toEqual({ people: [], nobodyElse: true });
  });

  it('a channel pages nobody, so the level after it counts', () => {
    const channel = { channel: { platform: 'slack', kind: 'channel', id: 'C1' } } as const;
    const levels = levelsOf([{ schedule: 'primary' }], [channel], [{ person: 'bob' }]);
    expect(pagedInstead('primary', at, given(alice, { levels }))).toEqual({ people: ['bob'] });
  });

  it('after a schedule of the last level the first one is next, if the policy repeats', () => {
    const levels = levelsOf([{ person: 'bob' }], [{ schedule: 'primary' }]);
    expect(pagedInstead('primary', at, given(alice, { levels }))).toEqual({ people: ['bob'] });
    expect(pagedInstead('primary', at, given(alice, { levels, repeat: 0 }))).toEqual({ people: [], nobodyElse: true });
  });

  it('everybody counts of a level that pages one person at a time', () => {
    const levels = levelsOf([{ schedule: 'primary' }], [{ person: 'carol' }, { team: 'payments' }]).map((level) => ({
      ...level,
      roundRobin: true,
    }));
    expect(pagedInstead('primary', at, given(alice, { levels }))).toEqual({ people: ['carol', 'bob'] });
  });

  it('nobody is paged at once where everybody else is in quiet hours', () => {
    const quietHours = { from: '00:00', to: '24:00', except: ['sev1'] } as const;
    expect(pagedInstead('primary', at, given({ ...alice, bob: { quietHours }, carol: { quietHours } }))).toEqual({
      people: [],
    });
  });
});

describe('a shift', () => {
  const partsOf = (directory: Directory) => {
    const primary = directory.schedules.get('primary')!;
    const [shift] = finalShifts(primary, new Date('2026-03-09T08:00:00Z'), new Date('2026-03-16T08:00:00Z'));
    return awayParts(primary, shift!, directory).map(({ from, to, instead }) => [
      from.toISOString().slice(5, 13),
      to.toISOString().slice(5, 13),
      instead,
    ]);
  };

  it('has no part away without time off in it', () => {
    expect(partsOf(given({}))).toEqual([]);
    expect(partsOf(given({ alice: { away: [away('2026-03-16T08:00:00Z', '2026-03-17T00:00:00Z')] } }))).toEqual([]);
  });

  it('has parts cut to it, one for each group of people who are paged instead', () => {
    const directory = given({
      alice: {
        away: [
          away('2026-03-11T00:00:00Z', '2026-03-12T00:00:00Z'),
          away('2026-03-08T00:00:00Z', '2026-03-11T00:00:00Z'),
        ],
      },
      bob: { away: [away('2026-03-10T00:00:00Z', '2026-03-13T00:00:00Z')] },
    });
    expect(partsOf(directory)).toEqual([
      ['03-09T08', '03-10T00', { people: ['carol', 'bob'] }],
      ['03-10T00', '03-12T00', { people: ['carol'] }],
    ]);
  });

  it('leaves quiet hours out of its parts', () => {
    const quietHours = { from: '22:00', to: '07:00', except: [] } as const;
    expect(partsOf(given({ ...alice, bob: { quietHours }, carol: { quietHours } }))).toEqual([
      ['03-09T08', '03-15T00', { people: ['carol', 'bob'] }],
    ]);
  });
});
