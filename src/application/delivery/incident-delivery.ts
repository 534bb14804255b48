import type { Directory } from '../../domain/directory.ts';
import { isNamedInBundle, mayJoinBundle } from '../../domain/incident/bundles/stands-for.ts';
import { consequences } from '../../domain/incident/deliveries/consequences.ts';
import type { Delivery, Progress } from '../../domain/incident/deliveries/delivery.ts';
import { readiness, roomOfDelivery } from '../../domain/incident/deliveries/pending.ts';
import { givenUp, givenUpLines, mostGivenUp } from '../../domain/incident/deliveries/room-lines.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Intent } from '../../domain/incident/intent.ts';
import { respondersOf } from '../../domain/incident/rooms/responders.ts';
import type { Room } from '../../domain/incident/rooms/room.ts';
import type { Platform } from '../../domain/people.ts';
import { type Chat, DeliveryFailed } from '../../ports/chat.ts';
import type { ClaimRequest, DeliveryResult, IncidentStore } from '../../ports/incidents.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import type { EventSink } from '../../ports/sinks.ts';
import type { Metrics } from '../../ports/telemetry/metrics.ts';
import type { Tracing } from '../../ports/telemetry/tracing.ts';
import type { Processes } from '../runtime/process-liveness.ts';
import { countAttempt } from '../telemetry/count-attempt.ts';
import { traceAttempt } from '../telemetry/trace-delivery.ts';
import { attempt } from './attempt.ts';
import type { Bundles } from './bundles/bundles.ts';
import { isClaimable } from './claims.ts';
import type { Job } from './dispatcher.ts';
import { keyOf, permitFor } from './incident-schedule.ts';
import { type Outcome, publishToSink, tellEvent } from './publish-to-sink.ts';
import { type Lines, linesFor } from './room-lines.ts';
import { tellChat } from './tell-chat.ts';
import { untilKept } from './until-kept.ts';

export interface IncidentDeliveryParts {
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  directory(): Directory;
  readonly store: IncidentStore;
  readonly processes: Processes;
  /** Those that are set up at this moment, by name. */
  sinks(): ReadonlyMap<string, EventSink>;
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly publicUrl: string;
  /** The messages that stand for many pages or cards. */
  readonly bundles: Bundles;
  /** Somebody's quiet hours are over: tell them what others took meanwhile, of this and all the others. */
  tellWhatWasDeferred(deferred: Delivery): Promise<void>;
  /**
   * The room is there, a way failed, or a delivery was given up: for the incident to know.
   *
   * @param incident its id, or as this process knows it, with what it has written and perhaps not kept yet
   * @param result what became of a delivery, to be written together with the events
   * @returns false when nothing was written: the incident knows it already
   */
  report(incident: string | Incident, what: Intent, result?: DeliveryResult): Promise<boolean>;
}

/** Keeps up with what is written of an incident's deliveries from here. */
export interface Following {
  /** Called when the write is asked for, so that what follows from it goes into the same one. */
  writes(delivery: string, progress: Progress): void;
  /** Something else was written than was asked for, or by somebody else: it has to be read. */
  outdated(): void;
  /** The incident with all that was written of it from here; undefined when that has to be read. */
  known(): Incident | undefined;
  /** The same, unless it was last read or decided on so long ago that others may well have decided since. */
  recent(): Incident | undefined;
}

/**
 * A delivery of an incident, for the dispatcher.
 *
 * @param claimedBy the name under which this process claimed it when it kept it; undefined when it has to claim it first
 */
export function incidentJob(
  parts: IncidentDeliveryParts,
  incident: Incident,
  first: Delivery,
  claimedBy: string | undefined,
  following: Following,
): Job {
  const { store, clock, processes } = parts;
  const { id } = first;
  let claimed = claimedBy;

  /** @param rest what else has to hold; a claim is renewed for it */
  async function claim(seen: Incident, delivery: Delivery, rest: Partial<ClaimRequest> = {}): Promise<boolean> {
    const { progress, kind } = delivery;
    const standing = progress.claim?.by;
    const isOurs = claimed !== undefined && claimed === standing && claimed === processes.name();
    if (isOurs && !rest.range) return true;
    if (!isOurs && !isClaimable(progress.claim, parts)) return false;
    const by = await processes.register();
    // A page that was taken since it was looked at is not sent; one that went out already is edited all the same.
    const untaken = kind === 'page' && progress.shown === 0 ? { epoch: seen.epoch } : {};
    const revision = claimedUpTo(seen, kind);
    const from = standing === undefined ? {} : { from: standing };
    const won = await store.claim(seen.id, id, { by, ...from, revision, shown: progress.shown, ...untaken, ...rest });
    claimed = won ? by : undefined;
    if (won) following.writes(id, { ...progress, claim: { by }, ...(rest.range && { upTo: rest.range.upTo }) });
    // The answer may have come late.
    return won && processes.name() === by;
  }

  async function unclaim(): Promise<void> {
    if (claimed !== undefined) await store.unclaim(incident.id, id, claimed, clock.now());
  }

  /** @returns whether it was sent and written down; otherwise somebody else has written, or the database is away */
  async function send(isFresh: boolean, sent: () => void): Promise<boolean> {
    // Whether somebody has taken a page meanwhile only the database can tell.
    const known = isFresh ? incident : first.kind === 'page' ? undefined : following.recent();
    const current = known ?? (await store.load(incident.id));
    const delivery = current?.deliveries[id];
    if (!current || !delivery) return false;
    if (readiness(current, delivery, clock.now()) !== 'ready') {
      await unclaim();
      return false;
    }
    const lines = await linesFor(parts, current, delivery);
    const range = delivery.kind === 'notices' && lines && { known: delivery.progress.upTo, upTo: lines.upTo };
    if (!(await claim(current, delivery, range ? { range } : {}))) return false;
    const outcome = await traceAttempt(parts.tracing, current, delivery, async (active) => {
      const result = await attemptDelivery(parts, current, delivery, lines);
      if (result.progress.failures > 0) active.fail();
      if (!isNamedInBundle(delivery)) countAttempt(parts, current, delivery, result, lines);
      return result;
    });
    sent();
    await record(parts, current, delivery, outcome, { claimedBy: claimed, following });
    return true;
  }

  /** @returns true: it waits for no permit any more, for a bundle stands for it, or it is another's */
  async function joinBundle(): Promise<boolean> {
    if (!(await claim(incident, first))) {
      following.outdated();
      return true;
    }
    const { shown, bundle: known } = first.progress;
    const bundle = known ?? (await parts.bundles.join(incident, first));
    if (known !== undefined) await parts.bundles.update(incident, first);
    const progress = { shown: shown === 0 ? 0 : incident.revision, failures: 0, bundle };
    // What the bundle has written meanwhile stays: it ended this claim.
    await untilKept(async () => {
      const marking = store.record(incident.id, id, progress, [], claimed);
      following.writes(id, progress);
      if (!(await marking)) following.outdated();
    });
    return true;
  }

  /** What was not done as it was asked for has to be looked at: the next attempt must not begin from the same view. */
  async function orOutdated(work: Promise<boolean>): Promise<boolean> {
    let done = false;
    try {
      done = await work;
    } finally {
      if (!done) following.outdated();
    }
    return done;
  }

  return {
    key: keyOf(incident.id, id),
    permit: permitFor(incident, first),
    ...(mayJoinBundle(first) && { joinBundle: () => orOutdated(joinBundle()) }),
    claim: () => orOutdated(claim(incident, first)),
    unclaim: () => orOutdated(unclaim().then(() => false)).then(() => undefined),
    async send(isFresh, sent) {
      await orOutdated(send(isFresh, sent));
    },
  };
}

/** What the claim brings the delivery to, at the most. */
function claimedUpTo(incident: Incident, kind: Delivery['kind']): number {
  if (kind === 'members' || kind === 'room-name') return cursorOf(incident, kind);
  return kind === 'events' || kind === 'notices' ? incident.seq : incident.revision;
}

/** How far the delivery is once nothing is left of it: responders who were brought in, or the event that renamed it last. */
function cursorOf(incident: Incident, kind: 'members' | 'room-name'): number {
  return kind === 'members' ? respondersOf(incident).length : (incident.renamedSeq ?? 0);
}

async function attemptDelivery(
  parts: IncidentDeliveryParts,
  incident: Incident,
  delivery: Delivery,
  lines: Lines | undefined,
): Promise<Outcome> {
  const { progress } = delivery;
  const before = delivery.kind === 'notices' && lines ? { ...progress, upTo: lines.upTo } : progress;
  const about = { incident: incident.number, delivery: delivery.id };
  const result = await attempt(parts, before, about, () => deliver(parts, incident, delivery, lines));
  if (!('failed' in result)) return result;
  const { progress: failed } = result;
  // No alarm and no dead letter: who is not in the room has a link to it, and the room reads the title on its card.
  if ((delivery.kind === 'members' || delivery.kind === 'room-name') && failed.dead)
    return { progress: { shown: cursorOf(incident, delivery.kind), failures: 0 }, addresses: [] };
  if (delivery.kind !== 'notices' || !failed.dead || givenUpLines(incident, delivery) >= mostGivenUp) {
    return { progress: failed, addresses: [] };
  }
  // These lines are given up; those that follow them are told all the same.
  const deadLetter = givenUp(delivery, failed);
  return { progress: { shown: deadLetter.upTo ?? failed.shown, failures: 0 }, addresses: [], deadLetter };
}

async function deliver(
  parts: IncidentDeliveryParts,
  incident: Incident,
  delivery: Delivery,
  lines: Lines | undefined,
): Promise<Outcome> {
  if (delivery.kind === 'held') {
    await parts.tellWhatWasDeferred(delivery);
    return { progress: { shown: incident.revision, failures: 0 }, addresses: [] };
  }
  if (delivery.kind === 'events') return publishToSink(parts, incident, delivery);
  if (delivery.kind === 'event') return tellEvent(parts, incident, delivery);
  if (isNamedInBundle(delivery)) {
    await parts.bundles.update(incident, delivery);
    const { bundle } = delivery.progress;
    return {
      progress: { shown: incident.revision, failures: 0, ...(bundle !== undefined && { bundle }) },
      addresses: [],
    };
  }
  try {
    const outcome = await tellChat(parts, incident, delivery, lines);
    const { bundle } = delivery.progress;
    if (bundle === undefined) return outcome;
    // A card that got a message of its own: the list that named it goes on showing how it stands.
    await parts.bundles.update(incident, delivery);
    return { ...outcome, progress: { ...outcome.progress, bundle } };
  } catch (err) {
    const closedRoom = err instanceof DeliveryFailed && err.gone === 'place' && roomOfDelivery(incident, delivery);
    if (!closedRoom) throw err;
    // Somebody closed it, which is no failure: what is due goes out in the room that replaces it.
    const about = { incident: incident.number, delivery: delivery.id, reason: err.message };
    parts.log.info(about, 'incident room cannot be used any more');
    return { progress: delivery.progress, addresses: [], closedRoom };
  }
}

/** Writes down what came of an attempt, and tells the incident what follows from it. */
async function record(
  parts: IncidentDeliveryParts,
  { id, ...rest }: Incident,
  delivery: Delivery,
  { progress, addresses, room, closedRoom, deadLetter }: Outcome,
  { claimedBy, following }: { readonly claimedBy: string | undefined; readonly following: Following },
): Promise<void> {
  const { store, clock, log } = parts;
  const tellOpened = (opened: Room) =>
    parts.report(following.known() ?? id, { type: 'room-opened', room: opened }, { delivery: delivery.id, progress });
  // In one write: were it marked as made and the room forgotten, nothing would ever be sent into it.
  if (room && (await untilKept(() => tellOpened(room)))) return;
  if (closedRoom) await untilKept(() => parts.report(id, { type: 'room-closed', room: closedRoom }));
  if (deadLetter) {
    following.outdated();
    await untilKept(() => store.lose(id, deadLetter));
  }
  // What arrived has arrived. A failure, or how far a room was told, counts only if nobody has taken over since.
  const counts = progress.shown > delivery.progress.shown && delivery.kind !== 'notices' && delivery.kind !== 'events';
  let marked = false;
  let tries = 0;
  await untilKept(async () => {
    const marking = store.record(id, delivery.id, progress, addresses, counts ? undefined : claimedBy);
    tries += 1;
    if (tries === 1) following.writes(delivery.id, progress);
    else following.outdated();
    marked = await marking;
  });
  if (!marked) {
    following.outdated();
    log.warn({ incident: rest.number, delivery: delivery.id }, 'delivery was taken over by another process');
    return;
  }
  for (const what of consequences({ id, ...rest }, delivery, progress, clock.now())) {
    await untilKept(() => parts.report(id, what));
  }
}
