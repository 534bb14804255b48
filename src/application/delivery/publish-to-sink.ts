import type { Delivery, Progress } from '../../domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Room } from '../../domain/incident/rooms/room.ts';
import { DeliveryFailed } from '../../ports/chat.ts';
import type { IncidentStore } from '../../ports/incidents.ts';
import type { Clock, Log } from '../../ports/runtime.ts';
import { EventRefused, type EventSink, type OutgoingEvent } from '../../ports/sinks.ts';
import type { EventAttempt, Metrics } from '../../ports/telemetry/metrics.ts';
import type { Tracing } from '../../ports/telemetry/tracing.ts';
import { nextTry } from './attempt.ts';
import { untilKept } from './until-kept.ts';

/** The most events of one incident that may be refused one by one; after them the sink gets no more of the incident for now. */
const mostRefused = 20;
/** The most events in one claim, so that a sink that was away for days gets them in several claims. */
const mostAtOnce = 100;
/** Each process reads a changed file in its own time, so for this long another process may know the event sink. */
const knownElsewhereMs = 10 * 60_000;
const lookAgainMs = 30_000;

/** The result of an attempt. */
export interface Outcome {
  readonly progress: Progress;
  readonly addresses: readonly string[];
  readonly room?: Room;
  /** The room cannot be used any more, and nothing was sent. */
  readonly closedRoom?: Room;
  /** Lines for a room that were given up, while later lines are still sent. */
  readonly deadLetter?: Delivery;
}

interface Parts {
  readonly store: IncidentStore;
  /** Returns the event sinks that are set up at present, by name. */
  sinks(): ReadonlyMap<string, EventSink>;
  readonly clock: Clock;
  readonly log: Log;
  readonly metrics: Pick<Metrics, 'eventAttempted'>;
  readonly tracing: Tracing;
}

/**
 * Publishes the events since the last one to an event sink, in order and until the first failure. It retries a broker for
 * days, and gives up only when the broker refuses for good. A single event that is refused for good becomes a dead letter,
 * and later events are still published.
 */
export async function publishToSink(parts: Parts, incident: Incident, delivery: Delivery): Promise<Outcome> {
  const { store, clock, log } = parts;
  const { progress, outlet: name = '' } = delivery;
  const { shown: told } = progress;
  const sink = parts.sinks().get(name);
  if (!sink) return unknownHere(name, progress, incident.seq, clock.now());
  let last = told;
  let refused = refusedBy(name, incident);

  async function publish(to: EventSink, seq: number, event: IncidentEvent): Promise<void> {
    try {
      await publishEvent(parts, to, { id: `${incident.id}:${seq}`, seq, event, incident });
    } catch (err) {
      if (!(err instanceof EventRefused) || refused >= mostRefused) throw err;
      refused += 1;
      await untilKept(() => store.lose(incident.id, deadLetterOf(name, seq, event.type, err, clock.now())));
      log.warn({ incident: incident.number, outlet: name, seq, reason: err.message }, 'event sink refused an event');
    }
  }

  try {
    for (const { seq, event } of await store.timeline(incident.id, { after: told, limit: mostAtOnce })) {
      if (seq > incident.seq) break;
      await publish(sink, seq, event);
      last = seq;
    }
    return { progress: { shown: last, failures: 0 }, addresses: [] };
  } catch (err) {
    if (!(err instanceof DeliveryFailed)) throw err;
    return failed(last > told ? { shown: last, failures: 0 } : progress, err, incident, name, parts);
  }
}

/** Publishes one refused event again, because a person asked for it. */
export async function tellEvent(parts: Parts, incident: Incident, delivery: Delivery): Promise<Outcome> {
  const { progress, outlet: name = '', call: seq = 0, about } = delivery;
  const sink = parts.sinks().get(name);
  const [entry] = about ? [] : await parts.store.timeline(incident.id, { after: seq - 1, limit: 1 });
  const event = about ?? entry?.event;
  if (!sink || !event) return unknownHere(name, progress, incident.seq, parts.clock.now());
  try {
    await publishEvent(parts, sink, { id: `${incident.id}:${seq}`, seq, event, incident });
    return { progress: { shown: incident.seq, failures: 0 }, addresses: [] };
  } catch (err) {
    if (!(err instanceof DeliveryFailed)) throw err;
    return failed(progress, err, incident, name, parts);
  }
}

/** Publishes one event and counts the attempt. Throws the error of the sink. */
async function publishEvent({ metrics, tracing, clock }: Parts, to: EventSink, told: OutgoingEvent): Promise<void> {
  const count = (result: EventAttempt['result']) =>
    metrics.eventAttempted({
      sink: to.name,
      incident: told.incident.id,
      result,
      at: told.event.at,
      now: clock.now(),
    });
  try {
    await tracing.span(
      {
        name: 'publish event',
        kind: 'producer',
        attributes: { 'tocsin.sink': to.name, 'tocsin.event': told.event.type },
      },
      () => {
        const trace = tracing.current();
        return to.publish(trace === undefined ? told : { ...told, trace });
      },
    );
    count('published');
  } catch (err) {
    count(err instanceof EventRefused ? 'refused' : 'failed');
    throw err;
  }
}

function failed(before: Progress, err: DeliveryFailed, { number }: Incident, name: string, parts: Parts): Outcome {
  const progress = nextTry(before, err, parts.clock.now(), Number.POSITIVE_INFINITY);
  const data = { incident: number, outlet: name, reason: err.message, again: progress.notBefore };
  parts.log.warn(data, 'event sink failed');
  return { progress, addresses: [] };
}

/** The sink was removed from the file, so its events are dropped; or this process has not read the new file yet. */
function unknownHere(name: string, progress: Progress, seq: number, now: Date): Outcome {
  const since = progress.failingSince ?? now;
  if (now.getTime() - since.getTime() >= knownElsewhereMs)
    return { progress: { shown: seq, failures: 0 }, addresses: [] };
  const reason = new DeliveryFailed(`${name} is not set up here`, lookAgainMs);
  return { progress: nextTry(progress, reason, now, Number.POSITIVE_INFINITY), addresses: [] };
}

function refusedBy(name: string, { deliveries }: Incident): number {
  return Object.values(deliveries).filter(({ kind, outlet }) => kind === 'event' && outlet === name).length;
}

function deadLetterOf(
  sink: string,
  seq: number,
  eventType: IncidentEvent['type'],
  { message: reason }: Error,
  at: Date,
): Delivery {
  return {
    id: `event-${seq}-${sink}`,
    kind: 'event',
    platform: 'web',
    outlet: sink,
    call: seq,
    eventType,
    progress: { shown: 0, failures: 1, failingSince: at, lastFailure: reason, dead: { reason, at } },
  };
}
