import { absencesDuring } from '../../domain/absence.ts';
import type { Directory } from '../../domain/directory.ts';
import { dutyWithAbsences } from '../../domain/escalation/paged-instead.ts';
import { dutyAt, isMeantGap, nextShifts, personShifts } from '../../domain/on-call/final.ts';
import { midnights } from '../../domain/on-call/moments.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import { timeline } from '../../domain/on-call/timeline.ts';
import type { Person, PersonId } from '../../domain/people.ts';
import { isTheirs } from '../../domain/runtime-changes/cover.ts';
import type { ScheduleChanges } from '../../domain/runtime-changes.ts';
import { createCache } from '../../lib/cache.ts';
import type { OnCallPage, OwnShift, PlannedPart, PlannedSchedule } from '../../ports/on-call/on-call-page.ts';
import type { CalendarLink } from '../../ports/reporting.ts';
import type { World } from '../world.ts';
import { type PlannedPaging, plannedPaging } from './planned-policies.ts';

const shownDays = 14;
/** More are not read, and a rota that changes every few minutes has thousands. */
const mostParts = 500;
const ownDays = 62;
/** Of each schedule: a rota of nights must not hide the week on another one. */
const mostOwn = 3;
const dayMs = 86_400_000;
const freshMs = 60_000;
const mostZones = 50;

type Parts = Pick<World, 'directory' | 'clock' | 'permissions' | 'runtimeChanges' | 'platforms' | 'everybodyOnWeb'> & {
  readonly calendarLink: CalendarLink;
};

/** What every reader in one zone sees of a schedule. */
type Shared = Omit<PlannedSchedule, 'overrides' | 'covers' | 'calendar'>;

/** Returns who is on call now and in the next two weeks for the web; every signed-in person may read it. */
export function createOnCallPage(parts: Parts): OnCallPage {
  const { directory, clock, permissions, runtimeChanges, calendarLink } = parts;
  const sharedIn = createShared();
  const pagingNow = createPaging(parts);

  async function whomMayPutOnCall(reader: Person): Promise<readonly PersonId[]> {
    if (!(await permissions.may(reader, 'responder'))) return [];
    if (!(await permissions.may(reader, 'manager'))) return [reader.id];
    const people = [...directory().people.values()];
    const may = await Promise.all(people.map((person) => permissions.may(person, 'responder')));
    return people.filter((_, index) => may[index]).map(({ id }) => id);
  }

  return {
    async read(reader) {
      const [mayPutOnCall, mayCancelAll, { schedules: changes }] = await Promise.all([
        whomMayPutOnCall(reader),
        permissions.may(reader, 'manager'),
        runtimeChanges.all(),
      ]);
      const at = clock.now();
      const known = directory();
      const days = midnights(at, reader.timezone, shownDays + 1);
      const schedules = sharedIn(known, reader.timezone, at, days);
      const paging = pagingNow(known, at);
      const own = ofReader(reader.id, { at, mayCancelAll, mayRespond: mayPutOnCall.length > 0 });
      return {
        at,
        changesAt: soonest([...changesOf(schedules), ...paging.changes], at, days[1]),
        days,
        people: [...known.people.values()].map(({ id, name }) => ({ id, name })),
        own: ownShifts(known, reader.id, at),
        schedules: schedules.map((schedule) => ({
          ...schedule,
          ...own(changes.find((one) => one.schedule === schedule.id)),
          calendar: calendarLink({ schedule: schedule.id }),
        })),
        policies: paging.policies,
        maintenance: paging.maintenance,
        teams: [...known.teams.values()].map(({ id, members }) => ({ id, members })),
        mayPutOnCall,
        calendar: calendarLink({ person: reader.id }),
      };
    },
  };
}

/** Keeps the shifts for a minute, or until one changes, because calculating them takes the most time. */
function createShared() {
  const known = createCache<
    string,
    { readonly of: Directory; readonly until: number; readonly found: readonly Shared[] }
  >({
    max: mostZones,
  });
  return (directory: Directory, zone: string, at: Date, days: readonly Date[]): readonly Shared[] => {
    const kept = known.get(zone);
    if (kept?.of === directory && at.getTime() < kept.until) return kept.found;
    const found = [...directory.schedules.values()].map((schedule) => sharedPlan(schedule, directory, at, days));
    const until = Math.min(at.getTime() + freshMs, soonest(changesOf(found), at, days[1]).getTime());
    known.set(zone, { of: directory, until, found });
    return found;
  };
}

/** Keeps whom the services page as long, for all readers. */
function createPaging(parts: Parts) {
  let known: { readonly of: Directory; readonly until: Date; readonly found: PlannedPaging } | undefined;
  return (directory: Directory, at: Date): PlannedPaging => {
    if (known?.of === directory && at < known.until) return known.found;
    const found = plannedPaging(parts, shownDays * dayMs);
    known = { of: directory, until: soonest(found.changes, at, new Date(at.getTime() + freshMs)), found };
    return found;
  };
}

/** Returns when shifts and time off begin and end. */
function changesOf(schedules: readonly Shared[]): readonly (Date | undefined)[] {
  return schedules.flatMap(({ now, next, parts }) => [
    ...[now?.until, now?.awayUntil, next?.from],
    ...parts.flatMap(({ from, away = [] }) => [from, ...away.flatMap((one) => [one.from, one.to])]),
  ]);
}

/** Returns the first moment after `at`, or `latest`. */
function soonest(moments: readonly (Date | undefined)[], at: Date, latest = new Date(at.getTime() + dayMs)): Date {
  return moments.reduce<Date>((first, one) => (one && one > at && one < first ? one : first), latest);
}

function sharedPlan(schedule: Schedule, directory: Directory, at: Date, days: readonly Date[]): Shared {
  const awayIn = (person: PersonId, period: { readonly from: Date; readonly to?: Date | undefined }) =>
    absencesDuring(directory.people.get(person) ?? {}, period);
  const { since: _since, ...now } = dutyWithAbsences(schedule, at, directory) ?? { since: undefined };
  const [next] = nextShifts(schedule, at, 1);
  const [nextAway] = next ? awayIn(next.person, next) : [];
  const parts = timeline(schedule, days[0] ?? at, days.at(-1) ?? at).slice(0, mostParts);
  return {
    id: schedule.id,
    zone: schedule.timezone,
    ...('person' in now ? { now } : isMeantGap(schedule, at) && { isMeantGap: true }),
    ...(next && { next: { person: next.person, from: next.from, ...(nextAway && { away: nextAway }) } }),
    parts: parts.map((part): PlannedPart => {
      const away = part.person === undefined ? [] : awayIn(part.person, part);
      return away.length > 0 ? { ...part, away } : part;
    }),
  };
}

/** Returns a function that gives the changes of a schedule as the reader may change them. */
function ofReader(
  reader: PersonId,
  { at, mayCancelAll, mayRespond }: { at: Date; mayCancelAll: boolean; mayRespond: boolean },
) {
  return (changes: ScheduleChanges | undefined): Pick<PlannedSchedule, 'overrides' | 'covers'> => ({
    overrides: (changes?.overrides ?? [])
      .filter(({ to }) => to > at)
      .toSorted(sooner)
      .map((one) => {
        const { id, person, from, to, by } = one;
        const mayCancel = mayCancelAll || (mayRespond && isTheirs({ covers: changes?.covers ?? [] }, one, reader));
        return { id, person, from, to, by, mayCancel };
      }),
    covers: (changes?.covers ?? [])
      .filter(({ to, taken, withdrawn }) => to > at && !taken && !withdrawn)
      .toSorted(sooner)
      .map(({ id, requester, from, to, asked }) => {
        const may =
          requester === reader ? 'withdraw' : asked.some(({ person }) => person === reader) ? 'take' : undefined;
        return { id, requester, from, to, ...(mayRespond && may && { may }) };
      }),
  });
}

function sooner(one: { readonly from: Date }, other: { readonly from: Date }): number {
  return one.from.getTime() - other.from.getTime();
}

/** Returns the reader's shifts of the next two months. Only schedules that the reader is in are calculated. */
function ownShifts({ schedules }: Directory, reader: PersonId, at: Date): readonly OwnShift[] {
  const theirs = [...schedules.values()].filter(
    (one) =>
      one.layers.some(({ people }) => people.includes(reader)) || one.overrides.some(({ person }) => person === reader),
  );
  const until = new Date(at.getTime() + ownDays * dayMs);
  return theirs
    .flatMap((one) => personShifts([one], reader, at, until).slice(0, mostOwn))
    .toSorted(sooner)
    .map(({ schedule, from, to }): OwnShift => {
      if (from > at) return { schedule, from, to };
      const duty = dutyAt(schedules.get(schedule)!, at);
      return { schedule, from: duty?.since ?? from, ...(duty?.until && { to: duty.until }) };
    });
}
