import { finalShifts } from '../../domain/on-call/final.ts';
import type { Schedule, Shift } from '../../domain/on-call/schedule.ts';
import type { PersonId } from '../../domain/people.ts';
import { refusedBy } from '../../domain/refusal.ts';
import { isTheirs } from '../../domain/runtime-changes/cover.ts';
import { addOverride, cancelOverride, type OverrideRequest } from '../../domain/runtime-changes/override.ts';
import type { AddedOverride } from '../../domain/runtime-changes.ts';
import type { Message } from '../../ports/message.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import { cancellationNotificationView, overrideNotificationView } from '../../views/on-call/cover.ts';
import { type Reader, readerOf } from '../../views/reader.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { nameIn, type World } from '../world.ts';
import { changeSchedule } from './change-schedule.ts';

export interface Overridden {
  readonly added: AddedOverride;
  /** Who would have been on call. */
  readonly relieved: readonly PersonId[];
}

/**
 * Puts people on call for a while, all at once or nobody, as for a swap, and tells both them and whom they relieve. A repeat
 * (by id) changes nothing.
 */
export async function overrideShifts(
  world: World,
  schedule: string,
  requests: readonly OverrideRequest[],
): Promise<readonly Overridden[]> {
  return changeSchedule(world, schedule, (changes, standing) => {
    let next = changes;
    const result = requests.map((request) => {
      const before = next;
      const { next: after, added } = addOverride(before, standing, request, world.clock.now(), nameOf(world));
      next = after;
      return { added, relieved: after === before ? [] : othersThen(standing, added) };
    });
    const notifications = result.flatMap(({ added, relieved }) =>
      [added.person, ...relieved]
        .filter((person) => person !== added.by)
        .flatMap((person) =>
          notificationsTo(world, person, `override-${added.id}`, added.to, (reader) =>
            overrideNotificationView(added, schedule, { person, relieved }, reader),
          ),
        ),
    );
    return { next, notifications, result };
  });
}

export interface Cancelled {
  readonly cancelled: AddedOverride;
  readonly schedule: string;
  /** Who is on call instead, from now or from its beginning on, until its end. */
  readonly shifts: readonly Shift[];
}

/**
 * Returns what `overrideShifts` would do, and changes nothing.
 * @throws Refused when it would
 */
export async function previewOverrides(
  world: World,
  schedule: string,
  requests: readonly OverrideRequest[],
): Promise<readonly Overridden[]> {
  return changeSchedule(world, schedule, (changes, standing) => {
    const result = requests.map((request) => {
      const { added } = addOverride(changes, standing, request, world.clock.now(), nameOf(world));
      return { added, relieved: othersThen(standing, added) };
    });
    return { next: changes, notifications: [], result };
  });
}

/**
 * Takes back an override that was made in chat.
 * @param mayAll whether `by` may take back those of others too
 */
export async function cancelOverrideOf(
  world: World,
  { id, by, mayAll }: { id: string; by: PersonId; mayAll: boolean },
): Promise<Cancelled> {
  const { schedules } = await world.runtimeChanges.all();
  const schedule = schedules.find(({ overrides }) => overrides.some((one) => one.id === id))?.schedule;
  if (schedule === undefined) {
    throw refusedBy('unknown-override');
  }
  return changeSchedule(world, schedule, (changes, standing) => {
    const { next, cancelled } = cancelOverride(changes, id, world.clock.now());
    if (!mayAll && !isTheirs(changes, cancelled, by)) {
      throw refusedBy('not-your-override');
    }
    const now = world.clock.now();
    const from = cancelled.from < now ? now : cancelled.from;
    const shifts = finalShifts(withoutIt(standing, cancelled), from, cancelled.to);
    const told = new Set([cancelled.person, ...shifts.map(({ person }) => person)]);
    const notifications = [...told]
      .filter((person) => person !== by)
      .flatMap((person) =>
        notificationsTo(world, person, `override-${id}-cancelled`, cancelled.to, (reader) =>
          cancellationNotificationView({ cancelled, schedule, shifts }, by, reader),
        ),
      );
    return { next, notifications, result: { cancelled, schedule, shifts } };
  });
}

/** A notification on each platform where the person gets what is not urgent, in their own zone. */
export function notificationsTo(
  world: Pick<World, 'directory' | 'platforms' | 'clock'>,
  id: PersonId,
  about: string,
  until: Date,
  view: (reader: Reader) => Message,
  notBefore?: Date,
): NotificationRequest[] {
  const directory = world.directory();
  const person = directory.people.get(id);
  if (!person) return [];
  const message = view(readerOf(person, directory, world.clock.now()));
  return addressesOf(person, world.platforms).map((to) => ({
    id: `${about}-${id}-${to.platform}`,
    to,
    message,
    until,
    ...(notBefore && { notBefore }),
  }));
}

function nameOf(world: World): (person: PersonId) => string {
  const directory = world.directory();
  return (person) => nameIn(directory, person);
}

function othersThen(schedule: Schedule, { person, from, to }: AddedOverride): PersonId[] {
  const people = new Set(finalShifts(schedule, from, to).map((shift) => shift.person));
  people.delete(person);
  return [...people];
}

function withoutIt(schedule: Schedule, { person, from, to }: AddedOverride): Schedule {
  const isIt = (one: Schedule['overrides'][number]) =>
    one.person === person && one.from === from.toISOString() && one.to === to.toISOString();
  return { ...schedule, overrides: schedule.overrides.filter((one) => !isIt(one)) };
}
