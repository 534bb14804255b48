import { finalShifts, personShifts } from '../on-call/final.ts';
import { peopleInLayers } from '../on-call/kept-rota.ts';
import type { Schedule, Shift } from '../on-call/schedule.ts';
import type { PersonId } from '../people.ts';
import { refusedBy } from '../refusal.ts';
import type { AddedOverride, Cover, ScheduleChanges } from '../runtime-changes.ts';
import { longestOverrideDays, type NameOf, refuseBadPeriod, withOverrides } from './override.ts';

const dayMs = 86_400_000;
/** How long after its shift a request is kept, so that its buttons still get an answer. */
const overKeptDays = 90;

export interface CoverRequest {
  readonly id: string;
  readonly requester: PersonId;
  readonly from: Date;
  readonly to: Date;
  readonly asked: Cover['asked'];
  readonly ofOne?: true;
  readonly back?: Cover['back'];
}

/** Returns the other people of the schedule's layers that last until then, in the order of their turns. */
export function othersOf(schedule: Schedule, requester: PersonId, at: Date): PersonId[] {
  return peopleInLayers(schedule, at).filter((person) => person !== requester);
}

/** Returns the requester's current shift, from now on, or the next one; undefined when there is none within a year. */
export function nextShiftOf(schedule: Schedule, person: PersonId, now: Date): Shift | undefined {
  // A month first: computing a year of a large schedule is slow and rarely needed.
  for (const days of [31, longestOverrideDays]) {
    const until = new Date(now.getTime() + days * dayMs);
    const [shift] = personShifts([schedule], person, now, until);
    if (shift && (shift.to < until || days === longestOverrideDays)) return shift;
  }
  return undefined;
}

/**
 * Requests cover. A repeat (by id) returns the same changes.
 *
 * @param schedule with the changes applied
 * @throws Refused
 */
export function requestCover(
  changes: ScheduleChanges,
  schedule: Schedule,
  request: CoverRequest,
  now: Date,
  nameOf: NameOf,
): { next: ScheduleChanges; cover: Cover } {
  const known = changes.covers.find(({ id }) => id === request.id);
  if (known) return { next: changes, cover: known };
  if (request.to > request.from && request.to <= now) {
    throw refusedBy('shift-over');
  }
  const from = refuseBadPeriod(request.from, request.to, now);
  refuseAskedAlready(changes, schedule, { ...request, from }, nameOf);
  refuseOthersShift(schedule, { ...request, from }, nameOf);
  if (request.asked.length === 0) {
    throw refusedBy('nobody-to-ask', { schedule: schedule.id });
  }
  if (request.back && request.asked[0]) shiftsBack(schedule, request, { by: request.asked[0].person, now, nameOf });
  const cover: Cover = { ...request, from, askedAt: now };
  const oldest = now.getTime() - overKeptDays * dayMs;
  const covers = [...changes.covers.filter(({ to }) => to.getTime() > oldest), cover];
  return { next: { ...changes, covers }, cover };
}

/** Returns what the requester of a swap has in return: the other person's time on call then. Throws Refused when there is none. */
function shiftsBack(
  schedule: Schedule,
  { back }: Pick<Cover, 'back'>,
  { by, now, nameOf }: { by: PersonId; now: Date; nameOf: NameOf },
): readonly Shift[] {
  if (!back) return [];
  const from = back.from < now ? now : back.from;
  const shifts = from < back.to ? personShifts([schedule], by, from, back.to) : [];
  const theirs = shifts.reduce((sum, shift) => sum + shift.to.getTime() - shift.from.getTime(), 0);
  // A part of it would be less than what was agreed.
  if (theirs === 0 || theirs < back.to.getTime() - from.getTime())
    throw refusedBy('not-theirs-now', { name: nameOf(by) });
  return shifts;
}

/**
 * Takes a cover, the first person only: adds an override for the rest of the requester's time, and in a swap one for what
 * they have in return. Throws Refused.
 */
export function takeCover(
  changes: ScheduleChanges,
  schedule: Schedule,
  { id, by }: { id: string; by: PersonId },
  now: Date,
  nameOf: NameOf,
): { next: ScheduleChanges; cover: Cover } {
  const cover = coverWith(changes, id);
  const requester = nameOf(cover.requester);
  if (cover.taken?.by === by) return { next: changes, cover };
  if (cover.taken) throw refusedBy('taken-already', { name: nameOf(cover.taken.by) });
  if (cover.withdrawn) throw refusedBy('withdrawn', { name: requester });
  if (cover.requester === by) throw refusedBy('own-shift');
  if (!cover.asked.some(({ person }) => person === by)) {
    throw refusedBy('not-asked', { name: requester, schedule: schedule.id });
  }
  if (cover.to <= now) throw refusedBy('shift-over');
  const from = cover.from < now ? now : cover.from;
  const left = personShifts([schedule], cover.requester, from, cover.to);
  if (left.length === 0) {
    throw refusedBy('not-theirs-now', { name: requester });
  }
  const halves = [
    ...left.map(({ from, to }) => ({ person: by, from, to })),
    ...shiftsBack(schedule, cover, { by, now, nameOf }).map(({ from, to }) => ({ person: cover.requester, from, to })),
  ];
  const overrides = halves.map((half, index) => ({ id: `${id}-${index + 1}`, ...half, by: cover.requester }));
  const taken: Cover = { ...cover, taken: { by, at: now } };
  return { next: withOverrides(replaced(changes, taken), overrides, now), cover: taken };
}

/** Returns whether this person may take back an override: it is of their making, or the cover of a shift that they took. */
export function isTheirs(
  { covers }: Pick<ScheduleChanges, 'covers'>,
  override: AddedOverride,
  person: PersonId,
): boolean {
  const isOf = ({ id, taken }: Cover) => taken?.by === person && override.id.startsWith(`${id}-`);
  return override.by === person || (override.person === person && covers.some(isOf));
}

/** Withdraws a request for cover, or declines it as the only person who was asked. A repeat changes nothing. Throws Refused. */
export function withdrawCover(
  changes: ScheduleChanges,
  { id, by }: { id: string; by: PersonId },
  now: Date,
  nameOf: NameOf,
): { next: ScheduleChanges; cover: Cover } {
  const cover = coverWith(changes, id);
  const isAsked = cover.ofOne === true && cover.asked[0]?.person === by;
  if (cover.requester !== by && !isAsked) throw refusedBy('not-the-asker', { name: nameOf(cover.requester) });
  if (cover.withdrawn || (isAsked && cover.declined)) return { next: changes, cover };
  if (cover.taken) {
    throw refusedBy('taken-by-other', { name: nameOf(cover.taken.by) });
  }
  if (cover.to <= now) throw refusedBy('shift-over');
  const over: Cover = { ...cover, ...(isAsked ? { declined: now } : { withdrawn: now }) };
  return { next: replaced(changes, over), cover: over };
}

function coverWith({ covers }: ScheduleChanges, id: string): Cover {
  const cover = covers.find((one) => one.id === id);
  if (!cover) throw refusedBy('unknown-cover');
  return cover;
}

function replaced(changes: ScheduleChanges, cover: Cover): ScheduleChanges {
  return { ...changes, covers: changes.covers.map((one) => (one.id === cover.id ? cover : one)) };
}

function refuseAskedAlready(
  { covers }: ScheduleChanges,
  schedule: Schedule,
  request: CoverRequest,
  nameOf: NameOf,
): void {
  const before = covers.findLast(
    ({ requester, from, to, withdrawn }) =>
      requester === request.requester && !withdrawn && from < request.to && to > request.from,
  );
  if (!before) return;
  if (!before.taken) {
    throw refusedBy('asked-already', { names: before.asked.map(({ person }) => nameOf(person)), id: before.id });
  }
  // A taken shift may have returned by an override since, and may be requested again.
  const taker = before.taken.by;
  if (!finalShifts(schedule, request.from, request.to).some(({ person }) => person === taker)) return;
  throw refusedBy('covered-already', { name: nameOf(taker) });
}

function refuseOthersShift(schedule: Schedule, { requester, from, to }: CoverRequest, nameOf: NameOf): void {
  const shifts = finalShifts(schedule, from, to);
  const other = shifts.find(({ person }) => person !== requester)?.person;
  if (other === undefined && shifts.length > 0) return;
  throw refusedBy('not-your-shift', { schedule: schedule.id, ...(other !== undefined && { name: nameOf(other) }) });
}
