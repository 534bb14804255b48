import { randomUUID } from 'node:crypto';
import { type AsyncMessage, type Connection, type Consumer, ConsumerStatus, type Publisher } from 'rabbitmq-client';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { Refused } from '../../src/domain/refusal.ts';
import { withTimeout } from '../../src/lib/async.ts';
import { defined } from '../../src/lib/defined.ts';
import { refusalTextInEnglish } from '../../src/locales/refusals.ts';
import type { ProgramCommand, ProgramCommands } from '../../src/ports/commands.ts';
import { StaleIncident, StoreUnavailable } from '../../src/ports/incidents.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { incidentToJson } from '../../src/schemas/incident.ts';
import { type Link, openLink, reasonOf } from './link.ts';
import { COMMANDS_QUEUE, DEAD_EXCHANGE, deadBinding, deadExchange, deadQueue, REASON_HEADER } from './names.ts';
import { createPauses } from './pauses.ts';
import { readCommand } from './read-command.ts';
import { type AmqpSettings, usualTiming } from './settings.ts';

/** Consumes commands and answers them. */
export interface AmqpCommands {
  /** Begins to connect and reconnects by itself. Returns at once and never throws. */
  start(): void;
  /** Settles within 5 s. The broker delivers unfinished commands again. */
  stop(): Promise<void>;
  connected(): boolean;
}

interface Answer {
  /** False when a rule refused the command or it was not understood; then nothing has changed. */
  readonly ok: boolean;
  /** One sentence, for people. */
  readonly text: string;
  /** The incident after the command. */
  readonly incident?: Incident;
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
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: to be split
export function createAmqpCommands(
  settings: AmqpSettings,
  { commands, log }: { commands: ProgramCommands; log: Log },
): AmqpCommands {
  const timing = { ...usualTiming, ...settings.timing };
  const pauses = createPauses();
  const verbs = commands.catalogue.map(({ name }) => name);
  let open: Open | undefined;

  async function handle(message: AsyncMessage): Promise<ConsumerStatus> {
    const { publisher } = open ?? {};
    if (!publisher) return ConsumerStatus.REQUEUE;
    try {
      const { answer, dead } = await answered(message);
      if (dead || (!answer.ok && !message.replyTo)) await bury(publisher, message, answer.text);
      await reply(publisher, message, answer);
      return ConsumerStatus.ACK;
    } catch (err) {
      log.warn({ reason: reasonOf(err) }, 'AMQP command could not be stored; the broker delivers it again');
      await pauses.rest(timing.commandPause);
      return ConsumerStatus.REQUEUE;
    }
  }

  async function answerTo(command: ProgramCommand): Promise<Answer> {
    try {
      const { message, incident } = await commands.run(command);
      return { ok: true, text: message.text, ...(incident && { incident }) };
    } catch (err) {
      if (err instanceof Refused) return { ok: false, text: refusalTextInEnglish(err) };
      throw err;
    }
  }

  /** Runs the command of a message and returns the answer. Throws when the command should be delivered again. */
  async function answered(message: AsyncMessage): Promise<{ answer: Answer; dead: boolean }> {
    const read = readCommand(message, verbs);
    if ('wrong' in read) return { answer: { ok: false, text: read.wrong }, dead: true };
    try {
      return { answer: await answerTo(read.command), dead: false };
    } catch (err) {
      if (err instanceof StoreUnavailable || err instanceof StaleIncident) throw err;
      const reference = randomUUID().slice(0, 8);
      log.error({ err, command: read.command.command, reference }, 'AMQP command failed');
      return {
        answer: { ok: false, text: `Something went wrong here; the log says more at “${reference}”.` },
        dead: true,
      };
    }
  }

  async function bury(publisher: Publisher, message: AsyncMessage, reason: string): Promise<void> {
    const { messageId, correlationId, replyTo, contentType, contentEncoding, headers } = message;
    const envelope = {
      ...defined({ messageId, correlationId, replyTo, contentType, contentEncoding }),
      exchange: DEAD_EXCHANGE,
      routingKey: COMMANDS_QUEUE,
      durable: true,
      headers: { ...headers, [REASON_HEADER]: reason },
    };
    await confirmed(publisher.send(envelope, message.body));
    log.warn({ messageId, reason }, 'AMQP command sent to the dead letters');
  }

  /**
   * Publishes the answer. A `replyTo` queue that is gone is the client's problem and is logged; throws while the broker is
   * unreachable.
   */
  async function reply(publisher: Publisher, { replyTo, correlationId, messageId }: AsyncMessage, answer: Answer) {
    if (!replyTo) return;
    const { ok, text, incident } = answer;
    const envelope = { exchange: '', routingKey: replyTo, ...(correlationId && { correlationId }), appId: 'tocsin' };
    try {
      await confirmed(publisher.send(envelope, { ok, text, ...(incident && { incident: incidentToJson(incident) }) }));
    } catch (err) {
      if (!open?.link.ready()) throw err;
      log.warn({ messageId, reason: reasonOf(err) }, 'AMQP answer could not be sent');
    }
  }

  function confirmed(sent: Promise<void>): Promise<void> {
    return withTimeout(sent, timing.confirm, () => {
      throw new Error('RabbitMQ did not confirm in time');
    });
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
