import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keepSweeping } from '../../src/application/runtime/keep-sweeping.ts';
import { KeptLog } from '../harness/kept-log.ts';

const periodMs = 2_000;

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(ready?: Promise<unknown>) {
  const sweep = vi.fn(async () => 0);
  return { sweep, sweeping: keepSweeping(sweep, new KeptLog(), ready) };
}

/** What waits for nothing but promises is done. */
const settled = () => vi.advanceTimersByTimeAsync(0);

describe('The sweep of a process', () => {
  it('begins as soon as what it finds can be sent, and then comes every 2 s', async () => {
    let canSend = () => {};
    const { sweep, sweeping } = open(
      new Promise<void>((resolve) => {
        canSend = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(periodMs - 1);
    expect(sweep).not.toHaveBeenCalled();
    canSend();
    await settled();
    expect(sweep).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(periodMs - 1);
    expect(sweep).toHaveBeenCalledTimes(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(sweep).toHaveBeenCalledTimes(2);
    await sweeping.stop();
  });

  it('does not wait longer than 2 s for a platform that does not answer, and sweeps once when it answers then', async () => {
    let canSend = () => {};
    const { sweep, sweeping } = open(
      new Promise<void>((resolve) => {
        canSend = resolve;
      }),
    );
    await vi.advanceTimersByTimeAsync(periodMs);
    expect(sweep).toHaveBeenCalledTimes(1);
    canSend();
    await settled();
    expect(sweep).toHaveBeenCalledTimes(1);
    await sweeping.stop();
  });

  it('begins also when what it waits for fails', async () => {
    const { sweep, sweeping } = open(Promise.reject(new Error('refused')));
    await settled();
    expect(sweep).toHaveBeenCalledTimes(1);
    await sweeping.stop();
  });

  it('does not begin when it was stopped before', async () => {
    const { sweep, sweeping } = open(Promise.resolve());
    await sweeping.stop();
    await vi.advanceTimersByTimeAsync(2 * periodMs);
    expect(sweep).not.toHaveBeenCalled();
  });
});
