import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { backoffMs, sleep, withTimeout } from '../../src/lib/async.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const never = new Promise<never>(() => {});

describe('withTimeout', () => {
  it('gives what the work gives, and leaves no timer behind', async () => {
    await expect(withTimeout(Promise.resolve(1), 1_000)).resolves.toBe(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('fails as the work fails, and leaves no timer behind', async () => {
    await expect(withTimeout(Promise.reject(new Error('no')), 1_000)).rejects.toThrow('no');
    expect(vi.getTimerCount()).toBe(0);
  });

  it.each([
    ['undefined', undefined, undefined],
    ['what is given instead', () => 'late', 'late'],
  ])('gives %s when the work takes longer', async (_, onTimeout, expected) => {
    const result = withTimeout<string | undefined, string | undefined>(never, 1_000, onTimeout);
    await vi.advanceTimersByTimeAsync(1_000);
    await expect(result).resolves.toBe(expected);
  });

  it('throws what is thrown instead', async () => {
    const result = withTimeout(never, 1_000, () => {
      throw new RangeError('too late');
    });
    const refused = expect(result).rejects.toThrow(RangeError);
    await vi.advanceTimersByTimeAsync(1_000);
    await refused;
  });

  it('ignores a failure that comes after the timeout', async () => {
    const unhandled = vi.fn();
    process.on('unhandledRejection', unhandled);
    let fail = (_: Error) => {};
    const work = new Promise<void>((_, reject) => {
      fail = reject;
    });
    const result = withTimeout(work, 1_000);
    await vi.advanceTimersByTimeAsync(1_000);
    await result;
    fail(new Error('late'));
    vi.useRealTimers();
    // Node reports unhandled rejections before the next turn of the event loop.
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', unhandled);
    expect(unhandled).not.toHaveBeenCalled();
  });
});

describe('sleep', () => {
  it('ends in time', async () => {
    const ended = vi.fn();
    void sleep(1_000).then(ended);
    await vi.advanceTimersByTimeAsync(999);
    expect(ended).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(1);
    expect(ended).toHaveBeenCalledOnce();
  });

  it('ends when it is aborted, before or meanwhile, and leaves no timer behind', async () => {
    const ending = new AbortController();
    const sleeping = sleep(1_000, ending.signal);
    ending.abort();
    await sleeping;
    await sleep(1_000, ending.signal);
    expect(vi.getTimerCount()).toBe(0);
  });
});

it.each([
  [1, 250],
  [2, 500],
  [3, 1_000],
  [4, 1_500],
  [5_000, 1_500],
])('after %i failures waits %i ms', (failures, expected) => {
  expect(backoffMs(failures, 250, 1_500)).toBe(expected);
});
