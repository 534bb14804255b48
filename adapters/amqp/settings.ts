import type { ConnectionOptions } from 'rabbitmq-client';
import { tlsOptions } from './tls.ts';

export interface AmqpSettings {
  /**
   * `amqp://user:password@host:5672/vhost`, or `amqps://` for TLS with the files that `tlsOptions` reads.
   * `?heartbeat=<seconds>` is heard.
   */
  readonly url: string;
  readonly timing?: Partial<Timing>;
}

/** All in milliseconds. */
export interface Timing {
  /** A publish that is not confirmed by then has failed. */
  readonly confirm: number;
  readonly connect: number;
  readonly retryLow: number;
  readonly retryHigh: number;
  /** How long a command rests that could not be kept, before it is brought again. */
  readonly commandPause: number;
  /** A stop is over by then, whatever the broker says. */
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

/** Read by hand: the library wants brackets off an IPv6 host, a user always, and a server name for TLS. */
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
