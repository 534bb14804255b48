import { expect, it, vi } from 'vitest';
import type { RateRequest } from '../../../src/app/processes/messages.ts';
import { createPrimaryRates, createRateCounter } from '../../../src/app/processes/worker-rates.ts';
import { localRateLimits } from '../../../src/lib/rate-limit.ts';

const rate = { points: 10, seconds: 60 };

/** Workers of one machine, and the process that counts for them. */
function openWorkers(count: number, processes: () => number = () => count) {
  const counter = createRateCounter(count);
  return Array.from({ length: count }, () => {
    const rates = createPrimaryRates((request) => {
      void counter(structuredClone(request)).then((taken) => rates.answered(request.id, taken));
    });
    return rates.over(localRateLimits(processes), processes)('calls', rate);
  });
}

it('lets a client take all of a limit, whichever worker answers it, and no more', async () => {
  const [first, second] = openWorkers(4);
  for (let call = 0; call < 9; call += 1) expect((await first!.take('ci')).passed).toBe(true);
  expect(await second!.peek('ci')).toMatchObject({ passed: true, limit: 10, remaining: 1 });
  expect(await second!.take('ci')).toMatchObject({ passed: true, remaining: 0 });
  expect(await first!.take('ci')).toMatchObject({ passed: false });
  expect((await first!.take('grafana')).passed).toBe(true);
});

it('leaves the workers of another machine their part', async () => {
  const [one] = openWorkers(4, () => 8);
  expect(await one!.take('ci')).toMatchObject({ passed: true, limit: 5, remaining: 4 });
});

it('counts in the worker itself while the primary process does not answer', async () => {
  vi.useFakeTimers();
  const asked: RateRequest[] = [];
  const rates = createPrimaryRates((request) => void asked.push(request));
  const limit = rates.over(
    localRateLimits(() => 2),
    () => 2,
  )('calls', rate);
  const taken = limit.take('ci');
  await vi.advanceTimersByTimeAsync(500);
  expect(await taken).toMatchObject({ passed: true, limit: 5 });
  expect(asked).toHaveLength(1);
  vi.useRealTimers();
});
