import type { OutgoingEvent } from '../../src/ports/sinks.ts';

// Other programs bind to these names and consume from them, so they must not change.

/** Durable, topic: every event of every incident. */
export const EVENTS_EXCHANGE = 'tocsin.events';
/** Durable queue that receives commands. */
export const COMMANDS_QUEUE = 'tocsin.commands';
/** A durable fanout exchange and the queue behind it: commands that cannot be handled, with the reason in a header. */
export const DEAD_EXCHANGE = 'tocsin.dead';
export const DEAD_QUEUE = 'tocsin.dead';
export const REASON_HEADER = 'x-tocsin-reason';

export const eventsExchange = { exchange: EVENTS_EXCHANGE, type: 'topic', durable: true };
export const deadExchange = { exchange: DEAD_EXCHANGE, type: 'fanout', durable: true };
export const deadQueue = { queue: DEAD_QUEUE, durable: true };
export const deadBinding = { exchange: DEAD_EXCHANGE, queue: DEAD_QUEUE, routingKey: '' };

/** The id of a service never begins with a hyphen, so this cannot collide with one. */
const noService = '-';

/**
 * Returns the routing key `incident.<type>.<severity>.<service>`, such as `incident.acknowledged.sev1.checkout`; the service
 * is `-` for an incident without one.
 */
export function routingKeyOf({ event, incident }: OutgoingEvent): string {
  return `incident.${event.type}.${incident.severity}.${incident.service ?? noService}`;
}
