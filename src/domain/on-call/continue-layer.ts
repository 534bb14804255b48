import type { PersonId } from '../people.ts';
import { isEqual } from './kept-rota.ts';
import { instantOf } from './moments.ts';
import { endOfLayer, isInForce, modulo, type RotationShift, rotationShiftAt, zoneOf } from './rotation.ts';
import type { Layer } from './schedule.ts';

/** A change of the file at a moment. */
export interface FileChange {
  readonly now: Date;
  /** The schedule's zone before the change, and after it. */
  readonly oldZone: string;
  readonly newZone: string;
  /** Whether the file still has this person. */
  isKnown(person: PersonId): boolean;
}

/**
 * Continues a layer with the settings that the file has now. The person on call keeps the running shift until its
 * hand-over, and the order continues from there. A person who is no longer in the file is followed at once by whoever has
 * their place, where the others kept theirs, or else by the next in order. A new `starts` begins a new order; if it lies
 * ahead, the old order lasts until then. A new `ends` counts at once.
 *
 * @param kept the versions of the layer through time, the last with an open end
 * @returns the very same versions when nothing changes
 */
export function continueLayer(kept: readonly Layer[], next: Layer, change: FileChange): readonly Layer[] {
  const versions = withEndOf(next, withoutGone(kept, change), change);
  const { now, isKnown } = change;
  const last = versions.at(-1)!;
  const [oldZone, newZone] = [zoneOf(last, change.oldZone), zoneOf(next, change.newZone)];
  const { running, shift } = runningAt(versions, change);
  const stays = shift?.person !== undefined && isKnown(shift.person);
  if (oldZone === newZone && isEqual(rotationOf(last), rotationOf(next)) && (stays || !shift)) return versions;

  if (!running || !shift) return [...endedAt(versions, now), { ...next, from: now }];
  const starts = instantOf(next.starts, newZone);
  const isNewOrder = next.starts !== last.starts;
  if (isNewOrder && starts > now) {
    const left = { ...asInFile(last), people: last.people.filter(isKnown) };
    const old = left.people.length > 0 ? continueLayer(versions, left, change) : versions;
    const until = left.people.length > 0 ? starts : now;
    return [...endedAt(old, until), { ...next, from: until }];
  }
  const handOver = stays ? endOf(running, shift, now) : now;
  const keepsOrder = running === last && !isNewOrder && isEqual(running.people, next.people);
  const from = keepsOrder ? withoutSliver(running, next, handOver, change) : handOver;
  const follower =
    !stays && hasSubstitutes(running, next, change)
      ? shift.position
      : successor(versions, running, shift, next, change.oldZone);
  const shiftedBy = isNewOrder ? 0 : positionsToShift(next, from, newZone, follower);
  return [...endedAt(versions, from), { ...next, from, ...(shiftedBy > 0 && { shiftedBy }) }];
}

/** The versions with the end that the file has now. It changes nothing of the past, and not the running shift's person. */
function withEndOf(next: Layer, versions: readonly Layer[], change: FileChange): readonly Layer[] {
  const last = versions.at(-1)!;
  const now = change.now.getTime();
  const [ended, end] = [endOfLayer(last, change.oldZone), endOfLayer(next, change.newZone)];
  if (ended === end) return versions;
  const withEnd = ({ ends: _, ...one }: Layer): Layer => ({
    ...one,
    ...(next.ends && { ends: new Date(end).toISOString() }),
  });
  if (ended > now && end > now) {
    return versions.map((one) => (endOfLayer(one, change.oldZone) > now ? withEnd(one) : one));
  }
  const { running, shift } = runningAt(versions, change);
  const handOver = running && shift && end <= now ? endOf(running, shift, change.now) : change.now;
  return [...endedAt(versions, handOver), { ...withEnd(last), from: handOver }];
}

function runningAt(versions: readonly Layer[], { now, oldZone }: FileChange) {
  const running = versions.find((one) => isInForce(one, oldZone, now.getTime()));
  return { running, shift: running && rotationShiftAt(running, oldZone, now.getTime()) };
}

/** An old order that lasts until a new one begins goes on without those who are gone from the file. */
function withoutGone(versions: readonly Layer[], change: FileChange): readonly Layer[] {
  const { now, isKnown } = change;
  const index = versions.findIndex(
    ({ until, people, starts }, at) =>
      until && until > now && starts !== versions[at + 1]?.starts && !people.every(isKnown),
  );
  const old = versions[index];
  const left = old?.people.filter(isKnown) ?? [];
  if (!old?.until || left.length === 0) return versions;
  const { until, ...open } = old;
  const opened = [...versions.slice(0, index), open];
  const continued = continueLayer(opened, { ...asInFile(old), people: left }, change);
  return [...endedAt(continued, until), ...versions.slice(index + 1)];
}

/**
 * Ends a layer that is no longer in the file: at the end of the running shift, or at once when its person is no longer
 * in the file.
 */
export function endLayer(versions: readonly Layer[], endOfHours: Date | undefined, change: FileChange) {
  const { now, isKnown } = change;
  const { running, shift } = runningAt(versions, change);
  if (!running || shift?.person === undefined || !isKnown(shift.person)) return endedAt(versions, now);
  const end = endOf(running, shift, now);
  const isOutsideOfHours = running.only?.length && !endOfHours;
  if (isOutsideOfHours) return endedAt(versions, now);
  return endedAt(versions, endOfHours && endOfHours < end ? endOfHours : end);
}

/** The versions up to this moment. */
function endedAt(versions: readonly Layer[], end: Date): Layer[] {
  return versions
    .filter(({ from }) => !from || from < end)
    .map((one) => ({ ...one, until: one.until && one.until < end ? one.until : end }));
}

/** When the shift or the version is over. Where the layer ends earlier, its own `ends` says so. */
function endOf({ until }: Layer, { to }: RotationShift, now: Date): Date {
  const end = Math.min(to, until?.getTime() ?? Number.POSITIVE_INFINITY);
  return Number.isFinite(end) ? new Date(end) : now;
}

/**
 * Where the hours of the hand-overs move, what the new rotation leaves of a shift may be short. The old rotation then lasts
 * until the hand-over after it, so that the person who is next has both.
 */
function withoutSliver(old: Layer, next: Layer, handOver: Date, { oldZone, newZone }: FileChange): Date {
  const at = handOver.getTime();
  const shift = rotationShiftAt(next, newZone, at);
  const planned = rotationShiftAt(old, oldZone, at);
  if (!shift || !planned || !Number.isFinite(shift.to)) return handOver;
  const isShort = shift.from < at && shift.to - at < (shift.to - shift.from) / 2 && shift.to <= planned.to;
  return isShort ? new Date(shift.to) : handOver;
}

/** Returns whether the file has somebody else in the places of those who left it, such as a person with a new id. */
function hasSubstitutes({ people }: Layer, next: Layer, { isKnown }: FileChange): boolean {
  return people.every((person, index) => next.people[index] === person || (next.people[index] && !isKnown(person)));
}

/** Who follows the running shift, as a position in the people of `next`; undefined: nobody of the old order is left. */
function successor(
  versions: readonly Layer[],
  running: Layer,
  { position }: RotationShift,
  next: Layer,
  zone: string,
): number | undefined {
  const planned = versions[versions.indexOf(running) + 1];
  if (planned?.from) {
    const first = rotationShiftAt(planned, zone, planned.from.getTime());
    return firstLeft(planned, (first?.nextPosition ?? 0) + (planned.shiftedBy ?? 0), next);
  }
  const own = positionIn(next, running.people[position]!, position);
  return own === -1 ? firstLeft(running, position + 1, next) : own + 1;
}

/** Goes through the order of `old` from a position on, until somebody is in `next` as well. */
function firstLeft({ people }: Layer, from: number, next: Layer): number | undefined {
  for (let index = 0; index < people.length; index += 1) {
    const position = modulo(from + index, people.length);
    const found = positionIn(next, people[position]!, position);
    if (found !== -1) return found;
  }
  return undefined;
}

/** Somebody may be in the order more than once: the same position counts first. */
function positionIn({ people }: Layer, person: PersonId, position: number): number {
  return people[position] === person ? position : people.indexOf(person);
}

/** How far the order has to move so that this position has the shift at `from`, or the first with time in it after. */
function positionsToShift(next: Layer, from: Date, zone: string, position: number | undefined): number {
  const shift = position === undefined ? undefined : rotationShiftAt(next, zone, from.getTime());
  return shift ? modulo(position! - shift.nextPosition, next.people.length) : 0;
}

function asInFile({ ends, ...layer }: Layer): Layer {
  return { ...rotationOf(layer), ...(layer.timezone && { timezone: layer.timezone }), ...(ends && { ends }) };
}

/** What the file says of the shifts, but for their zone and their end. */
function rotationOf({ people, every, starts, only }: Layer): Layer {
  return { people, every, starts, ...(only && { only }) };
}
