import { Registry } from 'prom-client';
import { expect, it } from 'vitest';
import { createCounters } from '../../../adapters/telemetry/counters.ts';
import { createSinkMeters } from '../../../adapters/telemetry/sink-meters.ts';

const minuteMs = 60_000;

it('shows how far a sink is behind for as long as this process tries, and no longer when another process has told it', async () => {
  const began = Date.UTC(2026, 0, 1);
  let now = began;
  const registry = new Registry();
  const { eventAttempted } = createSinkMeters(registry, createCounters(registry), () => now);
  const attempt = (result: 'failed' | 'published') =>
    eventAttempted({ sink: 'amqp', incident: 'one', result, at: new Date(began), now: new Date(now) });
  const lag = async () => (await registry.getSingleMetric('tocsin_sink_lag_seconds')!.get()).values[0]?.value;

  for (let minute = 0; minute < 30; minute += 1) {
    attempt('failed');
    now += minuteMs;
  }
  expect(await lag()).toBe(30 * 60);
  now += 10 * minuteMs;
  expect(await lag()).toBe(0);
  attempt('failed');
  expect(await lag()).toBe(40 * 60);
  attempt('published');
  expect(await lag()).toBe(0);
});
