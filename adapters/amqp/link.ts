import { Connection } from 'rabbitmq-client';
import type { Log } from '../../src/ports/runtime.ts';
import { type AmqpSettings, connectionOptions, type Timing } from './settings.ts';
import { brokerCertificateProblem } from './tls.ts';

/** One connection to the broker, which reconnects by itself. */
export interface Link {
  readonly connection: Connection;
  /** Whether it is connected and the broker accepts messages. */
  ready(): boolean;
  /** Returns why it is not ready, for operators. */
  whyNot(): string;
}

/**
 * Begins to connect. Throws when the URL, or the CA file that it names, cannot be read.
 *
 * @param declare declares the exchanges and queues at each connection, so that others can bind before the first message
 */
export function openLink(
  { url }: AmqpSettings,
  timing: Timing,
  { name, declare, log }: { name: string; declare(connection: Connection): Promise<unknown>; log: Log },
): Link {
  const connection = new Connection(connectionOptions(url, timing, name));
  let problem = 'it has not answered yet';
  let blocked: string | undefined;
  connection.on('error', (err: unknown) => {
    problem = reasonOf(err);
    blocked = undefined;
    log.warn({ connection: name, reason: problem }, 'RabbitMQ is not reachable; reconnecting');
  });
  connection.on('connection', () => {
    blocked = undefined;
    log.info({ connection: name }, 'RabbitMQ is connected');
    declare(connection).catch((err: unknown) =>
      log.warn({ connection: name, reason: reasonOf(err) }, 'RabbitMQ refused to declare exchanges or queues'),
    );
  });
  connection.on('connection.blocked', (reason) => {
    blocked = reason;
    log.warn({ connection: name, reason }, 'RabbitMQ accepts no messages at the moment');
  });
  connection.on('connection.unblocked', () => {
    blocked = undefined;
    log.info({ connection: name }, 'RabbitMQ accepts messages again');
  });
  return {
    connection,
    ready: () => connection.ready && blocked === undefined,
    whyNot: () =>
      blocked === undefined
        ? `RabbitMQ is not connected (${problem})`
        : `RabbitMQ takes no messages at the moment (${blocked}); free memory or disk on it`,
  };
}

/** Returns the message of an error for the log. Neither the library nor Node puts the URL into a message. */
export function reasonOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return reasonOf(err.errors[0]);
  if (!(err instanceof Error)) return 'no reason given';
  const code = 'code' in err && typeof err.code === 'string' ? err.code : '';
  const certificates = brokerCertificateProblem(code);
  if (certificates) return certificates;
  return code && !err.message.includes(code) ? `${code}: ${err.message}` : err.message || code;
}
