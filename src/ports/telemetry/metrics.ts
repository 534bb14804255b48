import type { DeliveryKind } from '../../domain/incident/deliveries/delivery.ts';
import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Platform } from '../../domain/people.ts';

/**
 * What became of one alert.
 *
 * - `began`: it began an incident; `held`: it began one that pages nobody yet, because of maintenance or until more alerts come
 * - `joined`: it is new to an open incident; `repeated`: it was known to fire, or to have ended
 * - `resolved`: it ended an alert of an incident
 * - `ignored`: a route says so; `unmatched`: it ended nothing that fires, or was over before it came
 */
export type AlertOutcome = 'began' | 'held' | 'joined' | 'repeated' | 'resolved' | 'ignored' | 'unmatched';

/** What an alert came by. `integration` is its name in the file; absent for all others. */
export interface AlertOrigin {
  readonly integration?: string;
  /** Whose shape it has, such as `alertmanager`. */
  readonly source: string;
}

/** One attempt to bring a message to a chat. */
export interface DeliveryAttempt {
  readonly platform: Platform;
  readonly kind: DeliveryKind | 'notification';
  /** `failed`: it is tried again. `gave-up`: it is in the dead letters. */
  readonly result: 'delivered' | 'failed' | 'gave-up';
  /** How long ago it was asked for. Absent: it edits what was sent before. */
  readonly waitedMs?: number;
}

/** One attempt to tell an event sink of an event. */
export interface EventAttempt {
  readonly sink: string;
  readonly incident: string;
  /** `refused`: this event is a dead letter, and those after it go on. */
  readonly result: 'published' | 'failed' | 'refused';
  /** When it happened. */
  readonly at: Date;
  readonly now: Date;
}

/** Where the core counts what it does, for whoever monitors it from outside. No call throws or waits. */
export interface Metrics {
  alertReceived(origin: AlertOrigin, outcome: AlertOutcome): void;
  /** A request with alerts was refused, and nothing of it was kept. */
  alertsRefused(origin: AlertOrigin): void;
  /** These events are kept; `incident` is as it is after them. */
  incidentChanged(incident: Incident, events: readonly IncidentEvent[]): void;
  deliveryAttempted(attempt: DeliveryAttempt): void;
  eventAttempted(attempt: EventAttempt): void;
  /** The clock's part of an incident was decided so long after it was due. */
  stepDecided(lagMs: number): void;
}

const nothing = () => undefined;

/** Counts nothing: for tests that are about something else. */
export const noMetrics: Metrics = {
  alertReceived: nothing,
  alertsRefused: nothing,
  incidentChanged: nothing,
  deliveryAttempted: nothing,
  eventAttempted: nothing,
  stepDecided: nothing,
};
