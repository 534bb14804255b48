import type { IncidentEvent } from '../domain/incident/events.ts';
import type { Incident } from '../domain/incident/incident.ts';
import { DeliveryFailed } from './chat.ts';

/** An event of an incident on its way out. */
export interface OutgoingEvent {
  /** `<incident id>:<seq>`: the same event has the same id, however often it comes. */
  readonly id: string;
  /** Counts the events of this incident from 1, in the order of what happened. */
  readonly seq: number;
  readonly event: IncidentEvent;
  /** The incident as it stands when this is sent, which may be later than the event. */
  readonly incident: Incident;
  /** The W3C `traceparent` to send along; absent while nothing is traced. */
  readonly trace?: string;
}

/** Somewhere outside that hears what happens: a broker or a webhook. The sender retries; an event sink never does. */
export interface EventSink {
  /** Such as `amqp`, `redis` or `webhook:status-page`; it stands in what is stored, so it stays. */
  readonly name: string;
  /** Begins to connect, and reconnects by itself from then on. Does not wait and never throws. */
  start(): void;
  /** Ends within 5 s. */
  stop(): Promise<void>;
  /** False while it cannot be reached. True where that is not known: it is told nothing and nothing waits for it. */
  connected(): boolean;
  /**
   * Settles once the other side has it for good (a publisher confirm, a 2xx), within 10 s. Throws DeliveryFailed: with
   * `never` when the other side wants nothing at all any more, and EventRefused when it will never take this one event.
   */
  publish(event: OutgoingEvent): Promise<void>;
}

/** The same event would be refused again, however often it came; what happens after it is another matter. */
export class EventRefused extends DeliveryFailed {
  constructor(reason: string) {
    super(reason, 'never');
    this.name = 'EventRefused';
  }
}
