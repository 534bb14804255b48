import { isAwayThroughout } from '../../domain/absence.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import type { Absence, PersonId } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { nextShiftOf, othersOf, requestCover, takeCover, withdrawCover } from '../../domain/runtime-changes/cover.ts';
import type { Cover, ScheduleChanges } from '../../domain/runtime-changes.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { coverFoundView, coverRequestView, coverSettledView } from '../../views/on-call/cover.ts';
import { houseReader, readerOf } from '../../views/reader.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { nameIn, type World } from '../world.ts';
import { changeSchedule } from './change-schedule.ts';
import { notificationsTo } from './overrides.ts';

export interface Settled {
  readonly cover: Cover;
  readonly schedule: string;
}

/** The shift that is meant; what is left out is that of the asker's own, running or next. */
export interface MeantShift {
  readonly schedule: string;
  readonly requester: PersonId;
  readonly from?: Date;
  readonly to?: Date;
  /** The only person to ask. Absent: the others of the schedule. */
  readonly of?: PersonId;
  /** When the requester is on call in return. */
  readonly back?: { readonly from: Date; readonly to: Date };
}

/** Asks the others of the schedule by direct message. A repeat (by id) asks nobody again. */
export async function requestCoverOf(world: World, id: string, meant: MeantShift): Promise<Settled> {
  const { schedule } = meant;
  const able = await whoCouldRespond(world);
  return changeSchedule(world, schedule, (changes, standing) => {
    const now = world.clock.now();
    const period = meantPeriod(standing, meant, now);
    const request = { id, ...requestOf(world, able, standing, meant, period) };
    const { next, cover } = requestCover(changes, standing, request, now, nameOf(world));
    return { next, notifications: questions(world, cover, schedule), result: { cover, schedule } };
  });
}

/**
 * Returns what `requestCoverOf` would ask, and of whom, and asks nobody.
 * @throws Refused when it would
 */
export async function previewCover(world: World, meant: MeantShift): Promise<Cover> {
  const { schedule } = meant;
  const able = await whoCouldRespond(world);
  return changeSchedule(world, schedule, (changes, standing) => {
    const now = world.clock.now();
    const period = meantPeriod(standing, meant, now);
    const request = { id: '', ...requestOf(world, able, standing, meant, period) };
    const { cover } = requestCover(changes, standing, request, now, nameOf(world));
    return { next: changes, notifications: [], result: cover };
  });
}

/** The first to take it has it; the others' messages say so, and the asker is told. */
export async function takeShift(world: World, id: string, by: PersonId): Promise<Settled> {
  return settle(world, id, (changes, standing) =>
    takeCover(changes, standing, { id, by }, world.clock.now(), nameOf(world)),
  );
}

export async function withdrawRequest(world: World, id: string, by: PersonId): Promise<Settled> {
  return settle(world, id, (changes) => withdrawCover(changes, { id, by }, world.clock.now(), nameOf(world)));
}

async function settle(
  world: World,
  id: string,
  decide: (changes: ScheduleChanges, standing: Schedule) => { next: ScheduleChanges; cover: Cover },
): Promise<Settled> {
  const { schedules } = await world.runtimeChanges.all();
  const schedule = schedules.find(({ covers }) => covers.some((one) => one.id === id))?.schedule;
  if (schedule === undefined) {
    throw refusedBy('unknown-cover');
  }
  return changeSchedule(world, schedule, (changes, standing) => {
    const { next, cover } = decide(changes, standing);
    return { next, notifications: outcome(world, cover, schedule), result: { cover, schedule } };
  });
}

function meantPeriod(schedule: Schedule, { requester, from, to }: MeantShift, now: Date): { from: Date; to: Date } {
  if (from && to) return { from, to };
  const shift = nextShiftOf(schedule, requester, from ?? now);
  if (shift) return { from: from ?? shift.from, to: to ?? shift.to };
  throw refusedBy('no-shift', { schedule: schedule.id });
}

/** Everybody who could acknowledge what comes in. */
async function whoCouldRespond({ directory, permissions }: World): Promise<ReadonlySet<PersonId>> {
  const people = [...directory().people.values()];
  const may = await Promise.all(people.map((person) => permissions.may(person, 'responder')));
  return new Set(people.filter((_, index) => may[index]).map(({ id }) => id));
}

function requestOf(
  world: World,
  able: ReadonlySet<PersonId>,
  schedule: Schedule,
  { requester, of, back }: MeantShift,
  period: Absence,
) {
  const only = of === undefined ? undefined : world.directory().people.get(of);
  const asked = only ? reachable(world, able, [only.id]) : coverCandidates(world, able, schedule, requester, period);
  return {
    requester,
    ...period,
    asked: asked.map(({ person, at }) => ({ person: person.id, at })),
    ...(only && { ofOne: true as const }),
    ...(back && { back }),
  };
}

function reachable(world: World, able: ReadonlySet<PersonId>, ids: readonly PersonId[]) {
  return ids.flatMap((id) => {
    const person = world.directory().people.get(id);
    const at = person && able.has(id) ? addressesOf(person, world.platforms) : [];
    return person && at.length > 0 ? [{ person, at }] : [];
  });
}

/**
 * Returns those of them who can be asked to take a shift of this period. People who are away all the time are not asked,
 * unless there is nobody else.
 */
function coverCandidates(
  world: World,
  able: ReadonlySet<PersonId>,
  schedule: Schedule,
  requester: PersonId,
  period: Absence,
) {
  const others = reachable(world, able, othersOf(schedule, requester, period.from));
  const present = others.filter(({ person }) => !isAwayThroughout(person, period));
  return present.length > 0 ? present : others;
}

function questions(world: World, cover: Cover, schedule: string): NotificationRequest[] {
  return asked(world, cover, (reader) => coverRequestView(cover, schedule, reader)).map((notification) => ({
    ...notification,
    until: cover.to,
  }));
}

/** The questions are edited where they were sent; one that has not gone out yet is not sent any more. */
function outcome(world: World, cover: Cover, schedule: string): NotificationRequest[] {
  const until = world.clock.now();
  const answers = asked(world, cover, (reader, person) => coverSettledView(cover, schedule, person, reader)).map(
    (notification) => ({ ...notification, revision: cover.taken && cover.declined ? 3 : 2, until }),
  );
  if (!cover.taken && !cover.declined) return answers;
  const about = `cover-${cover.id}-${cover.taken ? 'found' : 'declined'}`;
  const found = notificationsTo(world, cover.requester, about, cover.to, (reader) =>
    coverFoundView(cover, schedule, reader),
  );
  return [...answers, ...found];
}

function asked(
  world: World,
  cover: Cover,
  view: (reader: Parameters<typeof coverRequestView>[2], person: PersonId) => NotificationRequest['message'],
): NotificationRequest[] {
  const directory = world.directory();
  const now = world.clock.now();
  return cover.asked.flatMap(({ person, at }) => {
    const known = directory.people.get(person);
    const message = view(known ? readerOf(known, directory, now) : houseReader(directory, now), person);
    return at.map((to) => ({ id: `cover-${cover.id}-${person}-${to.platform}`, to, message }));
  });
}

function nameOf(world: World): (person: PersonId) => string {
  const directory = world.directory();
  return (person) => nameIn(directory, person);
}
