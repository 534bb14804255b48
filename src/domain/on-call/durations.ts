import { refusedBy } from '../refusal.ts';
import { readCron } from './cron.ts';
import type { RotationLength } from './schedule.ts';

const unitMs = { w: 604_800_000, d: 86_400_000, h: 3_600_000, m: 60_000, s: 1000 } as const;
type Unit = keyof typeof unitMs;

/** A longer duration is a typing mistake, and a Date cannot represent much longer ones. */
const longestMs = 3653 * unitMs.d;

const wholeLength = /^(?:\d{1,9}[wdhms]\s*)+$/;
const onePart = /(\d+)([wdhms])/g;

/**
 * Returns the milliseconds of `30s`, `5m`, `2h`, `1d`, `1w` or several together (`1h30m`). A day is 24 hours here, and a
 * week 7 days. Throws Refused.
 */
export function parseDuration(text: string): number {
  return durationParts(text).reduce((sum, [count, unit]) => sum + count * unitMs[unit], 0);
}

/** Returns the parts of a duration, for callers that count days by the calendar. Throws Refused. */
export function durationParts(text: string): readonly (readonly [count: number, unit: Unit])[] {
  const given = text.trim();
  if (!wholeLength.test(given)) {
    throw refusedBy('unreadable-duration', { text });
  }
  const parts = [...given.matchAll(onePart)].map(([, count, unit]) => [Number(count), unit as Unit] as const);
  if (parts.reduce((sum, [count, unit]) => sum + count * unitMs[unit], 0) > longestMs) {
    throw refusedBy('duration-too-long', { text });
  }
  return parts;
}

/**
 * Parses a rotation: `12h`, `1d`, `3d`, `1w`, `2w` is a length by the local clock of the zone, `12h elapsed` a length in
 * elapsed time, and `cron 0 9 * * mon,thu` the times of the hand-overs. Throws Refused.
 */
export function parseRotation(text: string): RotationLength {
  const [, cron] = /^cron\b(.*)$/is.exec(text.trim()) ?? [];
  if (cron !== undefined) return parseCron(text, cron);
  const [, digits, unit, elapsed] = /^(\d{1,4})([hdw])(\s+elapsed)?$/i.exec(text.trim().toLowerCase()) ?? [];
  const count = Number(digits);
  if (!unit || count === 0) {
    throw refusedBy('unreadable-rotation', { text });
  }
  if (count * unitMs[unit as Unit] > longestMs) {
    throw refusedBy('duration-too-long', { text });
  }
  if (unit === 'h') return { hours: count, ...(elapsed && { elapsed: true }) };
  if (elapsed) {
    const hours = count * (unit === 'w' ? 168 : 24);
    throw refusedBy('elapsed-needs-hours', { text, hours });
  }
  return { days: unit === 'w' ? count * 7 : count };
}

function parseCron(text: string, pattern: string): RotationLength {
  const cron = pattern.toLowerCase().trim().split(/\s+/).join(' ');
  const read = readCron(cron);
  if (typeof read === 'string') throw refusedBy(read, { text });
  return { cron };
}
