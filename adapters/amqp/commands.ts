import { type AsyncMessage, type Connection, type Consumer, ConsumerStatus, type Publisher } from 'rabbitmq-client';
import { withTimeout } from '../../src/lib/async.ts';
import type { ProgramCommands } from '../../src/ports/commands.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { type Answer, bury, createAnswering, publishAnswer } from './answer-command.ts';
import { type Link, openLink, reasonOf } from './link.ts';
import { COMMANDS_QUEUE, DEAD_EXCHANGE, deadBinding, deadExchange, deadQueue } from './names.ts';
import { createPauses } from './pauses.ts';
import { type AmqpSettings, usualTiming } from './settings.ts';

/** Consumes commands and answers them. */
export interface AmqpCommands {
  /** Begins to connect and reconnects by itself. Returns at once and never throws. */
  start(): void;
  /** Settles within 5 s. The broker delivers unfinished commands again. */
  stop(): Promise<void>;
  connected(): boolean;
}

interface Open {
  readonly link: Link;
  readonly consumer: Consumer;
  readonly publisher: Publisher;
}

const deadLetters = { exchanges: [deadExchange], queues: [deadQueue], queueBindings: [deadBinding] };

async function declareDead(connection: Connection): Promise<void> {
  await connection.exchangeDeclare(deadExchange);
  await connection.queueDeclare(deadQueue);
  await connection.queueBind(deadBinding);
}

/**
 * Creates the consumer of the durable queue `tocsin.commands`. It handles commands one at a time, in order, and answers to
 * `replyTo` with the `correlationId`. A command that cannot be handled, or that was refused and has no `replyTo`, goes to
 * `tocsin.dead` with the reason. A message is acknowledged after its answer is sent; a redelivered one changes nothing twice
 * and gets the same answer.
 */
export function createAmqpCommands(
  settings: AmqpSettings,
  { commands, log }: { commands: ProgramCommands; log: Log },
): AmqpCommands {
  const timing = { ...usualTiming, ...settings.timing };
  const pauses = createPauses();
  const answered = createAnswering(commands, log);
  let open: Open | undefined;

  async function handle(message: AsyncMessage): Promise<ConsumerStatus> {
    const { publisher } = open ?? {};
    if (!publisher) return ConsumerStatus.REQUEUE;
    try {
      const { answer, dead } = await answered(message);
      if (dead || (!answer.ok && !message.replyTo)) {
        await bury(publisher, message, answer.text, timing.confirm);
        log.warn({ messageId: message.messageId, reason: answer.text }, 'AMQP command sent to the dead letters');
      }
      await reply(publisher, message, answer);
      return ConsumerStatus.ACK;
    } catch (err) {
      log.warn({ reason: reasonOf(err) }, 'AMQP command could not be stored; the broker delivers it again');
      await pauses.rest(timing.commandPause);
      return ConsumerStatus.REQUEUE;
    }
  }

  /** A `replyTo` queue that is gone is the client's problem and is logged; throws while the broker is unreachable. */
  async function reply(publisher: Publisher, message: AsyncMessage, answer: Answer): Promise<void> {
    try {
      await publishAnswer(publisher, message, answer, timing.confirm);
    } catch (err) {
      if (!open?.link.ready()) throw err;
      log.warn({ messageId: message.messageId, reason: reasonOf(err) }, 'AMQP answer could not be sent');
    }
  }

  return {
    start() {
      if (open) return;
      try {
        const link = openLink(settings, timing, { name: 'Tocsin: commands', declare: declareDead, log });
        const publisher = link.connection.createPublisher({ confirm: true, ...deadLetters });
        const consumer = link.connection.createConsumer(
          {
            queue: COMMANDS_QUEUE,
            // A message that the broker itself drops goes to the dead letters too.
            queueOptions: { durable: true, arguments: { 'x-dead-letter-exchange': DEAD_EXCHANGE } },
            exchanges: [deadExchange],
            concurrency: 1,
            qos: { prefetchCount: 1 },
          },
          handle,
        );
        consumer.on('error', (err) =>
          log.warn({ reason: reasonOf(err) }, 'AMQP commands cannot be consumed; reconnecting'),
        );
        open = { link, publisher, consumer };
      } catch (err) {
        log.error({ reason: reasonOf(err) }, 'AMQP_URL cannot be used; correct it and restart');
      }
    },
    async stop() {
      const closing = open;
      if (!closing) return;
      pauses.end();
      const { consumer, publisher, link } = closing;
      const closed = consumer
        .close()
        .then(() => publisher.close())
        .then(() => link.connection.close());
      await withTimeout(closed, timing.stop, () => {
        throw new Error('RabbitMQ did not close the connection in time');
      }).catch(() => link.connection.unsafeDestroy());
      open = undefined;
    },
    connected: () => open?.link.ready() ?? false,
  };
}
