import { randomUUID } from 'node:crypto';
import type { AsyncMessage, Publisher } from 'rabbitmq-client';
import type { Incident } from '../../src/domain/incident/incident.ts';
import { Refused } from '../../src/domain/refusal.ts';
import { withTimeout } from '../../src/lib/async.ts';
import { defined } from '../../src/lib/defined.ts';
import { refusalTextInEnglish } from '../../src/locales/refusals.ts';
import type { ProgramCommand, ProgramCommands } from '../../src/ports/commands.ts';
import { StaleIncident, StoreUnavailable } from '../../src/ports/incidents.ts';
import type { Log } from '../../src/ports/runtime.ts';
import { incidentToJson } from '../../src/schemas/incident.ts';
import { COMMANDS_QUEUE, DEAD_EXCHANGE, REASON_HEADER } from './names.ts';
import { readCommand } from './read-command.ts';

export interface Answer {
  /** False when a rule refused the command or it was not understood; then nothing has changed. */
  readonly ok: boolean;
  /** One sentence, for people. */
  readonly text: string;
  /** The incident after the command. */
  readonly incident?: Incident;
}

interface Answered {
  readonly answer: Answer;
  /** Whether the command cannot be handled. */
  readonly dead: boolean;
}

/** Returns a function that runs the command of a message. It throws when the command should be delivered again. */
export function createAnswering(commands: ProgramCommands, log: Log): (message: AsyncMessage) => Promise<Answered> {
  const verbs = commands.catalogue.map(({ name }) => name);

  async function answerTo(command: ProgramCommand): Promise<Answer> {
    try {
      const { message, incident } = await commands.run(command);
      return { ok: true, text: message.text, ...(incident && { incident }) };
    } catch (err) {
      if (err instanceof Refused) return { ok: false, text: refusalTextInEnglish(err) };
      throw err;
    }
  }

  return async (message) => {
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
  };
}

/** Sends the message to the dead letters with the reason. Throws when the broker does not confirm within `confirmMs`. */
export async function bury(
  publisher: Publisher,
  message: AsyncMessage,
  reason: string,
  confirmMs: number,
): Promise<void> {
  const { messageId, correlationId, replyTo, contentType, contentEncoding, headers } = message;
  const envelope = {
    ...defined({ messageId, correlationId, replyTo, contentType, contentEncoding }),
    exchange: DEAD_EXCHANGE,
    routingKey: COMMANDS_QUEUE,
    durable: true,
    headers: { ...headers, [REASON_HEADER]: reason },
  };
  await confirmed(publisher.send(envelope, message.body), confirmMs);
}

/** Sends the answer to the queue that the message names, if any. Throws when the broker does not confirm. */
export async function publishAnswer(
  publisher: Publisher,
  { replyTo, correlationId }: AsyncMessage,
  { ok, text, incident }: Answer,
  confirmMs: number,
): Promise<void> {
  if (!replyTo) return;
  const envelope = { exchange: '', routingKey: replyTo, ...(correlationId && { correlationId }), appId: 'tocsin' };
  const body = { ok, text, ...(incident && { incident: incidentToJson(incident) }) };
  await confirmed(publisher.send(envelope, body), confirmMs);
}

function confirmed(sent: Promise<void>, withinMs: number): Promise<void> {
  return withTimeout(sent, withinMs, () => {
    throw new Error('RabbitMQ did not confirm in time');
  });
}
