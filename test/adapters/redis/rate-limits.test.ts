import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAccess } from '../../../adapters/http/access.ts';
import { openSharedRateLimits } from '../../../adapters/redis/rate-limits.ts';
import { createWebRateLimits } from '../../../adapters/web-chat/http/rate-limits.ts';
import { type CreateRateLimit, localRateLimits } from '../../../src/lib/rate-limit.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { noRedis, type OwnRedis, startRedis } from '../../harness/redis.ts';
import { eventually } from '../../harness/wait.ts';

const password = 'planted-redis-password';
const elsewhere = { address: '203.0.113.7' };
const token = 'a-long-token-for-ci';

describe.skipIf(noRedis)(`rate limits in a real Redis${noRedis ? `: skipped, ${noRedis}` : ''}`, () => {
  let server: OwnRedis;
  let reader: Redis;
  const works: (() => unknown)[] = [];

  beforeAll(async () => {
    server = await startRedis({ password });
    reader = new Redis(server.url);
    reader.on('error', () => undefined);
  });
  afterAll(async () => {
    for (const work of works.reverse()) work();
    reader?.disconnect();
    await server?.stop();
  });

  /** The limits of one process, connected. By itself it would let nothing through but for `local`. */
  async function process(timing = {}, local: CreateRateLimit = localRateLimits()) {
    const log = new KeptLog();
    // Only the test of a hung Redis is to see a time limit, however busy the machine is.
    const usual = { retryLow: 20, retryHigh: 100, answer: 60_000 };
    const shared = openSharedRateLimits({ url: server.url, timing: { ...usual, ...timing } }, log);
    works.push(() => shared.stop());
    await eventually('Redis counts', () => shared.notShared() === undefined);
    return { rates: shared.over(local), shared, log };
  }

  function ask(access: ReturnType<typeof createAccess>, bearer: string, scope: 'read' | 'alerts' = 'read') {
    const headers = { authorization: `Bearer ${bearer}` };
    return access.check(new Request('http://127.0.0.1:3000/v1/incidents', { headers }), elsewhere, scope);
  }

  it('are one for all processes, whoever of them is asked', async () => {
    const processes = [await process(), await process()];
    const tokens = [{ name: 'one-for-all', token }];
    const accesses = processes.map(({ rates }) => createAccess(tokens, { callsPerMinute: 10 }, rates));
    const left: unknown[] = [];
    for (let call = 0; call < 12; call += 1) {
      const answer = await ask(accesses[call % 2]!, token);
      left.push(answer instanceof Response ? answer.status : answer.headers?.['ratelimit-remaining']);
    }
    expect(left).toEqual(['9', '8', '7', '6', '5', '4', '3', '2', '1', '0', 429, 429]);
  });

  it('let a burst of alerts through once, not once in each process', async () => {
    const processes = [await process(), await process()];
    const limits = { alertsPerSecond: 1, alertBurstPerMinute: 20 };
    const accesses = processes.map(({ rates }) => createAccess([{ name: 'burst', token }], limits, rates));
    const answers = await Promise.all(Array.from({ length: 60 }, (_, at) => ask(accesses[at % 2]!, token, 'alerts')));
    const passed = answers.filter((answer) => !(answer instanceof Response)).length;
    // A second may end meanwhile on a busy machine, and another alert is let in with each.
    expect(passed).toBeGreaterThanOrEqual(21);
    expect(passed).toBeLessThan(40);
  });

  it('hold a guesser of tokens back in every process', async () => {
    const [one, other] = [await process(), await process()];
    const tokens = [{ name: 'guessed', token }];
    const accesses = [one, other].map(({ rates }) => createAccess(tokens, {}, rates));
    for (let guess = 0; guess < 10; guess += 1) await ask(accesses[0]!, `guess-${guess}`);
    expect(await ask(accesses[1]!, token)).toMatchObject({ status: 429 });
  });

  it('hold for the web chat as well', async () => {
    const webs = [await process(), await process()].map(({ rates }) => createWebRateLimits(rates));
    const waits: (number | undefined)[] = [];
    for (let at = 0; at < 12; at += 1) waits.push(await webs[at % 2]!.wrongLink('198.51.100.1'));
    expect(waits.slice(0, 10)).toEqual(Array(10).fill(undefined));
    expect(waits.slice(10)).toEqual([expect.any(Number), expect.any(Number)]);
  });

  it('leave nothing in Redis that says who it was, and nothing for good', async () => {
    const { rates } = await process();
    await ask(createAccess([{ name: 'planted-name', token }], {}, rates), token);
    await ask(createAccess([{ name: 'planted-name', token }], {}, rates), 'guess-planted');
    const keys = await reader.keys('*');
    expect(keys.length).toBeGreaterThan(2);
    expect(keys.filter((key) => !key.startsWith('tocsin:limit:'))).toEqual([]);
    expect(keys.join()).not.toMatch(/planted|203\.0\.113|a-long-token/);
    for (const key of keys) expect(await reader.pttl(key)).toBeGreaterThan(-1);
  });

  it('are counted by each process while Redis is away, and together again afterwards; each is told once', async () => {
    const { rates, shared, log } = await process();
    const limit = rates('away', { points: 3, seconds: 60 });
    await limit.take('x');
    await server.kill();
    await eventually('away', () => shared.notShared() !== undefined);
    const passed: boolean[] = [];
    for (let at = 0; at < 5; at += 1) passed.push((await limit.take('x')).passed);
    expect(passed).toEqual([true, true, true, false, false]);
    expect((await limit.peek('x')).passed).toBe(false);
    await server.start();
    await eventually('back', () => shared.notShared() === undefined);
    expect((await limit.take('y')).remaining).toBe(2);
    expect(log.lines.map(({ level, message }) => `${level}: ${message}`)).toEqual([
      'warn: Redis does not count rate limits; each process counts by itself',
      'info: Redis counts rate limits again',
    ]);
    expect(log.text()).not.toContain(password);
  });

  it('wait for no Redis that hangs', async () => {
    const { rates, shared } = await process({ answer: 100, rest: 60_000 });
    const limit = rates('hung', { points: 2, seconds: 60 });
    server.freeze();
    try {
      const passed: boolean[] = [];
      for (let at = 0; at < 3; at += 1) passed.push((await limit.take('x')).passed);
      expect(passed).toEqual([true, true, false]);
      expect(shared.notShared()).toMatchObject({ reason: expect.any(String) });
    } finally {
      server.thaw();
    }
  });

  it('are said to be shared again when Redis takes them again, and not before, though nobody asks meanwhile', async () => {
    const { rates, shared, log } = await process({ rest: 20 });
    const rejected = async () => {
      const counts = [...(await reader.info('commandstats')).matchAll(/cmdstat_evalsha:.*rejected_calls=(\d+)/g)];
      return counts.reduce((sum, [, count]) => sum + Number(count), 0);
    };
    await reader.acl('SETUSER', 'default', '-evalsha', '-eval');
    try {
      await rates('refused-for-a-while', { points: 2, seconds: 60 }).take('x');
      const before = await rejected();
      await eventually('Redis was asked again, and refused', async () => (await rejected()) > before + 1);
      expect(shared.notShared()).toMatchObject({ reason: expect.stringContaining('permission') });
      expect(log.lines).toHaveLength(1);
    } finally {
      await reader.acl('SETUSER', 'default', '+evalsha', '+eval');
    }
    await eventually('Redis counts again', () => shared.notShared() === undefined);
    expect(log.lines.map(({ message }) => message)).toEqual([
      'Redis does not count rate limits; each process counts by itself',
      'Redis counts rate limits again',
    ]);
  });

  it('are counted by each process when Redis refuses the commands', async () => {
    const { rates, log } = await process();
    await reader.acl('SETUSER', 'default', '-evalsha', '-eval');
    try {
      expect((await rates('refused', { points: 1, seconds: 60 }).take('x')).passed).toBe(true);
      expect(log.lines).toMatchObject([{ data: { reason: expect.stringContaining('permission') } }]);
    } finally {
      await reader.acl('SETUSER', 'default', '+evalsha', '+eval');
    }
  });
});
