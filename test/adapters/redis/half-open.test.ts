import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openSharedRateLimits } from '../../../adapters/redis/rate-limits.ts';
import { createRedisSink } from '../../../adapters/redis/sink.ts';
import { localRateLimits } from '../../../src/lib/rate-limit.ts';
import { DeliveryFailed } from '../../../src/ports/chat.ts';
import { type Dropped, type HalfOpenLine, openHalfOpenLine } from '../../harness/half-open-line.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { noRedis, type OwnRedis, startRedis } from '../../harness/redis.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

const everyKind: readonly Dropped[] = ['requests', 'answers', 'everything'];
const timing = { answer: 300, connect: 500, retryLow: 20, retryHigh: 50 };

describe.skipIf(noRedis)(`Redis behind a line that goes dead without a word${noRedis ? `: ${noRedis}` : ''}`, () => {
  let server: OwnRedis;
  let line: HalfOpenLine;
  const closers: (() => unknown)[] = [];

  beforeAll(async () => {
    server = await startRedis();
  });
  afterAll(() => server?.stop());
  afterEach(async () => {
    for (const close of closers.splice(0).reverse()) await close();
  });

  async function through(): Promise<string> {
    line = await openHalfOpenLine(server.url);
    closers.push(() => line.close());
    return line.through(server.url);
  }

  it.each(everyKind)('gets each event once, when %s are dropped on the way', async (dropped) => {
    const log = new KeptLog();
    const sink = createRedisSink({ url: await through(), timing }, { log });
    closers.push(() => sink.stop());
    sink.start();
    await eventually('connected', () => sink.connected());
    const seq = 100 + everyKind.indexOf(dropped);
    line.drops(dropped);
    const failed = await sink.publish(toldEvent(seq)).catch((err: unknown) => err);
    expect(failed).toBeInstanceOf(DeliveryFailed);
    expect(failed).toMatchObject({ retryAfterMs: 'soon' });
    await eventually('it is known', () => !sink.connected());
    await eventually('it says so', () => log.text().includes('Redis is away; trying again'));
    line.recovers();
    await eventually('taken', () =>
      sink.publish(toldEvent(seq)).then(
        () => true,
        () => false,
      ),
    );
    expect(sink.connected()).toBe(true);
    const reader = new Redis(server.url);
    closers.push(() => reader.disconnect());
    const entries = await reader.xrange('tocsin:events', '-', '+');
    expect(entries.filter(([, fields]) => fields[1] === `f00d:${seq}`)).toHaveLength(1);
  });

  it('lets nobody wait for its counts, and counts for all again when the line is back', async () => {
    const log = new KeptLog();
    const limits = openSharedRateLimits({ url: await through(), timing: { ...timing, rest: 50 } }, log);
    closers.push(() => limits.stop());
    const limit = limits.over(localRateLimits())('mail', { points: 5, seconds: 60 });
    await eventually('it counts', () => limits.notShared() === undefined);
    line.drops('everything');
    await limit.take('someone');
    expect(limits.notShared()).toBeDefined();
    expect(log.text()).toContain('Redis does not count rate limits');
    line.recovers();
    await eventually('it counts again', () => limits.notShared() === undefined);
    expect(log.text()).toContain('Redis counts rate limits again');
  });
});
