import { consequences } from '../../domain/incident/deliveries/consequences.ts';
import type { Delivery, Progress } from '../../domain/incident/deliveries/delivery.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Intent } from '../../domain/incident/intent.ts';
import type { Room } from '../../domain/incident/rooms/room.ts';
import { createCache } from '../../lib/cache.ts';
import type { DeliveryResult, IncidentStore } from '../../ports/incidents.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import type { Outcome } from './publish-to-sink.ts';
import { untilKept } from './until-kept.ts';

export interface RecordParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly store: IncidentStore;
  /**
   * Reports to the incident that its room exists, a way failed, or a delivery was given up.
   *
   * @param incident its id, or the state that this process knows, with its own writes even when they are not stored yet
   * @param result the result of a delivery, which is written together with the events
   * @returns false when nothing was written, because the incident knew it already
   */
  report(incident: string | Incident, what: Intent, result?: DeliveryResult): Promise<boolean>;
}

/** Tracks this process's writes about the deliveries of an incident. */
export interface Following {
  /** Called when the write is requested, so that what follows from it goes into the same write. */
  writes(delivery: string, progress: Progress): void;
  /** The stored state differs from the known one, and has to be read. */
  outdated(): void;
  /** Returns the incident with all writes of this process; undefined when it has to be read. */
  known(): Incident | undefined;
  /** Returns the same, unless the incident was read or decided on so long ago that other processes may have decided since. */
  recent(): Incident | undefined;
  /** Messages that went out, and whose result the database refused, by delivery: they must not go out again. */
  readonly unrecorded: Unrecorded;
}

type Unrecorded = Pick<Map<string, Outcome>, 'get' | 'delete'> & { set(delivery: string, outcome: Outcome): void };

/** The most messages that are remembered while their results cannot be stored. */
const mostUnrecorded = 10_000;

export function createUnrecorded(): (incident: string) => Unrecorded {
  const outcomes = createCache<string, Outcome>({ max: mostUnrecorded });
  return (incident) => ({
    get: (delivery) => outcomes.get(`${incident}/${delivery}`),
    set: (delivery, outcome) => void outcomes.set(`${incident}/${delivery}`, outcome),
    delete: (delivery) => outcomes.delete(`${incident}/${delivery}`),
  });
}

/** A message that arrived always counts. A failure, or the cursor of a room, counts only if no process has taken over. */
function countsAlways({ kind, progress: before }: Delivery, { progress }: Pick<Outcome, 'progress'>): boolean {
  return progress.shown > before.shown && kind !== 'notices' && kind !== 'events';
}

/** Stores the result of an attempt, and reports what follows from it to the incident. */
export async function record(...args: Parameters<typeof store>): Promise<void> {
  const [, , delivery, outcome, { following }] = args;
  try {
    await store(...args);
  } catch (err) {
    if (countsAlways(delivery, outcome)) following.unrecorded.set(delivery.id, outcome);
    throw err;
  }
}

/** Stores a result that the database refused before. Undefined: there is none. */
export function recordAgain(
  parts: RecordParts,
  incident: Incident,
  delivery: Delivery,
  following: Following,
): Promise<void> | undefined {
  const outcome = following.unrecorded.get(delivery.id);
  if (!outcome) return undefined;
  following.unrecorded.delete(delivery.id);
  return record(parts, incident, delivery, outcome, { claimedBy: undefined, following });
}

async function store(
  parts: RecordParts,
  { id, ...rest }: Incident,
  delivery: Delivery,
  { progress, addresses, room, closedRoom, deadLetter }: Outcome,
  { claimedBy, following }: { readonly claimedBy: string | undefined; readonly following: Following },
): Promise<void> {
  const { store: incidents, clock, log } = parts;
  const tellOpened = (opened: Room) =>
    parts.report(following.known() ?? id, { type: 'room-opened', room: opened }, { delivery: delivery.id, progress });
  // In one write: if the delivery were marked as done without the room, no message would ever go into the room.
  if (room && (await untilKept(() => tellOpened(room)))) return;
  if (closedRoom) await untilKept(() => parts.report(id, { type: 'room-closed', room: closedRoom }));
  if (deadLetter) {
    following.outdated();
    await untilKept(() => incidents.lose(id, deadLetter));
  }
  const counts = countsAlways(delivery, { progress });
  let tries = 0;
  const isMarked = await untilKept(() => {
    const marking = incidents.record(id, delivery.id, progress, addresses, counts ? undefined : claimedBy);
    tries += 1;
    if (tries === 1) following.writes(delivery.id, progress);
    else following.outdated();
    return marking;
  });
  if (!isMarked) {
    following.outdated();
    log.warn({ incident: rest.number, delivery: delivery.id }, 'delivery was taken over by another process');
    return;
  }
  for (const what of consequences({ id, ...rest }, delivery, progress, clock.now())) {
    await untilKept(() => parts.report(id, what));
  }
}
