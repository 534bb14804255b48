import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRedisSink } from '../../../adapters/redis/sink.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import type { EventSink } from '../../../src/ports/sinks.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { noRedis, type OwnRedis, startRedis } from '../../harness/redis.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

const password = 'planted-redis-password';

describe.skipIf(noRedis)(`events to a real Redis${noRedis ? `: skipped, ${noRedis}` : ''}`, () => {
  let server: OwnRedis;
  let reader: Redis;
  const log = new KeptLog();
  const works: (() => unknown)[] = [];

  beforeAll(async () => {
    server = await startRedis({ password });
    reader = new Redis(server.url);
    reader.on('error', () => undefined);
  });
  afterAll(async () => {
    for (const work of works.reverse()) await work();
    reader?.disconnect();
    await server?.stop();
  });

  function outlet(timing = {}): EventSink {
    const made = createRedisSink({ url: server.url, timing }, { log });
    works.push(() => made.stop());
    made.start();
    return made;
  }

  async function entriesOf(id: string): Promise<string[][]> {
    const all = await reader.xrange('tocsin:events', '-', '+');
    return all.map(([, fields]) => fields).filter((fields) => fields[1] === id);
  }

  it('adds an event to the stream and tells the channel', async () => {
    const heard: string[] = [];
    const listener = new Redis(server.url);
    works.push(() => listener.disconnect());
    listener.on('message', (_, text) => heard.push(text));
    await listener.subscribe('tocsin:events');
    const redis = outlet();
    await eventually('connected', () => redis.connected());
    await redis.publish(toldEvent(1));
    const [entry] = await entriesOf('f00d:1');
    expect(entry?.slice(0, 7)).toEqual([
      'id',
      'f00d:1',
      'type',
      'incident.acknowledged',
      'time',
      '2026-03-09T12:00:00.000Z',
      'json',
    ]);
    expect(JSON.parse(entry?.[7] ?? '')).toMatchObject({
      id: 'f00d:1',
      incident: { number: 42 },
      data: { by: 'alice' },
    });
    await eventually('heard', () => heard.length > 0);
    expect(heard).toEqual([entry?.[7]]);
  });

  it('has an event once, however often and from how many processes it comes', async () => {
    const both = [outlet(), outlet()];
    await eventually('connected', () => both.every((one) => one.connected()));
    await Promise.all(Array.from({ length: 20 }, (_, index) => both[index % 2]?.publish(toldEvent(2))));
    expect(await entriesOf('f00d:2')).toHaveLength(1);
  });

  it('remembers nothing of an event that could not be added', async () => {
    const redis = outlet();
    await eventually('connected', () => redis.connected());
    await reader.rename('tocsin:events', 'aside');
    await reader.set('tocsin:events', 'not a stream');
    const failed = await redis.publish(toldEvent(3)).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon', message: expect.stringContaining('WRONGTYPE') });
    await reader.rename('aside', 'tocsin:events');
    await redis.publish(toldEvent(3));
    expect(await entriesOf('f00d:3')).toHaveLength(1);
  });

  it('fails at once while the server is away, and goes on by itself when it is back, with all that was kept', async () => {
    const redis = outlet({ retryLow: 20, retryHigh: 50 });
    await eventually('connected', () => redis.connected());
    await redis.publish(toldEvent(4));
    await server.kill();
    await eventually('noticed', () => !redis.connected());
    const failed = await redis.publish(toldEvent(5)).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    await server.start();
    await eventually('connected again', () => redis.connected());
    await redis.publish(toldEvent(4));
    await redis.publish(toldEvent(5));
    await eventually('the reader is back', () => reader.status === 'ready');
    expect(await entriesOf('f00d:4')).toHaveLength(1);
    expect(await entriesOf('f00d:5')).toHaveLength(1);
  });

  it('gives up on a server that hangs, and does not add twice what it did after all', async () => {
    const redis = outlet({ answer: 300, retryLow: 20, retryHigh: 50, connect: 500 });
    await eventually('connected', () => redis.connected());
    server.freeze();
    const failed = await redis.publish(toldEvent(6)).catch((err: unknown) => err);
    server.thaw();
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    // The sender tries again until it is taken; the connection that hung may be the one that is given up only now.
    await eventually('taken', () =>
      redis.publish(toldEvent(6)).then(
        () => true,
        () => false,
      ),
    );
    expect(await entriesOf('f00d:6')).toHaveLength(1);
  });

  it('says a wrong password without the password, and never throws at the start', async () => {
    const redis = createRedisSink({ url: server.url.replace(password, 'planted-wrong-one') }, { log });
    works.push(() => redis.stop());
    redis.start();
    await eventually('refused', () => log.text().includes('WRONGPASS'));
    const failed = await redis.publish(toldEvent(7)).catch((err: unknown) => err);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    expect(`${log.text()} ${String(failed)}`).not.toMatch(/planted-/);
  });
});
