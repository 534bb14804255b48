import { Temporal } from 'temporal-polyfill';
import type { PersonId } from '../people.ts';
import { occurrencesOf } from './cron.ts';
import { localTime, zonedAt } from './moments.ts';
import type { Layer } from './schedule.ts';
import type { Span } from './spans.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

interface HandOvers {
  /** When the one with this number is: number 0 is `starts`. None is before the one with the number below. */
  at(number: number): number;
  /** Nearly the number of the last one at or before this moment. */
  near(at: number): number;
}

function handOvers(layer: Layer, zone: string): HandOvers {
  const { cron } = layer.every;
  return cron === undefined ? handOversByLength(layer, zone) : handOversByCron(cron, localTime(layer.starts), zone);
}

/**
 * Each hand-over is `every` after the one before. Days are added to the local time of `starts`, never to the hand-over
 * before, so that the hour stays through every change of the clocks; hours are exact.
 */
function handOversByLength(layer: Layer, zone: string): HandOvers {
  const { days = 0, hours = 0 } = layer.every;
  const starts = localTime(layer.starts);
  const first = starts.toZonedDateTime(zone).epochMilliseconds;
  const step = days * dayMs + hours * hourMs;
  return {
    at(number) {
      if (number === 0) return first;
      // A layer without a length is a mistake that the configuration's check names; until then its first person keeps it.
      if (step <= 0) return Number.POSITIVE_INFINITY;
      const onTheDay = days === 0 ? first : starts.add({ days: number * days }).toZonedDateTime(zone).epochMilliseconds;
      return onTheDay + number * hours * hourMs;
    },
    // By the length of an ordinary day; changes of the clocks put it out by a step or two.
    near: (at) => (step <= 0 ? 0 : Math.floor((at - first) / step)),
  };
}

/** The hand-overs are the times of the pattern that are later than `starts` on the wall. */
function handOversByCron(cron: string, starts: Temporal.PlainDateTime, zone: string): HandOvers {
  const occurrences = occurrencesOf(cron);
  const atStart = occurrences.lastAt(starts);
  const local = (number: number) => (number === 0 ? starts : occurrences.local(atStart + number));
  return {
    at(number) {
      const moved = local(number).toZonedDateTime(zone);
      let at = moved.epochMilliseconds;
      // One that the clocks skip moves forward, and on a skipped day past some that stand there already: then its person
      // has no time, and the person of the first of those takes over.
      const shown = moved.toPlainDateTime();
      for (let later = number + 1; Temporal.PlainDateTime.compare(local(later), shown) <= 0; later += 1) {
        at = Math.min(at, local(later).toZonedDateTime(zone).epochMilliseconds);
      }
      return at;
    },
    near: (at) => occurrences.lastAt(zonedAt(new Date(at), zone).toPlainDateTime()) - atStart,
  };
}

/** The number of the last hand-over at or before `at`; -1 before the first. */
function lastHandOver(all: HandOvers, at: number): number {
  if (at < all.at(0)) return -1;
  let number = Math.max(0, all.near(at));
  while (all.at(number) > at) number -= 1;
  // Past every one that falls on the same instant: on a day that the zone skips, that day's person has no time at all.
  while (all.at(number + 1) <= at) number += 1;
  return number;
}

function personOf(layer: Layer, number: number): PersonId | undefined {
  return layer.people[number % layer.people.length];
}

/** Whose turn it is in this layer, whatever its hours. */
export function turnAt(layer: Layer, zone: string, at: number): PersonId | undefined {
  const number = lastHandOver(handOvers(layer, zone), at);
  return number === -1 ? undefined : personOf(layer, number);
}

/** Every turn that touches the range, whatever the layer's hours; in order, whole at both ends. */
export function turns(layer: Layer, zone: string, from: number, to: number): Span[] {
  const all = handOvers(layer, zone);
  const found: Span[] = [];
  let number = Math.max(0, lastHandOver(all, from));
  let start = all.at(number);
  while (start < to) {
    const end = all.at(number + 1);
    found.push(...span(personOf(layer, number), start, end));
    number += 1;
    start = end;
  }
  return found;
}

function span(person: PersonId | undefined, from: number, to: number): Span[] {
  return person === undefined || from >= to ? [] : [{ person, from, to }];
}
