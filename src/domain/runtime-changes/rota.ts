import { finalShifts, firstShiftsOf } from '../on-call/final.ts';
import { isEqual, peopleInLayers } from '../on-call/kept-rota.ts';
import { reviseRota } from '../on-call/revise-rota.ts';
import { type ComingShift, nobody, type Schedule, type Shift } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import { type AddedOverride, amendSchedule, type Cover, type ScheduleChanges } from '../runtime-changes.ts';

/** How many of a person's next shifts are compared, to notify the person of changes. */
const shiftsTold = 2;

/** Says yes to every person, so that shifts of removed people are compared as well. */
const everybody = { people: { has: () => true } as unknown as ReadonlyMap<PersonId, never> };

/** How a change of the file affects a person's next shifts; the running shift begins now. */
export interface ShiftChange {
  readonly person: PersonId;
  readonly before: readonly ComingShift[];
  readonly after: readonly ComingShift[];
}

/**
 * An agreed time on call (an override or a cover) in which the layers have other people on call than when it was agreed.
 */
export interface MovedTime<T> {
  readonly of: T;
  readonly before: readonly Shift[];
  readonly after: readonly Shift[];
}

/** How a change of the file affects one schedule. */
export interface RotaChanges {
  readonly shifts: readonly ShiftChange[];
  /** Future overrides made in chat under which the layers have changed, including accepted covers. */
  readonly overrides: readonly MovedTime<AddedOverride>[];
  /** Requests for cover that nobody has accepted yet. */
  readonly requests: readonly MovedTime<Cover>[];
  /** Overrides that end because their person was removed, and the people on call instead. */
  readonly ended: readonly { readonly override: AddedOverride; readonly shifts: readonly Shift[] }[];
}

/**
 * Brings the kept layers of a schedule up to date with the file.
 *
 * @param schedule as in the file
 * @param isKnown whether the file contains this person
 * @returns the same object when nothing changes
 */
export function followFileChange(
  changes: ScheduleChanges,
  schedule: Schedule,
  isKnown: (person: PersonId) => boolean,
  now: Date,
): { next: ScheduleChanges; effects: RotaChanges } {
  const rota = reviseRota(changes.rota, schedule, isKnown, now);
  const overrides = changes.overrides.flatMap((one) => (isKnown(one.person) || one.ended ? one : endedBy(one, now)));
  const ended = changes.overrides.filter((one) => !one.ended && !isKnown(one.person) && one.to > now);
  const isKept = rota === changes.rota && overrides.every((one, index) => one === changes.overrides[index]);
  const next = isKept && ended.length === 0 ? changes : { ...changes, overrides, rota };
  return { next, effects: effectsOf(changes, next, { schedule, ended, now }) };
}

/**
 * Ends a schedule that the file does not have any more: nobody has a shift by it from now on.
 *
 * @returns the same object when it has ended already
 */
export function endSchedule(changes: ScheduleChanges, now: Date): { next: ScheduleChanges; effects: RotaChanges } {
  const none = { id: changes.schedule, timezone: changes.rota?.file.timezone ?? 'UTC', layers: [], overrides: [] };
  const { next } = followFileChange(changes, none, () => false, now);
  const shifts = shiftChanges(amendSchedule(none, changes, everybody), none, now);
  return { next, effects: { shifts, overrides: [], requests: [], ended: [] } };
}

/** Ends an override of a removed person now: its past part stays, its future part is dropped. */
function endedBy(override: AddedOverride, now: Date): AddedOverride[] {
  if (override.from >= now) return [];
  return [{ ...override, to: override.to < now ? override.to : now, ended: true }];
}

function effectsOf(
  changes: ScheduleChanges,
  next: ScheduleChanges,
  { schedule, ended, now }: { schedule: Schedule; ended: readonly AddedOverride[]; now: Date },
): RotaChanges {
  const laid = (rota: ScheduleChanges['rota'], overrides: readonly AddedOverride[]) =>
    amendSchedule(schedule, { overrides, ...(rota && { rota }) }, everybody);
  // Without an earlier rota nothing is known to have changed.
  const rotaBefore = changes.rota ?? next.rota;
  const [before, after] = [laid(rotaBefore, next.overrides), laid(next.rota, next.overrides)];
  const [layersBefore, layersAfter] = [laid(rotaBefore, []), laid(next.rota, [])];
  const coming = next.overrides.filter(({ to, ended }) => !ended && to > now);
  const open = next.covers.filter(({ to, taken, withdrawn }) => !taken && !withdrawn && to > now);
  return {
    shifts: shiftChanges(before, after, now),
    overrides: coming.flatMap((of) => movedTime(of, layersBefore, layersAfter, now)),
    requests: open.flatMap((of) => movedTime(of, before, after, now)),
    ended: ended.map((override) => ({ override, shifts: finalShifts(after, later(override.from, now), override.to) })),
  };
}

/** Returns the people whose next two shifts changed. */
export function shiftChanges(before: Schedule, after: Schedule, now: Date): ShiftChange[] {
  const people = new Set([...peopleInLayers(before), ...peopleInLayers(after), ...lasting(before), ...lasting(after)]);
  const [old, fresh] = [before, after].map((schedule) => firstShiftsOf(schedule, people, now, shiftsTold));
  return [...people].flatMap((person) => {
    const change = { person, before: old!.get(person) ?? [], after: fresh!.get(person) ?? [] };
    return isEqual(change.before, change.after) ? [] : [change];
  });
}

/** Returns the people who have a shift only until a hand-over, or only by an override. */
function lasting({ layers, overrides }: Schedule): PersonId[] {
  const people = [...layers.flatMap((layer) => layer.people), ...overrides.map(({ person }) => person)];
  return people.filter((person) => person !== nobody);
}

function movedTime<T extends { readonly from: Date; readonly to: Date }>(
  of: T,
  before: Schedule,
  after: Schedule,
  now: Date,
): MovedTime<T>[] {
  const from = later(of.from, now);
  const moved = { of, before: finalShifts(before, from, of.to), after: finalShifts(after, from, of.to) };
  return isEqual(moved.before, moved.after) ? [] : [moved];
}

function later(one: Date, other: Date): Date {
  return one > other ? one : other;
}
