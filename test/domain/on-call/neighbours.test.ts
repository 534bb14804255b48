import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { finalShifts } from '../../../src/domain/on-call/final.ts';
import type { Layer, Override } from '../../../src/domain/on-call/schedule.ts';

/** One line of `neighbours.jsonl`. Each expected value was worked out by hand from the zone's rules, not read off the program. */
interface Case {
  readonly name: string;
  readonly zone: string;
  readonly layers: readonly Layer[];
  readonly overrides: readonly Override[];
  /** In UTC, as all of `expected`. */
  readonly range: readonly [string, string];
  /** Such as `bob 03-29 01:30 > 04-05 00:30`. */
  readonly expected: readonly string[];
}

const lines = readFileSync(new URL('neighbours.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n');
const cases = lines.map((line) => JSON.parse(line) as Case);

it.each(cases)('$name', ({ zone, layers, overrides, range, expected }) => {
  const short = (at: Date) => at.toISOString().slice(5, 16).replace('T', ' ');
  const shifts = finalShifts(
    { id: 'primary', timezone: zone, layers, overrides },
    new Date(`${range[0]}Z`),
    new Date(`${range[1]}Z`),
  );
  expect(shifts.map(({ person, from, to }) => `${person} ${short(from)} > ${short(to)}`)).toEqual(expected);
});
