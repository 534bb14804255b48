import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { Clock, Log } from '../ports/runtime.ts';
import type { EventSink } from '../ports/sinks.ts';
import { bodyMistakes } from './webhook-bodies.ts';

export interface EventSinks {
  /** Returns the event sinks by name. */
  current(): ReadonlyMap<string, EventSink>;
  /** Applies a new list of webhooks: starts new ones, stops removed ones, and keeps unchanged ones running. */
  follow(webhooks: readonly Webhook[]): Promise<void>;
  start(): void;
  /** Stops all event sinks within 5 s. */
  stop(): Promise<void>;
}

/** Makes the event sinks: the brokers in the environment, and the webhooks in the present file. */
export async function createEventSinks(
  { settings, webhooks }: Pick<Config, 'settings' | 'webhooks'>,
  parts: { clock: Clock; log: Log },
): Promise<EventSinks> {
  const { amqpUrl, redisUrl } = settings.events ?? {};
  const { log } = parts;
  const sinks = new Map<string, EventSink>();
  const add = (sink: EventSink) => sinks.set(sink.name, sink);
  /** Each webhook as the file describes it, by the name of its event sink. */
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
    // Events that are being sent still get their answer.
    await Promise.all(ended.map((sink) => sink.stop()));
  }

  function follow(webhooks: readonly Webhook[]): Promise<void> {
    following = following
      .then(() => replace(webhooks))
      .catch((err: unknown) =>
        log.error({ err }, 'webhooks could not be changed; correct them in the configuration file or restart'),
      );
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
