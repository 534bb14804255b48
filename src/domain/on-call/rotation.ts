import { Temporal } from 'temporal-polyfill';
import type { PersonId } from '../people.ts';
import { countedShifts, hasAllowedTime } from './counted-shifts.ts';
import { type Occurrences, occurrencesOf } from './cron.ts';
import type { Interval } from './intervals.ts';
import { instantOf, localTime, zonedAt } from './moments.ts';
import { type Layer, nobody } from './schedule.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;
const minuteMs = 60_000;

interface HandOvers {
  /** End of the layer by the file, in milliseconds; infinity: it has none. */
  readonly ends: number;
  /**
   * Returns the moment of a hand-over in milliseconds; number 0 is `starts`. Moments never decrease with the number.
   */
  at(number: number): number;
  /** Returns approximately the number of the last hand-over at or before this moment. */
  near(at: number): number;
  /** Returns how many turns before this one overlap the layer's restrictions. */
  shiftsBefore(number: number): number;
}

/** Cache: parsing a layer costs more than querying it, and layers are immutable. */
const read = new WeakMap<Layer, Map<string, HandOvers>>();

/** Returns the zone of the layer's hand-overs, hours, beginning and end. */
export function zoneOf({ timezone }: Pick<Layer, 'timezone'>, scheduleZone: string): string {
  return timezone ?? scheduleZone;
}

/** Returns when the layer ends, by the file or by a later version of it; infinity: it lasts. */
export function endOfLayer(layer: Layer, scheduleZone: string): number {
  const { ends, until } = layer;
  const end = ends === undefined ? Number.POSITIVE_INFINITY : handOvers(layer, scheduleZone).ends;
  return until ? Math.min(until.getTime(), end) : end;
}

/** Returns whether the layer counts at this moment, whether its first shift has begun or not. */
export function isInForce(layer: Layer, scheduleZone: string, at: number): boolean {
  if (layer.from && layer.from.getTime() > at) return false;
  if (layer.until && layer.until.getTime() <= at) return false;
  return layer.ends === undefined || at < endOfLayer(layer, scheduleZone);
}

function handOvers(layer: Layer, scheduleZone: string): HandOvers {
  const zone = zoneOf(layer, scheduleZone);
  const zones = read.get(layer) ?? new Map<string, HandOvers>();
  read.set(layer, zones);
  const found = zones.get(zone) ?? readHandOvers(layer, zone);
  zones.set(zone, found);
  return found;
}

function readHandOvers(layer: Layer, zone: string): HandOvers {
  const ends = layer.ends === undefined ? Number.POSITIVE_INFINITY : instantOf(layer.ends, zone).getTime();
  return { ends, ...readRotation(layer, zone) };
}

function readRotation(layer: Layer, zone: string): Omit<HandOvers, 'ends'> {
  const { cron } = layer.every;
  if (cron !== undefined) return handOversByCron(cron, layer, zone);
  return layer.every.elapsed ? handOversByElapsedTime(layer, zone) : handOversByLength(layer, zone);
}

/**
 * Adds `every` to the local time of `starts` for each hand-over, so that the local time stays the same when the clocks
 * change.
 */
function handOversByLength(layer: Layer, zone: string): Omit<HandOvers, 'ends'> {
  const { days = 0, hours = 0 } = layer.every;
  const starts = localTime(layer.starts);
  const step = days * dayMs + hours * hourMs;
  const local = (number: number) => starts.add({ days: number * days, hours: number * hours });
  return {
    // The configuration check reports a layer without a length; until it is corrected, its first person stays on call.
    at: (number) => (number > 0 && step <= 0 ? Number.POSITIVE_INFINITY : momentOf(local, number, zone)),
    near: (at) => (step <= 0 ? 0 : Math.floor(msBetween(starts, localAt(at, zone)) / step)),
    shiftsBefore: countByLength(layer, starts, step),
  };
}

/** Counts hours in elapsed time, so that the local time of hand-overs moves with the clocks. */
function handOversByElapsedTime(layer: Layer, zone: string): Omit<HandOvers, 'ends'> {
  const { hours = 0 } = layer.every;
  const starts = localTime(layer.starts);
  const first = starts.toZonedDateTime(zone).epochMilliseconds;
  const step = hours * hourMs;
  return {
    at: (number) => (number > 0 && step <= 0 ? Number.POSITIVE_INFINITY : first + number * step),
    near: (at) => (step <= 0 ? 0 : Math.floor((at - first) / step)),
    shiftsBefore: countByLength(layer, starts, step),
  };
}

/** Hands over at the times of the pattern that are later than `starts` by the local clock. */
function handOversByCron(cron: string, layer: Layer, zone: string): Omit<HandOvers, 'ends'> {
  const starts = localTime(layer.starts);
  const occurrences = occurrencesOf(cron);
  const atStart = occurrences.lastAt(starts);
  const local = (number: number) => (number === 0 ? starts : occurrences.local(atStart + number));
  return {
    at: (number) => momentOf(local, number, zone),
    near: (at) => occurrences.lastAt(localAt(at, zone)) - atStart,
    shiftsBefore: countByCron(layer, starts, occurrences, atStart),
  };
}

/**
 * Returns the moment of a hand-over at a local time, in milliseconds. A skipped local time moves forward. On a skipped day
 * it may move past other hand-overs: then its person has no time, and the person of the first of those takes over.
 */
function momentOf(local: (number: number) => Temporal.PlainDateTime, number: number, zone: string): number {
  const intended = local(number);
  const moved = intended.toZonedDateTime(zone);
  const shown = moved.toPlainDateTime();
  let at = moved.epochMilliseconds;
  if (shown.equals(intended)) return at;
  for (let later = number + 1; ; later += 1) {
    const next = local(later);
    if (Temporal.PlainDateTime.compare(next, shown) > 0) return at;
    at = Math.min(at, next.toZonedDateTime(zone).epochMilliseconds);
  }
}

function countByLength({ only }: Layer, starts: Temporal.PlainDateTime, step: number): HandOvers['shiftsBefore'] {
  if (!only?.length || step <= 0) return (number) => number;
  return countedShifts(minuteOfWeek(starts), step / minuteMs, only);
}

/** Counts the turns. The first turn lasts from `starts` to the first time of the pattern. */
function countByCron(
  { only }: Layer,
  starts: Temporal.PlainDateTime,
  occurrences: Occurrences,
  atStart: number,
): HandOvers['shiftsBefore'] {
  if (!only?.length) return (number) => number;
  const isAllowed = hasAllowedTime(only);
  const minutes = msBetween(starts, occurrences.local(atStart + 1)) / minuteMs;
  const first = isAllowed(minuteOfWeek(starts), minutes) ? 1 : 0;
  const counted = occurrences.counting(isAllowed);
  return (number) => (number <= 0 ? 0 : first + counted(atStart + number) - counted(atStart + 1));
}

function localAt(at: number, zone: string): Temporal.PlainDateTime {
  return zonedAt(new Date(at), zone).toPlainDateTime();
}

function msBetween(from: Temporal.PlainDateTime, to: Temporal.PlainDateTime): number {
  return to.toZonedDateTime('UTC').epochMilliseconds - from.toZonedDateTime('UTC').epochMilliseconds;
}

function minuteOfWeek({ dayOfWeek, hour, minute }: Temporal.PlainDateTime): number {
  return (dayOfWeek - 1) * 1440 + hour * 60 + minute;
}

/** Cache of the last shift: an alert storm queries the same one for each alert, and zone calculations are slow. */
const lastAsked = new WeakMap<HandOvers, { readonly number: number; readonly from: number; readonly to: number }>();

/** Returns the number of the last hand-over at or before `at`; -1 before the first. */
function lastHandOver(all: HandOvers, at: number): number {
  const asked = lastAsked.get(all);
  if (asked && asked.from <= at && at < asked.to) return asked.number;
  if (at < all.at(0)) return -1;
  let number = Math.max(0, all.near(at));
  let from = all.at(number);
  while (from > at) {
    number -= 1;
    from = all.at(number);
  }
  // Skips hand-overs at the same moment: on a day that the zone skips, that day's person has no time at all.
  let to = all.at(number + 1);
  while (to <= at) {
    number += 1;
    [from, to] = [to, all.at(number + 1)];
  }
  lastAsked.set(all, { number, from, to });
  return number;
}

/** One shift of a layer's order, without its restrictions. */
export interface RotationShift {
  /** May be `nobody`. */
  readonly person: PersonId | undefined;
  /** Position of the person in `people`. */
  readonly position: number;
  /**
   * Position, in the unshifted order, of the first shift that begins at this one or later and overlaps the restrictions.
   */
  readonly nextPosition: number;
  readonly from: number;
  readonly to: number;
}

/** Returns the shift that runs at this moment, whether the layer is in force or not; undefined before the first. */
export function rotationShiftAt(layer: Layer, zone: string, at: number): RotationShift | undefined {
  const all = handOvers(layer, zone);
  const number = lastHandOver(all, at);
  if (number === -1) return undefined;
  const position = positionOf(layer, all, number);
  const nextPosition = all.shiftsBefore(number);
  return { person: layer.people[position], position, nextPosition, from: all.at(number), to: all.at(number + 1) };
}

/**
 * Returns the position of a turn. People rotate over the turns that overlap the layer's restrictions; another turn belongs
 * to the person before it.
 */
function positionOf({ people, shiftedBy = 0 }: Layer, all: HandOvers, number: number): number {
  const before = all.shiftsBefore(number);
  const index = all.shiftsBefore(number + 1) > before ? before : Math.max(0, before - 1);
  return modulo(index + shiftedBy, people.length);
}

function personOf(layer: Layer, all: HandOvers, number: number): PersonId | undefined {
  const person = layer.people[positionOf(layer, all, number)];
  return person === nobody ? undefined : person;
}

/** Returns whether nobody has the turn at this moment. Ignores the layer's restrictions. */
export function isShiftOfNobody(layer: Layer, zone: string, at: number): boolean {
  return isInForce(layer, zone, at) && rotationShiftAt(layer, zone, at)?.person === nobody;
}

/** Returns the non-negative remainder. */
export function modulo(value: number, count: number): number {
  return ((value % count) + count) % count;
}

/** Returns the person whose turn it is in this layer. Ignores the layer's restrictions. */
export function holderAt(layer: Layer, zone: string, at: number): PersonId | undefined {
  if (!isInForce(layer, zone, at)) return undefined;
  const all = handOvers(layer, zone);
  const number = lastHandOver(all, at);
  return number === -1 ? undefined : personOf(layer, all, number);
}

/**
 * Returns every turn that overlaps the range, in order and not cut to it, without regard to the layer's restrictions.
 */
export function rotationShifts(layer: Layer, zone: string, from: number, to: number): Interval[] {
  const all = handOvers(layer, zone);
  const begins = layer.from?.getTime() ?? Number.NEGATIVE_INFINITY;
  const ends = endOfLayer(layer, zone);
  const found: Interval[] = [];
  let number = Math.max(0, lastHandOver(all, Math.max(from, begins)));
  let start = all.at(number);
  while (start < Math.min(to, ends)) {
    const end = all.at(number + 1);
    found.push(...intervalFrom(personOf(layer, all, number), Math.max(start, begins), Math.min(end, ends)));
    number += 1;
    start = end;
  }
  return found;
}

function intervalFrom(person: PersonId | undefined, from: number, to: number): Interval[] {
  return person === undefined || from >= to ? [] : [{ person, from, to }];
}
