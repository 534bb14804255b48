import { describe, expect, it } from 'vitest';
import { type Monitored, type Told, toTell, whenTold } from '../../../src/domain/monitors/report.ts';

const now = new Date('2026-03-09T12:00:00Z');
const later = new Date('2026-03-09T12:00:01Z');

describe('what the desk is to be told', () => {
  it.each<[string, Told | undefined, string | undefined, object | undefined]>([
    ['nothing of what is well', undefined, undefined, undefined],
    ['new trouble', undefined, 'a', { key: 'a', status: 'firing' }],
    ['not what it knows', { key: 'a', status: 'firing' }, 'a', undefined],
    ['the end of it', { key: 'a', status: 'firing' }, undefined, { key: 'a', status: 'resolved' }],
    ['another trouble', { key: 'a', status: 'firing' }, 'b', { key: 'b', status: 'firing' }],
    ['not what somebody is telling', { key: 'a', status: 'firing', until: later }, 'a', undefined],
    ['not the end while somebody tells', { key: 'a', status: 'firing', until: later }, undefined, undefined],
    ['what somebody died over', { key: 'a', status: 'firing', until: now }, 'a', { key: 'a', status: 'firing' }],
    [
      'the end that somebody died over',
      { key: 'a', status: 'resolved', until: now },
      undefined,
      { key: 'a', status: 'resolved' },
    ],
    ['trouble after that end', { key: 'a', status: 'resolved', until: now }, 'b', { key: 'b', status: 'firing' }],
    [
      'well again before anybody told',
      { key: 'a', status: 'firing', until: now },
      undefined,
      { key: 'a', status: 'resolved' },
    ],
  ])('%s', (_what, told, problem, expected) => {
    expect(toTell(told, problem, now)).toEqual(expected);
  });

  it('is settled once it is told, unless somebody has moved on', () => {
    const state: Monitored = { id: 'x', version: 3, told: { key: 'a', status: 'firing', until: later } };
    expect(whenTold(state, { key: 'a', status: 'firing' }, 7)).toEqual({
      id: 'x',
      version: 3,
      told: { key: 'a', status: 'firing', incident: 7 },
    });
    expect(whenTold(state, { key: 'b', status: 'firing' }, 7)).toBe(state);
    const ending: Monitored = { ...state, told: { key: 'a', status: 'resolved', until: later } };
    expect(whenTold(ending, { key: 'a', status: 'resolved' })).toEqual({ id: 'x', version: 3 });
    expect(whenTold(ending, { key: 'a', status: 'firing' })).toBe(ending);
  });
});
