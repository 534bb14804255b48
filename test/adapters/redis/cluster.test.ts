import { Cluster } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSharedRateLimits } from '../../../adapters/redis/rate-limits.ts';
import { createRedisSink } from '../../../adapters/redis/sink.ts';
import { localRateLimits } from '../../../src/lib/rate-limit.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { noRedis, startRedisCluster } from '../../harness/redis.ts';
import { toldEvent } from '../../harness/told-events.ts';
import { eventually } from '../../harness/wait.ts';

const password = 'planted-cluster-password';

describe.skipIf(noRedis)(`a real Redis cluster${noRedis ? `: skipped, ${noRedis}` : ''}`, () => {
  let cluster: Awaited<ReturnType<typeof startRedisCluster>>;
  const log = new KeptLog();

  beforeAll(async () => {
    cluster = await startRedisCluster(password);
  });
  afterAll(async () => {
    await cluster?.stop();
  });

  it('takes each event once', async () => {
    const sink = createRedisSink({ url: cluster.url }, { log });
    sink.start();
    await eventually('connected', () => sink.connected());
    await Promise.all([1, 2, 3, 1, 2, 3].map((seq) => sink.publish(toldEvent(seq))));
    await sink.stop();
    const nodes = new URL(cluster.url.replace('redis+cluster', 'http').replace(/,.*/, ''));
    const reader = new Cluster([{ host: nodes.hostname, port: Number(nodes.port) }], { redisOptions: { password } });
    const ids = (await reader.xrange('tocsin:events', '-', '+')).map(([, fields]) => fields[1]);
    reader.disconnect();
    expect([...ids].sort()).toEqual(['f00d:1', 'f00d:2', 'f00d:3']);
  });

  it('counts rate limits, whichever node a key lies on', async () => {
    const shared = openSharedRateLimits({ url: cluster.url }, log);
    await eventually('connected', () => shared.notShared() === undefined);
    const limit = shared.over(localRateLimits())('calls', { points: 2, seconds: 60 }, { points: 1, seconds: 60 });
    for (const key of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']) {
      const passed: boolean[] = [];
      for (let at = 0; at < 4; at += 1) passed.push((await limit.take(key)).passed);
      expect(passed, key).toEqual([true, true, true, false]);
    }
    expect(shared.notShared()).toBeUndefined();
    shared.stop();
    expect(log.text()).not.toContain(password);
  });
});
