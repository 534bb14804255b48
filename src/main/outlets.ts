import { isDeepStrictEqual } from 'node:util';
import type { Config } from '../config.ts';
import type { Webhook } from '../domain/webhook.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Outlet } from '../ports/outlet.ts';

export interface Outlets {
  /** By name. */
  current(): ReadonlyMap<string, Outlet>;
  /** These are the webhooks from now on: new ones begin, those that are gone end, and those that are as they were go on. */
  follow(webhooks: readonly Webhook[]): Promise<void>;
  start(): void;
  /** Ends within 5 s. */
  stop(): Promise<void>;
}

/** Where events go besides the chats: brokers as the environment says, webhooks as the file says at the moment. */
export async function createOutlets(
  { settings, webhooks }: Pick<Config, 'settings' | 'webhooks'>,
  parts: { clock: Clock; log: Log },
): Promise<Outlets> {
  const { amqpUrl, redisUrl } = settings.events ?? {};
  const { log } = parts;
  const outlets = new Map<string, Outlet>();
  const add = (outlet: Outlet) => outlets.set(outlet.name, outlet);
  /** As the file describes each, by the name of its outlet. */
  let described = new Map<string, Webhook>();
  let running = false;
  let following = Promise.resolve();

  if (amqpUrl) add((await import('../../adapters/amqp/outlet.ts')).createAmqpOutlet({ url: amqpUrl }, parts));
  if (redisUrl) add((await import('../../adapters/redis/outlet.ts')).createRedisOutlet({ url: redisUrl }, parts));

  async function replace(wanted: readonly Webhook[]): Promise<void> {
    if (wanted.length === 0 && described.size === 0) return;
    const { createWebhookOutlet } = await import('../../adapters/webhook/outlet.ts');
    const before = described;
    const ended: Outlet[] = [];
    described = new Map();
    for (const webhook of wanted) {
      const made = createWebhookOutlet(webhook, parts);
      const { name } = made;
      described.set(name, webhook);
      if (isDeepStrictEqual(before.get(name), webhook)) continue;
      const old = outlets.get(name);
      if (old) ended.push(old);
      add(made);
      if (running) made.start();
      log.info({ webhook: webhook.name }, old ? 'A webhook was changed' : 'A webhook is told of events');
    }
    for (const name of before.keys()) {
      const old = outlets.get(name);
      if (described.has(name) || !old) continue;
      outlets.delete(name);
      ended.push(old);
      log.info({ outlet: name }, 'A webhook was taken out of the file');
    }
    // What is on its way there still gets its answer.
    await Promise.all(ended.map((outlet) => outlet.stop()));
  }

  function follow(wanted: readonly Webhook[]): Promise<void> {
    following = following
      .then(() => replace(wanted))
      .catch((err: unknown) => log.error({ err }, 'The webhooks could not be changed'));
    return following;
  }

  await replace(webhooks);
  return {
    current: () => outlets,
    follow,
    start() {
      running = true;
      for (const outlet of outlets.values()) outlet.start();
    },
    async stop() {
      running = false;
      await Promise.all([...outlets.values()].map((outlet) => outlet.stop()));
    },
  };
}
