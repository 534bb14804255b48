import type { Publisher } from 'rabbitmq-client';
import { withTimeout } from '../../src/lib/async.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { EventSink, OutgoingEvent } from '../../src/ports/sinks.ts';
import { eventToJson } from '../../src/schemas/event.ts';
import { createConfirmations } from './confirmations.ts';
import { type Link, openLink, reasonOf } from './link.ts';
import { EVENTS_EXCHANGE, eventsExchange, routingKeyOf } from './names.ts';
import { type AmqpSettings, usualTiming } from './settings.ts';

/**
 * Creates the event sink for RabbitMQ (AMQP 0-9-1). It publishes persistent messages to the durable topic exchange
 * `tocsin.events`; an event is delivered when the broker confirms it, even when no queue is bound. After a connection lost
 * before the confirmation, an event may arrive again with the same message-id.
 */
export function createAmqpSink(settings: AmqpSettings, { log }: { log: Log }): EventSink {
  const timing = { ...usualTiming, ...settings.timing };
  const confirmations = createConfirmations();
  let open: { readonly link: Link; readonly publisher: Publisher } | undefined;
  let problem = 'RabbitMQ is not connected: nobody has started it';

  return {
    name: 'amqp',
    start() {
      if (open) return;
      try {
        const link = openLink(settings, timing, {
          name: 'Tocsin: events',
          declare: (connection) => connection.exchangeDeclare(eventsExchange),
          log,
        });
        open = {
          link,
          publisher: link.connection.createPublisher({ confirm: true, exchanges: [eventsExchange] }),
        };
      } catch (err) {
        problem = `AMQP_URL cannot be used (${reasonOf(err)}); correct it and start again`;
        log.error({ reason: reasonOf(err) }, 'AMQP_URL cannot be used; correct it and restart');
      }
    },
    async stop() {
      const closing = open;
      if (!closing) return;
      open = undefined;
      problem = 'Tocsin is stopping';
      const { connection } = closing.link;
      const closed = closing.publisher.close().then(() => connection.close());
      await withTimeout(closed, timing.stop, () => {
        throw new Error('RabbitMQ did not close the connection in time');
      }).catch(() => connection.unsafeDestroy());
    },
    connected: () => open?.link.ready() ?? false,
    async publish(told) {
      if (!open) throw new DeliveryFailed(problem, 'soon');
      const { link, publisher } = open;
      if (!confirmations.knows(told.id) && !link.ready()) throw new DeliveryFailed(link.whyNot(), 'soon');
      const confirmed = confirmations.once(told.id, () => publisher.send(envelopeOf(told), eventToJson(told)));
      try {
        await withTimeout(confirmed, timing.confirm, () => {
          throw new Error('it did not confirm the event in time');
        });
      } catch (err) {
        throw new DeliveryFailed(`RabbitMQ did not take the event: ${reasonOf(err)}`, 'soon');
      }
      confirmations.told(told.id);
    },
  };
}

/** Returns the message properties. AMQP timestamps are in seconds; this one is the event's. */
function envelopeOf(told: OutgoingEvent) {
  return {
    exchange: EVENTS_EXCHANGE,
    routingKey: routingKeyOf(told),
    messageId: told.id,
    type: `incident.${told.event.type}`,
    timestamp: Math.floor(told.event.at.getTime() / 1000),
    appId: 'tocsin',
    durable: true,
    ...(told.trace !== undefined && { headers: { traceparent: told.trace } }),
  };
}
