import { type Layer, nobody } from '../../domain/on-call/schedule.ts';
import type { Builder } from '../file/builder.ts';
import { laterOnTheWall, localAt } from '../on-call/rotation.ts';
import { zoneOrUtc } from '../on-call/zones.ts';
import { personOf } from '../people.ts';
import { named } from '../read.ts';
import type { Rotation } from './shapes.ts';

/** Every month has at least this many days. */
const everyMonth = 28;

/** A rotation as a layer without restrictions, and the zone of its hand-overs. */
export interface RotationLayer {
  readonly layer: Layer;
  readonly zone: string;
}

/**
 * Returns the rotation as a layer. GoAlert stores who is on call now, and `start` only gives the times of hand-overs, so the
 * order is counted from the next hand-over.
 */
export function rotationLayer(builder: Builder, rotation: Rotation): RotationLayer | undefined {
  const { lines, now } = builder;
  const subject = named('rotation', rotation.name ?? rotation.id);
  const here = zoneOrUtc(lines, rotation.timeZone, subject);
  // Without a turn of nobody in their place, the index of whoever is on call would mean somebody else.
  const people = rotation.userIDs.map((id) => personOf(builder, id, undefined, subject) ?? nobody);
  if (people.every((person) => person === nobody)) {
    lines.leftOut(subject, 'nobody is in it');
    return undefined;
  }
  const length = Math.max(1, rotation.shiftLength);
  const step = stepOf(rotation.type, length);
  const every = everyOf(rotation, here);
  if (!every) {
    lines.leftOut(subject, `it hands over every ${length} months, on a day or in steps that a pattern cannot say`);
    return undefined;
  }
  const next = rotation.nextHandoffTimes?.[0];
  const handOver =
    next && people.length > 1
      ? localAt(next, here)
      : nextHandOver(localAt(rotation.start, here), localAt(now, here), step);
  const starts = laterOnTheWall(handOver, times(step, -(rotation.activeUserIndex + 1)));
  return { layer: { people, every, starts }, zone: here };
}

type Step = { readonly hours?: number; readonly days?: number; readonly months?: number };

function stepOf(type: Rotation['type'], length: number): Step {
  if (type === 'hourly') return { hours: length };
  if (type === 'monthly') return { months: length };
  return { days: type === 'weekly' ? 7 * length : length };
}

function everyOf({ type, shiftLength, start }: Rotation, zone: string): Layer['every'] | undefined {
  const { hours, days } = stepOf(type, Math.max(1, shiftLength));
  if (hours) return { hours };
  if (days) return { days };
  const [date = '', time = ''] = localAt(start, zone).split('T');
  const [, month = 1, day = 1] = date.split('-').map(Number);
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  if (day > everyMonth || 12 % shiftLength !== 0) return undefined;
  const months = Array.from({ length: 12 / shiftLength }, (_, index) => ((month - 1 + index * shiftLength) % 12) + 1);
  const which = shiftLength === 1 ? '*' : months.sort((a, b) => a - b).join(',');
  return { cron: `${minute} ${hour} ${day} ${which} *` };
}

function nextHandOver(start: string, now: string, step: Step): string {
  let at = start;
  while (at <= now) at = laterOnTheWall(at, step);
  for (let earlier = laterOnTheWall(at, times(step, -1)); earlier > now; earlier = laterOnTheWall(at, times(step, -1)))
    at = earlier;
  return at;
}

function times(step: Step, count: number): Step {
  return Object.fromEntries(Object.entries(step).map(([unit, number]) => [unit, number * count]));
}
