import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { openMetricsOf } from './open-metrics.ts';

export interface HttpMetrics {
  readonly registry: Registry;
  /** `route` is the path as it was mounted, never as it was asked for: a label must not grow with what people type. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Writes all metrics, those of the other workers too, in the format that `accept` asks for. */
  write(accept?: string): Promise<Exposition>;
}

export interface Exposition {
  readonly body: string;
  readonly contentType: string;
}

/** The worker processes that answer under one address. */
export interface Workers {
  /** That of this one, which is put on its metrics as a label. */
  readonly number: number;
  shareMetrics(write: (accept: string) => Promise<string>): void;
  /** @returns the metrics of all of them; undefined when only this one can be asked */
  gatherMetrics(accept: string): Promise<string | undefined>;
}

/**
 * A registry of its own, so that two servers in one process (tests, say) do not count into each other.
 *
 * @param workers absent: this process answers alone
 */
export function createHttpMetrics(workers?: Workers): HttpMetrics {
  const registry = new Registry();
  const labels: Labels = workers ? { worker: String(workers.number) } : {};
  registry.setDefaultLabels(labels);
  workers?.shareMetrics(async (accept) => (await writeMetrics(registry, accept, labels)).body);
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
    async write(accept = '') {
      const body = await workers?.gatherMetrics(accept);
      return body === undefined
        ? writeMetrics(registry, accept, labels)
        : { body, contentType: isOpen(accept) ? Registry.OPENMETRICS_CONTENT_TYPE : registry.contentType };
    },
  };
}

type Labels = Readonly<Record<string, string>>;

function isOpen(accept: string): boolean {
  return accept.includes('application/openmetrics-text');
}

/**
 * Writes the metrics of a registry: as OpenMetrics, with exemplars, for whoever accepts it, such as Prometheus; else as
 * plain text.
 *
 * @param labels those that the registry puts on each metric
 */
export async function writeMetrics(registry: Registry, accept = '', labels: Labels = {}): Promise<Exposition> {
  if (isOpen(accept))
    return { body: await openMetricsOf(registry, labels), contentType: Registry.OPENMETRICS_CONTENT_TYPE };
  return { body: await registry.metrics(), contentType: registry.contentType };
}
