import { Registry } from 'prom-client';

/**
 * Writes a registry as OpenMetrics, which has exemplars. prom-client can write one registry in one format only, and takes
 * `_total` off the names of its counters for good when it writes this one; so it is given views of them.
 *
 * @param labels put on each metric; prom-client does not tell those of a registry
 */
export function openMetricsOf(registry: Registry, labels: Readonly<Record<string, string>>): Promise<string> {
  const views = new Registry();
  views.setDefaultLabels(labels);
  views.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as unknown as typeof Registry.PROMETHEUS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray() as unknown as (object & { readonly name: string })[])
    views.registerMetric(Object.create(metric, { name: { value: metric.name, writable: true } }));
  return views.metrics();
}
