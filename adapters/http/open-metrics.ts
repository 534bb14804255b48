import { Registry } from 'prom-client';

/**
 * Writes a registry as OpenMetrics, which has exemplars. prom-client writes a registry in one format only, and permanently
 * removes `_total` from its counters' names when it writes OpenMetrics. So it gets copies of the metrics instead.
 *
 * @param labels added to each metric, because prom-client does not expose the labels of a registry
 */
export function openMetricsOf(registry: Registry, labels: Readonly<Record<string, string>>): Promise<string> {
  const views = new Registry();
  views.setDefaultLabels(labels);
  views.setContentType(Registry.OPENMETRICS_CONTENT_TYPE as unknown as typeof Registry.PROMETHEUS_CONTENT_TYPE);
  for (const metric of registry.getMetricsAsArray() as unknown as (object & { readonly name: string })[])
    views.registerMetric(Object.create(metric, { name: { value: metric.name, writable: true } }));
  return views.metrics();
}
