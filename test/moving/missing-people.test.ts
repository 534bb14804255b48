import { expect, it } from 'vitest';
import { spellLine } from '../../src/moving/file/lines.ts';
import { importGoalert } from '../../src/moving/goalert/import.ts';
import { dayMs, expectSameHours, importedAt, modulo, readBack } from './compare.ts';

it('has a turn of nobody where GoAlert has somebody who is not in the export, and keeps everybody else’s turn', () => {
  const users = ['alice', 'bob'].map((name) => ({ id: `g-${name}`, name, email: `${name}@example.org`, role: 'user' }));
  const rotation = {
    ...{ id: 'r-1', name: 'Days', timeZone: 'UTC', type: 'daily', shiftLength: 1, activeUserIndex: 1 },
    ...{ start: '2026-01-05T00:00:00Z', userIDs: ['g-gone', 'g-alice', 'g-bob'] },
    nextHandoffTimes: ['2026-01-13T00:00:00Z'],
  };
  const always = { start: '00:00', end: '00:00', weekdayFilter: Array.from({ length: 7 }, () => true) };
  const schedule = {
    ...{ id: 's-1', name: 'World', timeZone: 'UTC', temporarySchedules: [] },
    targets: [{ target: { id: 'r-1', type: 'rotation', name: 'Days' }, rules: [always] }],
  };
  const nodes = <T>(...all: T[]) => ({ nodes: all });
  const data = { users: nodes(...users), rotations: nodes(rotation), schedules: nodes(schedule) };
  const imported = importGoalert([{ path: 'export.json', data: { data } }], importedAt);
  expect(imported.lines.map(spellLine)).toContain(
    'Not carried: rotation “Days”: g-gone is not among the people of the export.',
  );
  expectSameHours(readBack(imported), ['world'], (at) => [
    ['bob', undefined, 'alice'][modulo(Math.floor((at - Date.parse('2026-01-13T00:00Z')) / dayMs), 3)],
  ]);
});
