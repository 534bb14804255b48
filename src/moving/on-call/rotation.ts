import { Temporal } from 'temporal-polyfill';
import { hasAllowedTime } from '../../domain/on-call/counted-shifts.ts';
import { localTime, zonedAt } from '../../domain/on-call/moments.ts';
import type { Layer, Restriction } from '../../domain/on-call/schedule.ts';

const weekMinutes = 7 * 1440;
/** A longer list means that the rotation repeats its weekly pattern only after years. */
const mostShifts = 400;

/** A rotation of most other systems: every shift counts, even when the restrictions leave no time of it. */
export interface EveryShift {
  readonly people: readonly string[];
  readonly every: { readonly days: number } | { readonly hours: number };
  /** The hand-over to the first of `people`, in local time: `2026-01-05T09:00`. */
  readonly starts: string;
  readonly only?: readonly Restriction[];
}

/**
 * Returns a layer with the same shifts. Tocsin rotates people only over shifts that have time within `only`; other systems
 * rotate over all shifts. So the list of people gets an entry for each such shift, until the rotation repeats its weekly
 * pattern.
 *
 * @returns undefined when the list would be too long to read
 */
export function layerOf({ people, every, starts, only }: EveryShift): Layer | undefined {
  const layer = { people, every, starts };
  if (!only?.length) return layer;
  const minutes = 'days' in every ? every.days * 1440 : every.hours * 60;
  const isAllowed = hasAllowedTime(only);
  const first = minuteOfWeek(starts);
  const shifts = leastCommonMultiple(people.length * minutes, weekMinutes) / minutes;
  const counted: string[] = [];
  for (let number = 0; number < shifts; number += 1) {
    if (!isAllowed((first + number * minutes) % weekMinutes, minutes)) continue;
    counted.push(people[number % people.length]!);
    if (counted.length > mostShifts * 10) return undefined;
  }
  const unit = shortestUnit(counted);
  return unit.length > mostShifts ? undefined : { ...layer, people: unit, only };
}

/** Returns whether the list repeats people, because shifts without time count. */
export function isSpelledOut(layer: Layer, people: readonly string[]): boolean {
  return layer.people.length > people.length;
}

function shortestUnit(list: readonly string[]): readonly string[] {
  for (let length = 1; length <= list.length / 2; length += 1) {
    if (list.length % length === 0 && list.every((one, index) => one === list[index % length]))
      return list.slice(0, length);
  }
  return list;
}

function minuteOfWeek(local: string): number {
  const { dayOfWeek, hour, minute } = localTime(local);
  return (dayOfWeek - 1) * 1440 + hour * 60 + minute;
}

function leastCommonMultiple(a: number, b: number): number {
  return (a / greatestCommonDivisor(a, b)) * b;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}

/** Returns the local time of a moment in the zone, to the minute. */
export function localAt(at: Date, zone: string): string {
  return zonedAt(at, zone).toPlainDateTime().toString({ smallestUnit: 'minute' });
}

/** Returns the local time after this length, by local clocks. */
export function laterOnTheWall(local: string, length: Temporal.DurationLike): string {
  return Temporal.PlainDateTime.from(local).add(length).toString({ smallestUnit: 'minute' });
}
