import { Gauge, type Registry } from 'prom-client';
import type { EventAttempt, Metrics } from '../../src/ports/telemetry/metrics.ts';
import type { Counters } from './counters.ts';

/** Incidents of which a sink has not taken an event: beyond so many the oldest alone still tells its lag. */
const mostFailing = 10_000;
/**
 * A sink that fails is tried again about every minute. What this process has not tried for so long another one has told, or
 * tries in its place and shows.
 */
const triedWithinMs = 10 * 60_000;
const publishSeconds = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 1_800, 3_600];

interface Failing {
  readonly at: number;
  readonly triedAt: number;
}

/** Counts what event sinks are told, and shows how far each is behind. */
export function createSinkMeters(
  registry: Registry,
  { counter, histogram }: Counters,
  now = () => Date.now(),
): Pick<Metrics, 'eventAttempted'> {
  const events = counter(
    'tocsin_sink_events_total',
    'Attempts to tell an event sink of an event: published, failed (tried again) or refused (in the dead letters)',
    ['sink', 'result'],
  );
  const publishedAfter = histogram(
    'tocsin_sink_publish_seconds',
    'Time from an event to its confirmation by the event sink',
    ['sink'],
    publishSeconds,
  );
  /** Of each sink and incident, when the event happened that the sink has not taken, and when it was tried last. */
  const failing = new Map<string, Map<string, Failing>>();

  new Gauge({
    name: 'tocsin_sink_lag_seconds',
    help: 'Age of the oldest event that this process has tried to tell the sink in vain; 0 when there is none',
    labelNames: ['sink'],
    registers: [registry],
    collect() {
      for (const [sink, incidents] of failing) {
        let oldest = now();
        for (const [incident, { at, triedAt }] of incidents) {
          if (now() - triedAt > triedWithinMs) incidents.delete(incident);
          else oldest = Math.min(oldest, at);
        }
        this.set({ sink }, (now() - oldest) / 1000);
      }
    },
  });

  function follow({ sink, incident, result, at }: EventAttempt): void {
    const incidents = failing.get(sink) ?? new Map<string, Failing>();
    failing.set(sink, incidents);
    if (result !== 'failed') incidents.delete(incident);
    else if (incidents.has(incident) || incidents.size < mostFailing)
      incidents.set(incident, { at: at.getTime(), triedAt: now() });
  }

  return {
    eventAttempted(attempt) {
      const { sink, result, at } = attempt;
      events({ sink, result });
      if (result === 'published') publishedAfter({ sink }, Math.max(0, attempt.now.getTime() - at.getTime()) / 1000);
      follow(attempt);
    },
  };
}
