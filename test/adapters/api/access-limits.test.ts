import { afterEach, describe, expect, it, vi } from 'vitest';
import { createAccess } from '../../../adapters/http/access.ts';
import { localRateLimits } from '../../../src/lib/rate-limit.ts';
import type { Access, Scope } from '../../../src/ports/http.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { bearer, elsewhere, here, outcome, tokens } from './access-outcomes.ts';

afterEach(() => void vi.useRealTimers());

describe('the limits', () => {
  const ask = (access: Access, scope: Scope = 'read') => outcome(access, bearer('a-long-token-for-ci'), here, scope);

  it('are of each token, say what is left and when to come again, and end', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const access = createAccess(tokens, { callsPerMinute: 3 });
    const left: (string | null)[] = [];
    for (let call = 0; call < 3; call += 1) left.push((await ask(access)).headers.get('ratelimit-remaining'));
    expect(left).toEqual(['2', '1', '0']);
    vi.advanceTimersByTime(20_000);
    const { status, headers, problem } = await ask(access, 'write');
    expect(status).toBe(429);
    expect(headers.get('retry-after')).toBe('40');
    expect(headers.get('ratelimit-limit')).toBe('3');
    expect(headers.get('ratelimit-reset')).toBe('40');
    expect(problem?.detail).toContain('40 seconds');
    // Alerts are counted by themselves: a script that asks too often stops no alert.
    expect(await ask(access, 'alerts')).toMatchObject({ name: 'ci' });
    vi.advanceTimersByTime(40_001);
    expect(await ask(access)).toMatchObject({ name: 'ci' });
  });

  it('let a storm of alerts through before they hold it back', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    const access = createAccess(tokens, { alertsPerSecond: 5, alertBurstPerMinute: 20 });
    const statuses = async (count: number) => {
      const all = await Promise.all(Array.from({ length: count }, () => ask(access, 'alerts')));
      return all.filter(({ status }) => status === 429).length;
    };
    expect(await statuses(25)).toBe(0);
    expect(await statuses(5)).toBe(5);
    vi.advanceTimersByTime(1_001);
    expect(await statuses(6)).toBe(1);
  });

  describe('after too many wrong tokens from one address', () => {
    const guess = async (access: Access, count = 10, peer = elsewhere, from = 0) => {
      const statuses: (number | undefined)[] = [];
      for (let at = from; at < from + count; at += 1)
        statuses.push((await outcome(access, bearer(`guess-${at}`), peer)).status);
      return statuses;
    };
    const right = (access: Access, scope: Scope = 'read', peer = elsewhere) =>
      outcome(access, bearer('a-long-token-for-ci'), peer, scope);

    it('answer a right token like a wrong one, and let it in when the minute is over', async () => {
      vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
      const access = createAccess(tokens);
      expect(await guess(access, 12)).toEqual([...Array(10).fill(401), 429, 429]);
      const [held, wrong] = [await right(access), await outcome(access, bearer('guess-another'), elsewhere)];
      expect(held).toMatchObject({ status: 429, problem: wrong.problem });
      expect(held.headers.get('retry-after')).toBe('60');
      expect([...held.headers]).toEqual([...wrong.headers]);
      expect(await right(access, 'read', here)).toMatchObject({ name: 'ci' });
      vi.advanceTimersByTime(60_001);
      expect(await right(access)).toMatchObject({ name: 'ci' });
    });

    it('still serve a token that was right before from there', async () => {
      const access = createAccess(tokens);
      await right(access);
      await guess(access, 30);
      expect(await right(access)).toMatchObject({ name: 'ci' });
    });

    it('lose no page: alerts with a token that nobody can guess are taken, also right after a start', async () => {
      const access = createAccess([...tokens, { name: 'short', token: 'hunter2' }]);
      await guess(access, 30);
      expect(await right(access, 'alerts')).toMatchObject({ name: 'ci' });
      expect(await outcome(access, bearer('hunter2'), elsewhere, 'alerts')).toMatchObject({ status: 429 });
    });

    it('do not hold others back because one monitor behind the same proxy has an old token', async () => {
      const access = createAccess(tokens);
      const statuses: (number | undefined)[] = [];
      for (let at = 0; at < 30; at += 1)
        statuses.push((await outcome(access, bearer('the-token-of-last-year'), elsewhere, 'alerts')).status);
      expect(statuses.slice(9, 12)).toEqual([401, 429, 429]);
      expect(await right(access)).toMatchObject({ name: 'ci' });
      expect(await right(access, 'alerts')).toMatchObject({ name: 'ci' });
    });

    it('count an IPv6 address by its network, and an IPv4 one in IPv6 form as the same', async () => {
      const access = createAccess(tokens);
      for (let at = 0; at < 10; at += 1) await guess(access, 1, { address: `2001:db8:1:2::${at + 1}` }, at);
      expect((await right(access, 'read', { address: '2001:db8:1:2:ffff::9' })).status).toBe(429);
      expect(await right(access, 'read', { address: '2001:db8:1:3::1' })).toMatchObject({ name: 'ci' });
      await guess(access, 10, { address: '::ffff:192.0.2.9' });
      expect((await right(access, 'read', { address: '192.0.2.9' })).status).toBe(429);
    });

    it('log the address once in a minute, never a token, and count each refusal', async () => {
      const log = new KeptLog();
      const refused: string[] = [];
      const access = createAccess(tokens, {}, undefined, 'nobody', { log, refused: (reason) => refused.push(reason) });
      await guess(access, 30);
      await right(access);
      expect(log.lines).toEqual([
        {
          level: 'warn',
          data: { component: 'http', address: elsewhere.address },
          message: 'too many wrong API tokens from one address',
        },
      ]);
      expect(refused).toEqual([...Array(30).fill('wrong'), 'too-many-wrong']);
      expect(log.text()).not.toMatch(/guess-|a-long-token/);
    });
  });

  it('hold for all processes together, whoever of them is asked', async () => {
    vi.useFakeTimers({ toFake: ['Date', 'setTimeout', 'clearTimeout'] });
    let count = 3;
    const limits = { callsPerMinute: 30, alertsPerSecond: 6, alertBurstPerMinute: 12, wrongTokensPerMinute: 6 };
    const processes = Array.from({ length: 3 }, () =>
      createAccess(
        tokens,
        limits,
        localRateLimits(() => count),
      ),
    );
    const passed = async (asked: (access: Access) => ReturnType<typeof outcome>) => {
      const answers = [];
      for (let call = 0; call < 90; call += 1) answers.push(await asked(processes[call % 3]!));
      return answers.filter(({ status }) => status !== 429).length;
    };
    expect(await passed((access) => ask(access))).toBe(30);
    expect(await passed((access) => ask(access, 'alerts'))).toBe(18);
    expect(await passed((access) => outcome(access, bearer('guess')))).toBe(6);
    const { headers } = await ask(processes[0]!);
    expect([headers.get('ratelimit-limit'), headers.get('ratelimit-remaining')]).toEqual(['10', '0']);

    // Two of them stop: the one that stays has all of it to give.
    vi.advanceTimersByTime(60_001);
    count = 1;
    const alone = [];
    for (let call = 0; call < 40; call += 1) alone.push(await ask(processes[0]!));
    expect(alone.filter(({ status }) => status === undefined)).toHaveLength(30);
  });

  it('let one through in each of more processes than there are calls', async () => {
    const access = createAccess(
      tokens,
      { callsPerMinute: 2 },
      localRateLimits(() => 50),
    );
    expect(await ask(access)).toMatchObject({ name: 'ci' });
    expect((await ask(access)).status).toBe(429);
  });
});
