import { describe, expect, it } from 'vitest';
import { finalShifts } from '../../../src/domain/on-call/final.ts';
import type { Schedule } from '../../../src/domain/on-call/schedule.ts';
import { timeline } from '../../../src/domain/on-call/timeline.ts';

const at = (text: string) => new Date(`${text}:00Z`);
const weekly: Schedule = {
  id: 'primary',
  timezone: 'UTC',
  layers: [{ people: ['alice', 'bob'], every: { days: 7 }, starts: '2026-03-02T09:00' }],
  overrides: [],
};
const [from, to] = [at('2026-03-02T00:00'), at('2026-03-16T00:00')];
const parts = (schedule: Schedule) =>
  timeline(schedule, from, to).map(({ person = 'nobody', isOverride, isMeant, from: begin, to: end }) =>
    [
      person,
      ...(isOverride ? ['override'] : []),
      ...(isMeant ? ['meant'] : []),
      `${begin.toISOString().slice(5, 16)}/${end.toISOString().slice(5, 16)}`,
    ].join(' '),
  );

describe('the timeline of a schedule', () => {
  it('has shifts and gaps in order and without holes, cut to the range', () => {
    expect(parts(weekly)).toEqual([
      'nobody 03-02T00:00/03-02T09:00',
      'alice 03-02T09:00/03-09T09:00',
      'bob 03-09T09:00/03-16T00:00',
    ]);
  });

  it('marks overrides, also of the person who would be on call anyway', () => {
    const overrides = [
      { person: 'carol', from: '2026-03-04T09:00', to: '2026-03-05T09:00' },
      { person: 'alice', from: '2026-03-06T09:00', to: '2026-03-07T09:00' },
    ];
    expect(parts({ ...weekly, overrides })).toEqual([
      'nobody 03-02T00:00/03-02T09:00',
      'alice 03-02T09:00/03-04T09:00',
      'carol override 03-04T09:00/03-05T09:00',
      'alice 03-05T09:00/03-06T09:00',
      'alice override 03-06T09:00/03-07T09:00',
      'alice 03-07T09:00/03-09T09:00',
      'bob 03-09T09:00/03-16T00:00',
    ]);
  });

  it('marks gaps that are meant: the turn of nobody, and every gap of a schedule that expects them', () => {
    const everySecond = { ...weekly, layers: [{ ...weekly.layers[0]!, people: ['alice', 'nobody'] }] };
    expect(parts(everySecond).slice(1)).toEqual([
      'alice 03-02T09:00/03-09T09:00',
      'nobody meant 03-09T09:00/03-16T00:00',
    ]);
    expect(parts({ ...weekly, gaps: 'expected' })[0]).toBe('nobody meant 03-02T00:00/03-02T09:00');
  });

  it('says the same as the final schedule', () => {
    const overrides = [{ person: 'carol', from: '2026-03-08T09:00', to: '2026-03-10T09:00' }];
    const schedule = { ...weekly, overrides };
    const taken = timeline(schedule, from, to).flatMap(({ person, from: begin, to: end }) =>
      person === undefined ? [] : [{ person, from: begin, to: end }],
    );
    expect(taken).toEqual(finalShifts(schedule, from, to));
  });

  it('is one gap without layers, and nothing for an empty range', () => {
    expect(parts({ ...weekly, layers: [] })).toEqual(['nobody 03-02T00:00/03-16T00:00']);
    expect(timeline(weekly, to, from)).toEqual([]);
  });
});
