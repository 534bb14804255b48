import type { OutgoingEvent } from '../../src/ports/sinks.ts';

// Programs bind and consume under these names: they stay.

/** Durable, topic: every event of every incident. */
export const EVENTS_EXCHANGE = 'tocsin.events';
/** Durable: commands come in here. */
export const COMMANDS_QUEUE = 'tocsin.commands';
/** A durable fanout exchange and the queue behind it: commands that cannot be handled, with the reason in a header. */
export const DEAD_EXCHANGE = 'tocsin.dead';
export const DEAD_QUEUE = 'tocsin.dead';
export const REASON_HEADER = 'x-tocsin-reason';

export const eventsExchange = { exchange: EVENTS_EXCHANGE, type: 'topic', durable: true };
export const deadExchange = { exchange: DEAD_EXCHANGE, type: 'fanout', durable: true };
export const deadQueue = { queue: DEAD_QUEUE, durable: true };
export const deadBinding = { exchange: DEAD_EXCHANGE, queue: DEAD_QUEUE, routingKey: '' };

/** No service begins with a hyphen, so this is never one of that name. */
const noService = '-';

/** `incident.<type>.<severity>.<service>`, such as `incident.acknowledged.sev1.checkout`; `-` for an incident of no service. */
export function routingKeyOf({ event, incident }: OutgoingEvent): string {
  return `incident.${event.type}.${incident.severity}.${incident.service ?? noService}`;
}
