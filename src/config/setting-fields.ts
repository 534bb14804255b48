import { availableParallelism } from 'node:os';
import { parseDuration } from '../domain/on-call/durations.ts';
import { formatDuration } from '../lib/duration.ts';
import { looksLikeToken } from './mistakes.ts';
import { anyOf, didYouMean } from './near-miss.ts';
import { field, type Reading, text } from './sections/fields.ts';

export const USUAL_PORT = 3000;

// A mistake about a value of the environment never repeats the value, because people paste tokens under the wrong names.

export function path(expected: string) {
  return text(expected, (value): Reading<string> => {
    if (looksLikeToken(value)) return { wrong: 'holds what looks like a token' };
    if (!/\p{Cc}/u.test(value)) return { value };
    return { wrong: 'has a line break in it', todo: 'for a path there is no need of _FILE: set the name without it' };
  });
}

export function exactOneOf<const T extends string>(names: readonly T[]) {
  return text<T>(anyOf(names), (value) => {
    const name = names.find((one) => one === value.toLowerCase());
    return name ? { value: name } : { wrong: 'is none of those', todo: didYouMean(value, names) };
  });
}

export function port() {
  return field<number>('a port from 0 to 65535', (value) => {
    const number = typeof value === 'string' && /^\d{1,5}$/.test(value) ? Number(value) : Number.NaN;
    return number <= 65_535 ? { value: number } : { wrong: 'is not a port' };
  });
}

const mostProcesses = 64;

/** Reads the number of worker processes. `auto` is one for each core that this process may use. */
export function processCount() {
  return field<number>(`a whole number from 1 to ${mostProcesses}, or auto`, (value) => {
    if (value === 'auto') return { value: Math.min(availableParallelism(), mostProcesses) };
    const number = typeof value === 'string' && /^\d{1,4}$/.test(value) ? Number(value) : Number.NaN;
    return number >= 1 && number <= mostProcesses ? { value: number } : { wrong: 'is not one' };
  });
}

/** Reads a duration between these two, in milliseconds. */
export function durationBetween(leastMs: number, mostMs: number) {
  const range = `from ${formatDuration(leastMs)} to ${formatDuration(mostMs)}`;
  return text(`a duration such as 12h or 7d, ${range}`, (value): Reading<number> => {
    let ms: number;
    try {
      ms = parseDuration(value);
    } catch {
      return { wrong: 'is not a duration' };
    }
    return ms >= leastMs && ms <= mostMs ? { value: ms } : { wrong: `is too ${ms < leastMs ? 'short' : 'long'}` };
  });
}

export function digits(expected: string) {
  return token(expected, /^\d{1,20}$/);
}

export function token(expected: string, shape: RegExp) {
  return text(expected, (value): Reading<string> => {
    if (/\s/.test(value))
      return { wrong: 'has a space or line break in it', todo: 'copy it again, and nothing beside it' };
    return shape.test(value) ? { value } : { wrong: 'does not look like it', todo: 'copy it again' };
  });
}

const slackKinds = [
  { prefix: 'xoxb-', kind: 'a bot token', name: 'SLACK_BOT_TOKEN' },
  { prefix: 'xapp-', kind: 'an app-level token', name: 'SLACK_APP_TOKEN' },
  { prefix: 'xoxp-', kind: 'a user token', name: undefined },
];

export function slackToken(prefix: 'xoxb-' | 'xapp-', expected: string) {
  return text(expected, (value): Reading<string> => {
    if (/\s/.test(value))
      return { wrong: 'has a space or line break in it', todo: 'copy it again, and nothing beside it' };
    if (value.startsWith(prefix) || value.startsWith(`xoxe.${prefix}`)) return { value };
    const other = slackKinds.find((one) => value.startsWith(one.prefix));
    if (!other) return { wrong: `does not begin with ${prefix}`, todo: 'copy it again' };
    return { wrong: `holds ${other.kind}`, todo: other.name && `put that one into ${other.name}` };
  });
}

export function emailFrom() {
  return text('an address such as tocsin@example.org or Tocsin <tocsin@example.org>', (value): Reading<string> => {
    const address = /^[^<>\p{Cc}]*<([^<>]*)>$/u.exec(value)?.[1] ?? value;
    return /^[^\s@<>,;]+@[^\s@<>,;]+$/.test(address) ? { value } : { wrong: 'is not an email address' };
  });
}
