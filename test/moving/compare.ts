import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Temporal } from 'temporal-polyfill';
import { expect } from 'vitest';
import { readFileText } from '../../src/config/file.ts';
import { oneLine } from '../../src/config/mistakes.ts';
import type { Directory } from '../../src/domain/directory.ts';
import { finalShifts, onCallAt } from '../../src/domain/on-call/final.ts';
import type { Imported } from '../../src/moving/file/imported.ts';
import { writeImported } from '../../src/moving/file/write.ts';
import type { SourceDocument } from '../../src/moving/source.ts';

/** The moment of the import, and the first hour that is compared. */
export const importedAt = new Date('2026-01-12T00:00:00Z');
const hours = 8_760;
const hourMs = 3_600_000;
export const dayMs = 24 * hourMs;

/** The files of a fixture, as the command line reads them. */
export function fixture(system: string): readonly SourceDocument[] {
  const folder = fileURLToPath(new URL(`fixtures/${system}`, import.meta.url));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
    .map((file) => ({ path: relative(folder, file), data: JSON.parse(readFileSync(file, 'utf8')) as unknown }));
}

/** The directory that Tocsin reads from the file that was written. */
export function readBack(imported: Imported): Directory {
  const reading = readFileText(writeImported(imported.file, ['Imported.']), importedAt);
  expect(reading.mistakes.map(oneLine)).toEqual([]);
  return reading.directory as Directory;
}

/**
 * Expects the same people on call in each hour of a year.
 *
 * @param schedules Tocsin's, which together stand for one of the other system
 * @param oracle who is on call by the other system's rules, as Tocsin's ids
 */
export function expectSameHours(
  { schedules }: Directory,
  ids: readonly string[],
  oracle: (at: number) => readonly (string | undefined)[],
): void {
  const end = new Date(importedAt.getTime() + hours * hourMs);
  const shifts = ids.map((id) => finalShifts(schedules.get(id)!, importedAt, end));
  const differences: string[] = [];
  const people = new Set<string>();
  for (let hour = 0; hour < hours; hour += 1) {
    const at = importedAt.getTime() + hour * hourMs;
    const ours = shifts.flatMap((one) => {
      while (one[0] && one[0].to.getTime() <= at) one.shift();
      return one[0] && one[0].from.getTime() <= at ? one[0].person : [];
    });
    const theirs = oracle(at).flatMap((person) => person ?? []);
    const [here, there] = [list(ours), list(theirs)];
    people.add(there);
    if (here !== there) differences.push(`${new Date(at).toISOString()}: expected ${there}, was ${here}`);
  }
  expect(differences.slice(0, 10)).toEqual([]);
  // An oracle that always says the same would prove nothing.
  expect(people.size).toBeGreaterThan(1);
}

/** Expects the same people on call at each of these moments. */
export function expectSameMoments(
  { schedules }: Directory,
  ids: readonly string[],
  moments: readonly number[],
  oracle: (at: number) => readonly (string | undefined)[],
): void {
  const differences = moments.flatMap((at) => {
    const here = list(ids.flatMap((id) => onCallAt(schedules.get(id)!, new Date(at)) ?? []));
    const there = list(oracle(at).flatMap((person) => person ?? []));
    return here === there ? [] : [`${new Date(at).toISOString()}: expected ${there}, was ${here}`];
  });
  expect(differences.slice(0, 5)).toEqual([]);
}

/**
 * Moments of a year, a minute past quarters of hours: some hundred of any kind, and those of the days in which clocks change. The
 * hour after a change is left out: which of two equal times counts, and when a skipped one is, each system says for itself.
 */
export function momentsNear(zone: string): readonly number[] {
  const quarter = hourMs / 4;
  const all: number[] = [];
  for (let hour = 0; hour < hours; hour += 37) all.push(importedAt.getTime() + hour * hourMs + quarter);
  let change = importedAt.getTime();
  for (let count = 0; count < 2; count += 1) {
    const next = Temporal.Instant.fromEpochMilliseconds(change).toZonedDateTimeISO(zone).getTimeZoneTransition('next');
    if (!next || next.epochMilliseconds > importedAt.getTime() + hours * hourMs) break;
    change = next.epochMilliseconds;
    for (const step of [...range(-96, 0), ...range(4, 96)]) all.push(change + step * quarter + 60_000);
  }
  return all;
}

function range(from: number, to: number): readonly number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}

/** What the clocks of the zone show at this moment, in milliseconds as if they were in UTC. */
export function wallClock(at: number, zone: string): number {
  const key = `${zone} ${at}`;
  const known = offsets.get(key);
  const offset =
    known ?? Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).offsetNanoseconds / 1_000_000;
  if (known === undefined) offsets.set(key, offset);
  return at + offset;
}

const offsets = new Map<string, number>();

/** Monday is 0. */
export function weekdayOf(wall: number): number {
  return (Math.floor(wall / dayMs) + 3) % 7;
}

/** The remainder, never below zero. */
export function modulo(value: number, count: number): number {
  return ((value % count) + count) % count;
}

function list(people: readonly string[]): string {
  return [...new Set(people)].sort().join(', ') || 'nobody';
}
