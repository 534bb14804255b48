import { consequences } from '../../domain/incident/deliveries/consequences.ts';
import type { Delivery } from '../../domain/incident/deliveries/delivery.ts';
import { givenUp, givenUpNotices, mostGivenUp } from '../../domain/incident/deliveries/notices.ts';
import { dueAt, lane, readiness } from '../../domain/incident/deliveries/pending.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Intent } from '../../domain/incident/intent.ts';
import type { Platform } from '../../domain/people.ts';
import { type ChatAdapter, DeliveryFailed } from '../../ports/chat.ts';
import type { EventSink } from '../../ports/sinks.ts';
import type { World } from '../world.ts';
import { createLeaving } from './leaving.ts';
import { type Outcome, publishToSink, tellEvent } from './publish-to-sink.ts';
import type { Go, Rank, RateLimiter, Turn } from './rate-limiter.ts';
import { nextTry } from './retry.ts';
import { type Lines, linesFor } from './room-lines.ts';
import { tellChat } from './tell-chat.ts';
import { untilKept } from './until-kept.ts';

/** A sender that has taken a delivery and says nothing for so long is taken for dead, and another takes it over. */
export const claimMs = 28_000;
/** An attempt takes so long at most, and writing down what became of it: with less left of its claim, another would begin it too. */
export const attemptMs = 12_000;
/** What waits here for its turn is looked at again so much later: thousands may wait for minutes, and each look costs a read and a write. */
const inHandMs = claimMs;

export interface Sender {
  /**
   * Sends what this incident has to say and can be sent now. Returns at once.
   * @param born ids of deliveries that were kept a moment ago with a claim for this process, and are nobody else's
   */
  send(incident: Incident, born: ReadonlySet<string>): void;
  /** The same for an incident that the sweep found and read; with nothing left to send, says when to look again. */
  sendOverdue(incident: Incident): Promise<void>;
  /** Begins nothing any more: what this process has claimed and not begun is free for others at once. */
  leave(): void;
  /** Settles when nothing is being sent from here. */
  idle(): Promise<void>;
}

interface SenderParts extends Omit<World, 'send' | 'scheduler' | 'sinks' | 'writePressure'> {
  /** Those that are set up at this moment, by name. */
  sinks(): ReadonlyMap<string, EventSink>;
  readonly chats: ReadonlyMap<Platform, ChatAdapter>;
  /** Lets through what the platforms take. */
  readonly rateLimiter: RateLimiter;
  /** Somebody's quiet hours are over: tell them what others took meanwhile, of this and all the others. */
  tellWhatWasDeferred(held: Delivery): Promise<void>;
  /** The room is there, a way failed, or a delivery was given up: for the incident to know. */
  report(incident: string, what: Intent): Promise<void>;
}

/** What goes to one place, in its order. */
interface Lane {
  readonly id: string;
  readonly waits: readonly { readonly delivery: string; readonly turn: Turn | undefined; readonly held: boolean }[];
  /** The incident, until the first has gone or must wait. */
  known: Incident | undefined;
}

/** A delivery of an incident whose turn it is; the incident as it is known, or else it is read. */
interface NotificationRequest {
  readonly id: string;
  readonly delivery: string;
  readonly current: Incident | undefined;
  /** False: nothing is sent any more. */
  readonly go: Go | false;
}

/** What goes to no chat waits for none. */
const noTurn: Go = { over: () => undefined };

/**
 * Sends deliveries: one lane a destination, so that a chat which hangs delays nobody else. The claim in the database
 * keeps two processes from sending the same thing; the ids under way keep this one from doing so.
 */
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createSender(parts: SenderParts): Sender {
  const { store, clock, log, self } = parts;
  const underWay = new Set<string>();
  const running = new Set<Promise<void>>();
  const leaving = createLeaving();

  function track(work: Promise<void>, incident: string): void {
    const guarded: Promise<void> = work
      .catch((err: unknown) => log.error({ err, incident }, 'Sending stopped short; the sweep goes on with it'))
      .finally(() => running.delete(guarded));
    running.add(guarded);
  }

  function send(incident: Incident, born: ReadonlySet<string>): void {
    if (leaving.left) {
      for (const id of born) track(store.unclaim(incident.id, id, self, clock.now()), incident.id);
      return;
    }
    const lanes = new Map<string, Delivery[]>();
    // A room begins with its card: what is said in it comes below.
    const cardsFirst = takeable(incident, born).sort((a, b) => Number(b.kind === 'card') - Number(a.kind === 'card'));
    for (const delivery of cardsFirst) {
      underWay.add(keyOf(incident.id, delivery.id));
      const name = lane(incident, delivery);
      lanes.set(name, [...(lanes.get(name) ?? []), delivery]);
    }
    for (const deliveries of lanes.values()) track(sendLane(laneFor(incident, deliveries, born)), incident.id);
  }

  /** Ready now, not under way here, and not held by another process that may still be alive. */
  function takeable(incident: Incident, born: ReadonlySet<string>): Delivery[] {
    const now = clock.now();
    return Object.values(incident.deliveries).filter((delivery) => {
      const { claim, notBefore } = delivery.progress;
      if (readiness(incident, delivery, now) !== 'ready' || underWay.has(keyOf(incident.id, delivery.id))) return false;
      if (notBefore && notBefore > now) return false;
      return !claim || born.has(delivery.id) || claim.until <= now;
    });
  }

  /** What has to wait for its turn is read again then: thousands may wait, and no incident is kept in memory until then. */
  function laneFor(incident: Incident, deliveries: readonly Delivery[], born: ReadonlySet<string>): Lane {
    const waits = deliveries.map((delivery) => ({
      delivery: delivery.id,
      turn: turnFor(incident, delivery),
      held: born.has(delivery.id),
    }));
    return { id: incident.id, waits, known: incident };
  }

  async function sendLane(lane: Lane): Promise<void> {
    const { id, waits } = lane;
    try {
      for (const { delivery, turn, held } of waits) {
        const asked = turn ? parts.rateLimiter.turn(turn) : noTurn;
        const waited = asked instanceof Promise;
        const current = waited ? undefined : lane.known;
        // The one before may have taken its time: what comes next is sent, or not, as the incident stands then.
        lane.known = undefined;
        const go = waited ? await leaving.unlessLeft(asked) : asked;
        try {
          await sendOne({ id, delivery, current, go }, held);
        } catch (err) {
          log.error({ err, incident: id, delivery }, 'A delivery stopped short; the sweep goes on with it');
        } finally {
          if (go) go.over();
        }
      }
    } finally {
      for (const { delivery } of waits) underWay.delete(keyOf(id, delivery));
    }
    // Whatever has changed meanwhile, or waited for this, goes out now.
    if (!leaving.left) await sendById(id);
  }

  function turnFor(incident: Incident, delivery: Delivery): Turn | undefined {
    if (['held', 'events', 'event'].includes(delivery.kind)) return undefined;
    return { platform: delivery.platform, lane: lane(incident, delivery), rank: rank(delivery) };
  }

  async function sendOne({ id, delivery: which, current, go }: NotificationRequest, held: boolean): Promise<void> {
    if (!go || leaving.left) {
      if (held) await store.unclaim(id, which, self, clock.now());
      return;
    }
    const incident = current ?? (await store.load(id));
    const delivery = incident?.deliveries[which];
    if (!incident || !delivery || readiness(incident, delivery, clock.now()) !== 'ready') return;
    const lines = await linesFor(parts, incident, delivery);
    if (!(await hold(incident, delivery, held, lines?.upTo))) return;
    const outcome = await attempt(incident, delivery, lines);
    // It has gone out: the next one need not wait until that is written down.
    go.over();
    // The room first: were it marked as made and then forgotten, nothing would ever be sent into it.
    const { room } = outcome;
    if (room) await untilKept(() => parts.report(incident.id, { type: 'room-opened', room }));
    const { lost } = outcome;
    if (lost) await untilKept(() => store.lose(incident.id, lost));
    await untilKept(() => store.mark(incident.id, delivery.id, outcome.progress, outcome.places));
    for (const what of consequences(incident, delivery, outcome.progress, clock.now())) {
      await untilKept(() => parts.report(incident.id, what));
    }
  }

  /** A claim that was read back is as good as another's, even if it bears this process's name: it may be done with. */
  async function hold(
    incident: Incident,
    { id, kind, progress }: Delivery,
    held: boolean,
    upTo: number | undefined,
  ): Promise<boolean> {
    const now = clock.now();
    // Whoever waited for long may have lost it to another process meanwhile, or would lose it before it has gone out.
    const own = held && progress.claim?.by === self && progress.claim.until > now ? progress.claim.until : undefined;
    if (own && own.getTime() - now.getTime() > attemptMs) return true;
    const until = new Date(now.getTime() + claimMs);
    const { shown } = progress;
    const { epoch } = incident;
    const revision = kind === 'events' || kind === 'notices' ? incident.seq : incident.revision;
    // A page that was taken since it was looked at is not sent; one that went out already is edited all the same.
    const untaken = kind === 'page' && shown === 0 ? { epoch } : {};
    return store.claim(incident.id, id, {
      by: self,
      until,
      now,
      revision,
      shown,
      ...untaken,
      ...(kind === 'notices' && upTo !== undefined && { range: { known: progress.upTo, upTo } }),
      ...(own && { extending: own }),
    });
  }

  async function attempt(incident: Incident, delivery: Delivery, lines: Lines | undefined): Promise<Outcome> {
    try {
      return await deliver(incident, delivery, lines);
    } catch (err) {
      const failure = err instanceof DeliveryFailed ? err : new DeliveryFailed(`Unexpected: ${String(err)}`, 'soon');
      const { claim: _held, ...progressBefore } = delivery.progress;
      const before = delivery.kind === 'notices' && lines ? { ...progressBefore, upTo: lines.upTo } : progressBefore;
      const progress = nextTry(before, failure, clock.now());
      log.warn(
        {
          incident: incident.number,
          delivery: delivery.id,
          reason: failure.message,
          again: progress.notBefore,
          gaveUp: !!progress.dead,
        },
        'A delivery failed',
      );
      if (delivery.kind !== 'notices' || !progress.dead || givenUpNotices(incident, delivery) >= mostGivenUp) {
        return { progress, places: [] };
      }
      // These lines are given up; those that follow them are told all the same.
      const lost = givenUp(delivery, progress);
      return { progress: { shown: lost.upTo ?? progress.shown, failures: 0 }, places: [], lost };
    }
  }

  async function deliver(incident: Incident, delivery: Delivery, lines: Lines | undefined): Promise<Outcome> {
    if (delivery.kind === 'held') {
      await parts.tellWhatWasDeferred(delivery);
      return { progress: { shown: incident.revision, failures: 0 }, places: [] };
    }
    if (delivery.kind === 'events') return publishToSink(parts, incident, delivery);
    if (delivery.kind === 'event') return tellEvent(parts, incident, delivery);
    return tellChat(parts, incident, delivery, lines);
  }

  async function sendById(id: string): Promise<void> {
    const incident = await store.load(id);
    if (incident) send(incident, new Set());
  }

  /** Once a change the sweep looks whether all is sent: in the hurry of sending nobody writes down that nothing is left. */
  async function sendOverdue(incident: Incident): Promise<void> {
    if (takeable(incident, new Set()).length === 0) await settle(incident);
    else send(incident, new Set());
  }

  /** Nothing can be sent now: the sweep looks again when the earliest retry is due or another's claim runs out. */
  async function settle(incident: Incident): Promise<void> {
    const now = clock.now();
    const times = Object.values(incident.deliveries).flatMap((delivery) => {
      const standing = readiness(incident, delivery, now);
      if (standing === 'later') return dueAt(incident, delivery)?.getTime() ?? [];
      if (standing !== 'ready') return [];
      const { notBefore, claim } = delivery.progress;
      // One in hand here may have no claim yet: were this process to die before, nothing else would say when to look.
      const again = now.getTime() + (underWay.has(keyOf(incident.id, delivery.id)) ? inHandMs : 0);
      return Math.max(notBefore?.getTime() ?? 0, claim?.until.getTime() ?? 0, again);
    });
    await store.settle(incident, times.length > 0 ? new Date(Math.min(...times)) : undefined);
  }

  return {
    send,
    sendOverdue,
    leave: leaving.leave,
    async idle() {
      while (running.size > 0) await Promise.all(running);
    },
  };
}

function rank({ kind, progress }: Delivery): Rank {
  if (kind === 'page') return 'page';
  if (kind === 'notice' || kind === 'notices') return 'notice';
  return kind === 'card' && progress.ref ? 'edit' : 'card';
}

function keyOf(incident: string, delivery: string): string {
  return `${incident}/${delivery}`;
}
