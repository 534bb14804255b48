import { addressKey } from '../../domain/address.ts';
import type { Directory } from '../../domain/directory.ts';
import { isNamedInBundle, mayJoinBundle } from '../../domain/incident/bundles/stands-for.ts';
import type { Delivery, Progress } from '../../domain/incident/deliveries/delivery.ts';
import { isStillNeeded, readiness, roomOfDelivery } from '../../domain/incident/deliveries/pending.ts';
import { givenUp, givenUpLines, mostGivenUp } from '../../domain/incident/deliveries/room-lines.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import { respondersOf } from '../../domain/incident/rooms/responders.ts';
import type { Platform } from '../../domain/people.ts';
import { type Chat, DeliveryFailed } from '../../ports/chat.ts';
import type { ClaimRequest } from '../../ports/incidents.ts';
import type { EventSink } from '../../ports/sinks.ts';
import type { Metrics } from '../../ports/telemetry/metrics.ts';
import type { ActiveSpan, Tracing } from '../../ports/telemetry/tracing.ts';
import type { Processes } from '../runtime/process-liveness.ts';
import { countAttempt } from '../telemetry/count-attempt.ts';
import { traceAttempt } from '../telemetry/trace-delivery.ts';
import { attempt } from './attempt.ts';
import type { Bundles } from './bundles/bundles.ts';
import { isClaimable, keptOf } from './claims.ts';
import type { Job } from './dispatcher.ts';
import { keyOf, permitFor } from './incident-schedule.ts';
import { type Outcome, publishToSink, tellEvent } from './publish-to-sink.ts';
import { type Following, type RecordParts, record, recordAgain } from './record-result.ts';
import { hasLines, type Lines, linesFor } from './room-lines.ts';
import { askedAt, tellChat } from './tell-chat.ts';
import { untilKept } from './until-kept.ts';

export interface IncidentDeliveryParts extends RecordParts {
  readonly metrics: Metrics;
  readonly tracing: Tracing;
  directory(): Directory;
  readonly processes: Processes;
  /** Returns the event sinks that are set up at present, by name. */
  sinks(): ReadonlyMap<string, EventSink>;
  readonly chats: ReadonlyMap<Platform, Chat>;
  readonly publicUrl: string;
  /** The messages that replace many pages or cards. */
  readonly bundles: Bundles;
  /** Tells a person whose quiet hours have ended what others acknowledged meanwhile, of this incident and all others. */
  tellWhatWasDeferred(deferred: Delivery): Promise<void>;
}

/**
 * Returns the job of an incident's delivery.
 *
 * @param claimedBy the name under which this process claimed the delivery when it stored it; undefined when it has to claim
 *   it first
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

  const isOurs = ({ progress }: Delivery) =>
    claimed !== undefined && claimed === progress.claim?.by && claimed === processes.name();

  /** @param rest further conditions; with them a claim is renewed */
  async function claim(seen: Incident, delivery: Delivery, rest: Partial<ClaimRequest> = {}): Promise<boolean> {
    const { progress } = delivery;
    if (isOurs(delivery) ? !rest.range : !isClaimable(progress.claim, parts)) return isOurs(delivery);
    const by = await processes.register();
    const kept = keptOf(progress, processes, askedAt(seen, delivery));
    const won = await store.claim(seen.id, id, { ...claimRequest(seen, delivery, by), ...kept, ...rest });
    claimed = won ? by : undefined;
    const written = { ...kept, claim: { by }, ...(rest.range && { upTo: rest.range.upTo }) };
    if (won) following.writes(id, { ...progress, ...written });
    // The answer may have come late, after this process lost its name.
    return won && processes.name() === by;
  }

  async function unclaim(): Promise<void> {
    if (claimed !== undefined) await store.unclaim(incident.id, id, claimed, clock.now());
  }

  /** @returns whether it was sent and recorded; otherwise another process has written, or the database is away */
  async function send(isFresh: boolean, sent: () => void): Promise<boolean> {
    // Only the database knows whether somebody has acknowledged a page meanwhile.
    const known = isFresh ? incident : first.kind === 'page' ? undefined : following.recent();
    const current = known ?? (await store.load(incident.id));
    const delivery = current?.deliveries[id];
    if (!current || !delivery) return false;
    const recorded = recordAgain(parts, current, delivery, following);
    if (recorded) return recorded.then(() => true);
    if (readiness(current, delivery, clock.now()) !== 'ready') {
      await unclaim();
      return false;
    }
    const lines = hasLines(delivery) ? await linesFor(parts, current, delivery) : undefined;
    const range = delivery.kind === 'notices' && lines && { known: delivery.progress.upTo, upTo: lines.upTo };
    const isClaimed = isOurs(delivery) && !range;
    if (!isClaimed && !(await claim(current, delivery, range ? { range } : {}))) return false;
    const outcome = await traceAttempt(parts.tracing, current, delivery, (active) =>
      attemptDelivery(parts, current, delivery, { lines, active }),
    );
    sent();
    await record(parts, current, delivery, outcome, { claimedBy: claimed, following });
    return true;
  }

  /** @returns true when the job needs no permit any more, because a bundle replaces it or another process has it */
  async function joinBundle(): Promise<boolean> {
    if (!(await claim(incident, first))) {
      following.outdated();
      return true;
    }
    const { shown, bundle: known } = first.progress;
    const bundle = known ?? (await parts.bundles.join(incident, first));
    if (known !== undefined) await parts.bundles.update(incident, first);
    const progress = { shown: shown === 0 ? 0 : incident.revision, failures: 0, bundle };
    // The bundle's own writes stay: they have ended this claim.
    await untilKept(async () => {
      const marking = store.record(incident.id, id, progress, [], claimed);
      following.writes(id, progress);
      if (!(await marking)) following.outdated();
    });
    return true;
  }

  /** Marks the state as outdated when the work was refused, so that the next attempt does not use it. */
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
    send: (isFresh, sent) => orOutdated(send(isFresh, sent)),
  };
}

function claimRequest(incident: Incident, delivery: Delivery, by: string): ClaimRequest {
  const { kind, progress } = delivery;
  const { shown, claim } = progress;
  // A page that was acknowledged meanwhile is not sent; one that was sent already is still edited.
  const untaken = kind === 'page' && shown === 0 && isStillNeeded(incident, delivery) ? { epoch: incident.epoch } : {};
  return { by, ...(claim && { from: claim.by }), revision: claimedUpTo(incident, kind), shown, ...untaken };
}

/** Returns the highest event or count that the claim can bring the delivery to. */
function claimedUpTo(incident: Incident, kind: Delivery['kind']): number {
  if (kind === 'members' || kind === 'room-name') return cursorOf(incident, kind);
  return kind === 'events' || kind === 'notices' ? incident.seq : incident.revision;
}

/** Returns the cursor of a finished delivery: the number of invited responders, or the event of the last new name. */
function cursorOf(incident: Incident, kind: 'members' | 'room-name'): number {
  return kind === 'members' ? respondersOf(incident).length : (incident.renamedSeq ?? 0);
}

async function attemptDelivery(
  parts: IncidentDeliveryParts,
  incident: Incident,
  delivery: Delivery,
  { lines, active }: { readonly lines: Lines | undefined; readonly active: ActiveSpan },
): Promise<Outcome> {
  const { progress } = delivery;
  const before = delivery.kind === 'notices' && lines ? { ...progress, upTo: lines.upTo } : progress;
  const about = { incident: incident.number, delivery: delivery.id };
  const tried = await attempt(parts, before, about, () => deliver(parts, incident, delivery, lines));
  const outcome = 'failed' in tried ? afterFailure(incident, delivery, tried.progress) : tried;
  const result = withSentAt(outcome, delivery, parts.clock.now());
  if (result.progress.failures > 0) active.fail();
  if (!isNamedInBundle(delivery)) countAttempt(parts, incident, delivery, result, lines);
  return result;
}

function afterFailure(incident: Incident, delivery: Delivery, failed: Progress): Outcome {
  // Neither an alarm nor a dead letter: a responder who is not in the room has a link to it, and its card shows the title.
  if ((delivery.kind === 'members' || delivery.kind === 'room-name') && failed.dead)
    return { progress: { shown: cursorOf(incident, delivery.kind), failures: 0 }, addresses: [] };
  const { kind, platform } = delivery;
  const { dead, ref, shown } = failed;
  if (kind === 'page' && ref && shown === 0) {
    // It waits where its reader finds it, so it is no dead letter, and is edited with the incident.
    const progress = dead ? { shown: incident.revision, failures: 0, ref } : failed;
    return { progress, addresses: [addressKey(platform, ref.id)] };
  }
  if (delivery.kind !== 'notices' || !failed.dead || givenUpLines(incident, delivery) >= mostGivenUp) {
    return { progress: failed, addresses: [] };
  }
  // These lines become a dead letter; later lines are still sent.
  const deadLetter = givenUp(delivery, failed);
  return { progress: { shown: deadLetter.upTo ?? failed.shown, failures: 0 }, addresses: [], deadLetter };
}

/** Notes when a page was sent first, which its edits keep. */
function withSentAt(outcome: Outcome, { kind, progress: before }: Delivery, now: Date): Outcome {
  const { progress } = outcome;
  if (kind !== 'page' || (progress.shown === 0 && !progress.ref)) return outcome;
  const isNoticed = before.ref?.reachedNobody && !progress.ref?.reachedNobody;
  // A page of an earlier version was sent at a time that nobody knows.
  const sentAt = before.shown === 0 && (!before.ref || isNoticed) ? now : before.sentAt;
  return { ...outcome, progress: { ...progress, ...(sentAt && { sentAt }) } };
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
    // A card now has a message of its own; the list that named it still shows its state.
    await untilKept(() => parts.bundles.update(incident, delivery));
    return { ...outcome, progress: { ...outcome.progress, bundle } };
  } catch (err) {
    const closedRoom = err instanceof DeliveryFailed && err.gone === 'place' && roomOfDelivery(incident, delivery);
    if (!closedRoom) throw err;
    // A person closed the room, which is no failure: the deliveries go to the room that replaces it.
    const about = { incident: incident.number, delivery: delivery.id, reason: err.message };
    parts.log.info(about, 'incident room cannot be used any more');
    return { progress: delivery.progress, addresses: [], closedRoom };
  }
}
