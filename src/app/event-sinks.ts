import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { EventSink } from '../ports/sinks.ts';
import { bodyMistakes } from './webhook-bodies.ts';

export interface EventSinks {
  /** By name. */
  current(): ReadonlyMap<string, EventSink>;
  /** These are the webhooks from now on: new ones begin, those that are gone end, and those that are as they were go on. */
  follow(webhooks: readonly Webhook[]): Promise<void>;
  start(): void;
  /** Ends within 5 s. */
  stop(): Promise<void>;
}

/** Where events go besides the chats: brokers as the environment says, webhooks as the file says at the moment. */
export async function createEventSinks(
  { settings, webhooks }: Pick<Config, 'settings' | 'webhooks'>,
  parts: { clock: Clock; log: Log },
): Promise<EventSinks> {
  const { amqpUrl, redisUrl } = settings.events ?? {};
  const { log } = parts;
  const sinks = new Map<string, EventSink>();
  const add = (sink: EventSink) => sinks.set(sink.name, sink);
  /** As the file describes each, by the name of its event sink. */
  let described = new Map<string, Webhook>();
  let running = false;
  let following = Promise.resolve();

  if (amqpUrl) add((await import('../../adapters/amqp/sink.ts')).createAmqpSink({ url: amqpUrl }, parts));
  if (redisUrl) add((await import('../../adapters/redis/sink.ts')).createRedisSink({ url: redisUrl }, parts));

  async function replace(webhooks: readonly Webhook[]): Promise<void> {
    if (webhooks.length === 0 && described.size === 0) return;
    const { createWebhookSink } = await import('../../adapters/webhook/sink.ts');
    const before = described;
    const ended: EventSink[] = [];
    described = new Map();
    for (const webhook of webhooks) {
      const made = createWebhookSink(webhook, parts);
      const { name } = made;
      described.set(name, webhook);
      if (isDeepStrictEqual(before.get(name), webhook)) continue;
      const old = sinks.get(name);
      if (old) ended.push(old);
      add(made);
      if (running) made.start();
      log.info({ webhook: webhook.name }, old ? 'webhook changed' : 'webhook added');
      for (const { where, what } of bodyMistakes([webhook])) log.warn({ where, what }, 'webhook body is in doubt');
    }
    for (const name of before.keys()) {
      const old = sinks.get(name);
      if (described.has(name) || !old) continue;
      sinks.delete(name);
      ended.push(old);
      log.info({ outlet: name }, 'webhook removed');
    }
    // What is on its way there still gets its answer.
    await Promise.all(ended.map((sink) => sink.stop()));
  }

  function follow(webhooks: readonly Webhook[]): Promise<void> {
    following = following
      .then(() => replace(webhooks))
      .catch((err: unknown) => log.error({ err }, 'webhooks could not be changed'));
    return following;
  }

  await replace(webhooks);
  return {
    current: () => sinks,
    follow,
    start() {
      running = true;
      for (const sink of sinks.values()) sink.start();
    },
    async stop() {
      running = false;
      await Promise.all([...sinks.values()].map((sink) => sink.stop()));
    },
  };
}
