import { Redis } from 'ioredis';
import { backoffMs } from '../../src/lib/async.ts';
import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { EventSink } from '../../src/ports/sinks.ts';
import { eventToJson } from '../../src/schemas/event.ts';
import { KEPT_ENTRIES, publishOnce, REMEMBERED_MS, STREAM, seenKeyOf } from './publish-once.ts';

export interface RedisSettings {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS (a CA of your own by NODE_EXTRA_CA_CERTS). */
  readonly url: string;
  readonly timing?: Partial<Timing>;
}

/** All in milliseconds. */
interface Timing {
  readonly answer: number;
  readonly connect: number;
  readonly retryLow: number;
  readonly retryHigh: number;
}

const usualTiming: Timing = { answer: 9_000, connect: 9_000, retryLow: 250, retryHigh: 5_000 };

type Client = Redis & {
  publishOnce(...values: readonly (string | number)[]): Promise<number>;
};

/**
 * Events to Redis: the stream `tocsin:events`, and a channel of the same name for who listens at that moment. The same
 * event is there once, however often it is published. Kept for as long as the server's own persistence says.
 */
export function createRedisSink(settings: RedisSettings, { log }: { log: Log }): EventSink {
  const timing = { ...usualTiming, ...settings.timing };
  let client: Client | undefined;
  let trouble = 'nobody has started it';

  function watch(redis: Redis): void {
    redis.on('error', (err: Error) => {
      const reason = reasonOf(err);
      if (reason !== trouble) log.warn({ reason }, 'Redis is away; trying again');
      trouble = reason;
    });
    redis.on('ready', () => {
      trouble = '';
      log.info({}, 'Redis is connected');
    });
    redis.on('close', () => {
      trouble ||= 'the connection was lost';
    });
  }

  return {
    name: 'redis',
    start() {
      if (client) return;
      trouble = 'it has not answered yet';
      try {
        client = connect(settings.url, timing);
        watch(client);
      } catch (err) {
        trouble = `REDIS_URL cannot be used: ${reasonOf(err)}`;
        log.error({ reason: reasonOf(err) }, 'REDIS_URL cannot be used');
      }
    },
    async stop() {
      client?.disconnect();
      client = undefined;
      trouble = 'Tocsin is stopping';
    },
    connected: () => client?.status === 'ready',
    async publish(told) {
      if (client?.status !== 'ready') throw new DeliveryFailed(`Redis is not connected (${trouble})`, 'soon');
      const json = eventToJson(told);
      const fields = [json.id, json.type, json.time, JSON.stringify(json)];
      try {
        await client.publishOnce(STREAM, seenKeyOf(told.id), REMEMBERED_MS, KEPT_ENTRIES, ...fields);
      } catch (err) {
        throw new DeliveryFailed(`Redis did not take the event: ${reasonOf(err)}`, 'soon');
      }
    },
  };
}

/** Nothing waits in the client while the server is away, and nothing is sent a second time by itself: the sender decides. */
function connect(url: string, timing: Timing): Client {
  return new Redis(url, {
    connectionName: 'tocsin-events',
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    maxRetriesPerRequest: 0,
    connectTimeout: timing.connect,
    commandTimeout: timing.answer,
    // A server that says nothing while something is asked of it is taken for lost.
    socketTimeout: timing.answer,
    retryStrategy: (times) => backoffMs(times, timing.retryLow, timing.retryHigh),
    // After a fail-over the old address may answer as a replica.
    reconnectOnError: (err) => err.message.startsWith('READONLY'),
    scripts: { publishOnce: { lua: publishOnce, numberOfKeys: 2 } },
  }) as Client;
}

/** Neither the client nor Redis puts the URL or the password into what it says. */
function reasonOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return reasonOf(err.errors[0]);
  if (!(err instanceof Error)) return 'no reason given';
  if (err.name === 'MaxRetriesPerRequestError') return 'the connection was lost before it had answered';
  const code = 'code' in err && typeof err.code === 'string' ? err.code : '';
  return err.message || code || err.name;
}
