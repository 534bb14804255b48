import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { openMetricsOf } from './open-metrics.ts';

export interface HttpMetrics {
  readonly registry: Registry;
  /** `route` is the path as it was mounted, never as it was asked for: a label must not grow with what people type. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
}

/** A registry of its own, so that two servers in one process (tests, say) do not count into each other. */
export function createHttpMetrics(registry = new Registry()): HttpMetrics {
  if (!registry.getSingleMetric('process_resident_memory_bytes')) collectDefaultMetrics({ register: registry });
  const duration = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time until an HTTP request was answered; an event stream counts until it begins',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
    registers: [registry],
  });
  return {
    registry,
    answered: ({ method, route, status, seconds }) =>
      duration.observe({ method, route, status: String(status) }, seconds),
  };
}

/** Writes all metrics: as OpenMetrics, with exemplars, for whoever accepts it, such as Prometheus; else as plain text. */
export async function writeMetrics(
  registry: Registry,
  accept = '',
): Promise<{ readonly body: string; readonly contentType: string }> {
  if (accept.includes('application/openmetrics-text'))
    return { body: await openMetricsOf(registry), contentType: Registry.OPENMETRICS_CONTENT_TYPE };
  return { body: await registry.metrics(), contentType: registry.contentType };
}
