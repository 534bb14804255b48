import type { Directory } from '../../domain/directory.ts';
import type { Listed } from '../../domain/incident/listed.ts';
import { isMeantGap, nextChange, nextShifts } from '../../domain/on-call/final.ts';
import { type HandOver, handOvers } from '../../domain/on-call/hand-overs.ts';
import type { Schedule } from '../../domain/on-call/schedule.ts';
import { quietUntil } from '../../domain/paging.ts';
import type { Person, PersonId } from '../../domain/people.ts';
import type { Message } from '../../ports/message.ts';
import type { NotificationRequest } from '../../ports/notifications.ts';
import type { Cursors } from '../../ports/runtime.ts';
import {
  comingOnView,
  goingOffIntoGapView,
  goingOffView,
  handOverView,
  type StartedShift,
} from '../../views/on-call/hand-over.ts';
import { houseReader, type Reader, readerOf } from '../../views/reader.ts';
import { addressesOf } from '../delivery/addresses.ts';
import { lookedSince } from '../runtime/looked-since.ts';
import type { World } from '../world.ts';

const everyMs = 30_000;
/** A hand-over that is older is told to nobody. */
const uselessAfterMs = 6 * 60 * 60_000;
const mostIncidents = 100;
/** `room` could be a person's id; this cannot. */
const room = '#room';

type Parts = Pick<World, 'store' | 'clock' | 'directory' | 'platforms' | 'outbox' | 'log'>;

/** Tells hand-overs to the one coming on, the one going off and the announce channels. */
export interface HandOverNotifier {
  /** At most every 30 s it does something. Returns how many hand-overs there were. */
  look(): Promise<number>;
}

/**
 * Looks at what the schedules say about the time since the last look of any process. Each notice is a notification whose id is
 * the schedule and the moment, so that many who see the same hand-over tell it once.
 */
export function createHandOverNotifier(parts: Parts, cursors: Cursors): HandOverNotifier {
  const { clock, directory, outbox } = parts;
  let looked: Date | undefined;

  return {
    async look() {
      const now = clock.now();
      if (looked && now.getTime() - looked.getTime() < everyMs) return 0;
      const after = await lookedSince(cursors, cursor, now, uselessAfterMs);
      const found = seen(parts, after, now);
      if (found.length > 0) {
        const open = (await parts.store.list({ state: 'open', limit: mostIncidents })).items;
        const requests = found.flatMap((one) =>
          notificationsAbout(parts, one, concerning(one.schedule, open, directory())),
        );
        await outbox.notify(requests);
      }
      await cursors.advance(cursor, now);
      looked = now;
      return found.length;
    },
  };
}

interface Seen {
  readonly schedule: Schedule;
  readonly handOver: HandOver;
  readonly shift: StartedShift;
}

/** A schedule that cannot be reckoned keeps the others from nothing. */
function seen({ directory, log }: Parts, after: Date, now: Date): Seen[] {
  return [...directory().schedules.values()].flatMap((schedule) => {
    try {
      return handOvers(schedule, after, now).map((handOver) => ({
        schedule,
        handOver,
        shift: startedShift(schedule, handOver),
      }));
    } catch (err) {
      log.error(
        { err, schedule: schedule.id },
        'hand-overs of a schedule cannot be announced; check the schedule in the file',
      );
      return [];
    }
  });
}

function startedShift(schedule: Schedule, { at, on }: HandOver): StartedShift {
  const until = nextChange(schedule, at);
  const [next] = nextShifts(schedule, at, 1);
  return {
    schedule: schedule.id,
    at,
    ...(on !== undefined && { person: on }),
    ...(until && { until }),
    ...(next && { next }),
  };
}

function notificationsAbout(
  parts: Parts,
  { schedule, handOver, shift }: Seen,
  open: readonly Listed[],
): NotificationRequest[] {
  const now = parts.clock.now();
  const directory = parts.directory();
  const channels = parts.platforms.flatMap((platform) => {
    const id = directory.rooms.announce[platform];
    return id === undefined ? [] : [{ platform, kind: 'channel', id } as const];
  });
  const message = handOverView(shift, { ...houseReader(directory, now), zone: schedule.timezone });
  const until = usefulUntil(shift, shift.at);
  // A gap that the file expects is no alarm; one without an end is not what the file means.
  const expectedUntil = handOver.on === undefined && isMeantGap(schedule, shift.at) ? shift.until : undefined;
  const told = (expectedUntil ? [] : channels).map((to) => ({
    id: idOf(shift, room, to.platform),
    to,
    message,
    until,
  }));
  return [
    ...(until > now ? told : []),
    ...toPerson(parts, shift, handOver.on, (reader, deferred) => comingOnView(shift, deferred ? [] : open, reader)),
    ...toPerson(parts, shift, handOver.off, (reader) =>
      expectedUntil ? goingOffIntoGapView(shift.schedule, expectedUntil, reader) : goingOffView(shift, reader),
    ),
  ];
}

/** Nobody is woken by a hand-over: in quiet hours it waits for their end, if it is still worth telling then. */
function toPerson(
  { clock, directory, platforms }: Parts,
  shift: StartedShift,
  id: PersonId | undefined,
  view: (reader: Reader, deferred: boolean) => Message,
): NotificationRequest[] {
  const person: Person | undefined = id === undefined ? undefined : directory().people.get(id);
  if (!person) return [];
  const now = clock.now();
  const quiet = quietUntil(person, 'sev4', now);
  const due = quiet ?? now;
  const until = usefulUntil(shift, quiet ?? shift.at);
  if (until <= due) return [];
  // What is open by the end of the quiet hours is another question; what was held is told by itself.
  const message = view(readerOf(person, directory(), due), quiet !== undefined);
  return addressesOf(person, platforms).map((to) => ({
    id: idOf(shift, person.id, to.platform),
    to,
    message,
    until,
    ...(quiet && { notBefore: quiet }),
  }));
}

/** Once the next hand-over has come, this one is news no more. */
function usefulUntil({ until }: StartedShift, since: Date): Date {
  const useless = new Date(since.getTime() + uselessAfterMs);
  return until && until < useless ? until : useless;
}

function idOf({ schedule, at }: StartedShift, whom: string, platform: string): string {
  return `hand-over/${schedule}/${at.toISOString()}/${whom}/${platform}`;
}

/** Incidents whose policy pages this schedule: the policy that they began with, or else their service's. */
function concerning({ id }: Schedule, open: readonly Listed[], { services, policies }: Directory): Listed[] {
  return open.filter(({ escalation, service }) => {
    const policy = escalation?.policy ?? policies.get(services.get(service ?? '')?.policy ?? '');
    return policy?.levels.some(({ page }) => page.some((target) => 'schedule' in target && target.schedule === id));
  });
}

const cursor = 'hand-over/looked';
