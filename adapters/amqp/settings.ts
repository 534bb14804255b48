import type { ConnectionOptions } from 'rabbitmq-client';
import { tlsOptions } from './tls.ts';

export interface AmqpSettings {
  /**
   * `amqp://user:password@host:5672/vhost`, or `amqps://` for TLS with the files that `tlsOptions` reads.
   * `?heartbeat=<seconds>` is supported.
   */
  readonly url: string;
  readonly timing?: Partial<Timing>;
}

/** All in milliseconds. */
export interface Timing {
  /** Limit for the broker's confirmation of a publish. */
  readonly confirm: number;
  readonly connect: number;
  readonly retryLow: number;
  readonly retryHigh: number;
  /** Delay before a command that could not be stored is delivered again. */
  readonly commandPause: number;
  /** Limit for a stop, whether the broker answers or not. */
  readonly stop: number;
}

export const usualTiming: Timing = {
  confirm: 9_000,
  connect: 9_000,
  retryLow: 500,
  retryHigh: 10_000,
  commandPause: 5_000,
  stop: 4_000,
};

const usualHeartbeat = 15;

/**
 * Parses the URL by hand: the library needs an IPv6 host without brackets, always a user, and a server name for TLS.
 */
export function connectionOptions(url: string, timing: Timing, connectionName: string): ConnectionOptions {
  const { protocol, hostname, port, username, password, pathname, searchParams } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, '');
  const secure = protocol === 'amqps:';
  const heartbeat = Number(searchParams.get('heartbeat') ?? Number.NaN);
  return {
    connectionName,
    hostname: host,
    port: port || (secure ? 5671 : 5672),
    username: decodeURIComponent(username) || 'guest',
    password: decodeURIComponent(password) || 'guest',
    vhost: decodeURIComponent(pathname.slice(1)) || '/',
    heartbeat: Number.isInteger(heartbeat) && heartbeat > 0 ? heartbeat : usualHeartbeat,
    connectionTimeout: timing.connect,
    acquireTimeout: timing.connect,
    retryLow: timing.retryLow,
    retryHigh: timing.retryHigh,
    noDelay: true,
    ...(secure && { tls: tlsOptions(host, searchParams) }),
  };
}
