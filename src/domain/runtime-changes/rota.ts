import { finalShifts, firstShiftsOf } from '../on-call/final.ts';
import { isEqual, peopleInLayers } from '../on-call/kept-rota.ts';
import { reviseRota } from '../on-call/revise-rota.ts';
import { type ComingShift, nobody, type Schedule, type Shift } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import { type AddedOverride, amendSchedule, type Cover, type ScheduleChanges } from '../runtime-changes.ts';

/** So many shifts ahead a person is told of. */
const shiftsTold = 2;

/** What a change of the file does to somebody's next shifts; the running one begins now. */
export interface ShiftChange {
  readonly person: PersonId;
  readonly before: readonly ComingShift[];
  readonly after: readonly ComingShift[];
}

/** Somebody was promised a time on call, and other people are on call then without them than when it was agreed. */
export interface MovedTime<T> {
  readonly of: T;
  readonly before: readonly Shift[];
  readonly after: readonly Shift[];
}

/** What a change of the file does to one schedule. */
export interface RotaChanges {
  readonly shifts: readonly ShiftChange[];
  /** Overrides to come, made in chat, under which the layers have changed. Covers that were accepted are among them. */
  readonly overrides: readonly MovedTime<AddedOverride>[];
  /** Requests for cover that nobody has accepted yet. */
  readonly requests: readonly MovedTime<Cover>[];
  /** Overrides that fall away with their person, and who is on call instead. */
  readonly ended: readonly { readonly override: AddedOverride; readonly shifts: readonly Shift[] }[];
}

/**
 * Brings the kept layers of a schedule up to what the file says now.
 *
 * @param schedule as the file says
 * @param isKnown whether the file has this person
 * @returns the very same changes when there is nothing to keep
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

/** What has been of an override stays; what was to come is gone with its person. */
function endedBy(override: AddedOverride, now: Date): AddedOverride[] {
  if (override.from >= now) return [];
  return [{ ...override, to: override.to < now ? override.to : now, ended: true }];
}

function effectsOf(
  changes: ScheduleChanges,
  next: ScheduleChanges,
  { schedule, ended, now }: { schedule: Schedule; ended: readonly AddedOverride[]; now: Date },
): RotaChanges {
  const everybody = { people: { has: () => true } as unknown as ReadonlyMap<PersonId, never> };
  const laid = (rota: ScheduleChanges['rota'], overrides: readonly AddedOverride[]) =>
    amendSchedule(schedule, { overrides, ...(rota && { rota }) }, everybody);
  // Without a rota nothing is known of before, so nothing has changed.
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

/** Everybody whose next two shifts are others than before. */
export function shiftChanges(before: Schedule, after: Schedule, now: Date): ShiftChange[] {
  const people = new Set([...peopleInLayers(before), ...peopleInLayers(after), ...lasting(before), ...lasting(after)]);
  const [old, fresh] = [before, after].map((schedule) => firstShiftsOf(schedule, people, now, shiftsTold));
  return [...people].flatMap((person) => {
    const change = { person, before: old!.get(person) ?? [], after: fresh!.get(person) ?? [] };
    return isEqual(change.before, change.after) ? [] : [change];
  });
}

/** Those who have a shift only until a hand-over, or only by an override. */
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
