import type { PersonId } from '../people.ts';
import { localTime } from './moments.ts';
import type { Layer } from './schedule.ts';
import type { Span } from './spans.ts';

const hourMs = 3_600_000;
const dayMs = 86_400_000;

/**
 * When the hand-overs of a layer are: number 0 is `starts`, each next one `every` later. Days are added to the local time
 * of `starts`, never to the hand-over before, so that the hour stays through every change of the clocks; hours are exact.
 */
function handOvers(layer: Layer, zone: string): (number: number) => number {
  const { days = 0, hours = 0 } = layer.every;
  const starts = localTime(layer.starts);
  const first = starts.toZonedDateTime(zone).epochMilliseconds;
  return (number) => {
    if (number === 0) return first;
    const onTheDay = days === 0 ? first : starts.add({ days: number * days }).toZonedDateTime(zone).epochMilliseconds;
    return onTheDay + number * hours * hourMs;
  };
}

/** The number of the last hand-over at or before `at`; -1 before the first. */
function lastHandOver(layer: Layer, handOver: (number: number) => number, at: number): number {
  if (at < handOver(0)) return -1;
  const { days = 0, hours = 0 } = layer.every;
  const step = days * dayMs + hours * hourMs;
  if (step <= 0) return 0;
  // A guess by the length of an ordinary day; changes of the clocks put it out by a step or two.
  let number = Math.max(0, Math.floor((at - handOver(0)) / step));
  while (handOver(number) > at) number -= 1;
  // Past every one that falls on the same instant: on a day that the zone skips, that day's person has no time at all.
  while (handOver(number + 1) <= at) number += 1;
  return number;
}

function personOf(layer: Layer, number: number): PersonId | undefined {
  return layer.people[number % layer.people.length];
}

/** Whose turn it is in this layer, whatever its hours. */
export function turnAt(layer: Layer, zone: string, at: number): PersonId | undefined {
  const number = lastHandOver(layer, handOvers(layer, zone), at);
  return number === -1 ? undefined : personOf(layer, number);
}

/** Every turn that touches the range, whatever the layer's hours; in order, whole at both ends. */
export function turns(layer: Layer, zone: string, from: number, to: number): Span[] {
  const { days = 0, hours = 0 } = layer.every;
  const handOver = handOvers(layer, zone);
  // A layer without a length is a mistake that the configuration's check names; until then its first person keeps it.
  if (days + hours <= 0) return span(personOf(layer, 0), handOver(0), Number.POSITIVE_INFINITY);
  const found: Span[] = [];
  let number = Math.max(0, lastHandOver(layer, handOver, from));
  let start = handOver(number);
  while (start < to) {
    const end = handOver(number + 1);
    found.push(...span(personOf(layer, number), start, end));
    number += 1;
    start = end;
  }
  return found;
}

function span(person: PersonId | undefined, from: number, to: number): Span[] {
  return person === undefined || from >= to ? [] : [{ person, from, to }];
}
