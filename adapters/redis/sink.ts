import { DeliveryFailed } from '../../src/ports/chat.ts';
import type { Log } from '../../src/ports/runtime.ts';
import type { EventSink } from '../../src/ports/sinks.ts';
import { eventToJson } from '../../src/schemas/event.ts';
import { openRedis, reasonOf, type Timing } from './connect.ts';
import { KEPT_ENTRIES, publishOnce, REMEMBERED_MS, STREAM, seenKeyOf } from './publish-once.ts';

export interface RedisSettings {
  /** As `openRedis` takes it. */
  readonly url: string;
  readonly timing?: Partial<Timing>;
}

const usualTiming: Timing = { answer: 9_000, connect: 9_000, retryLow: 250, retryHigh: 5_000 };

type Client = ReturnType<typeof openRedis> & {
  publishOnce(...values: readonly (string | number)[]): Promise<number>;
};

/**
 * Events to Redis: the stream `tocsin:events`, and a channel of the same name for who listens at that moment. The same
 * event is there once, however often it is published. Kept for as long as the server's own persistence says.
 */
export function createRedisSink(settings: RedisSettings, { log }: { log: Log }): EventSink {
  const timing = { ...usualTiming, ...settings.timing };
  let client: Client | undefined;
  let problem = 'nobody has started it';

  function listenFor(redis: Client): void {
    redis.on('error', (err: Error) => {
      const reason = reasonOf(err);
      if (reason !== problem) log.warn({ reason }, 'Redis is away; trying again');
      problem = reason;
    });
    redis.on('ready', () => {
      problem = '';
      log.info({}, 'Redis is connected');
    });
    redis.on('close', () => {
      problem ||= 'the connection was lost';
    });
  }

  return {
    name: 'redis',
    start() {
      if (client) return;
      problem = 'it has not answered yet';
      try {
        const scripts = { publishOnce: { lua: publishOnce, numberOfKeys: 2 } };
        client = openRedis(settings.url, 'tocsin-events', timing, scripts) as Client;
        listenFor(client);
      } catch (err) {
        problem = `REDIS_URL cannot be used: ${reasonOf(err)}`;
        log.error({ reason: reasonOf(err) }, 'REDIS_URL cannot be used');
      }
    },
    async stop() {
      client?.disconnect();
      client = undefined;
      problem = 'Tocsin is stopping';
    },
    connected: () => client?.status === 'ready',
    async publish(told) {
      if (client?.status !== 'ready') throw new DeliveryFailed(`Redis is not connected (${problem})`, 'soon');
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
