import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';
import { openMetricsOf } from './open-metrics.ts';

export interface HttpMetrics {
  readonly registry: Registry;
  /**
   * `route` is the mounted path pattern, never the requested path: a label must not take values that clients choose.
   */
  answered(request: { method: string; route: string; status: number; seconds: number }): void;
  /** Writes all metrics, including those of the other workers, in the format that `accept` asks for. */
  write(accept?: string): Promise<Exposition>;
}

export interface Exposition {
  readonly body: string;
  readonly contentType: string;
}

/** The worker processes that answer at one address. */
export interface Workers {
  /** The number of this worker, a label of its metrics. */
  readonly number: number;
  shareMetrics(write: (accept: string) => Promise<string>): void;
  /** Returns the metrics of all workers; undefined when only this one can be asked. */
  gatherMetrics(accept: string): Promise<string | undefined>;
}

/**
 * Creates the HTTP metrics with a registry that only they use, so that two servers in one process (in tests) do not count
 * into each other.
 *
 * @param workers absent: this process is the only one
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
 * Writes the metrics of a registry: as OpenMetrics with exemplars for clients that accept it, such as Prometheus; else as
 * plain text.
 *
 * @param labels the labels that the registry adds to each metric
 */
export async function writeMetrics(registry: Registry, accept = '', labels: Labels = {}): Promise<Exposition> {
  if (isOpen(accept))
    return { body: await openMetricsOf(registry, labels), contentType: Registry.OPENMETRICS_CONTENT_TYPE };
  return { body: await registry.metrics(), contentType: registry.contentType };
}
