import { type HrTime, ValueType } from '@opentelemetry/api';
import { emptyResource } from '@opentelemetry/resources';
import {
  AggregationTemporality,
  type DataPoint,
  DataPointType,
  type MetricData,
  type MetricProducer,
} from '@opentelemetry/sdk-metrics';
import type { Registry } from 'prom-client';

interface RegistryMetric {
  readonly name: string;
  readonly help: string;
  /** As prom-client's JSON has it: a word, whatever its types say. */
  readonly type: unknown;
  readonly values: readonly RegistryValue[];
}

interface RegistryValue {
  readonly value: number;
  readonly labels: Readonly<Record<string, string | number>>;
  readonly metricName?: string;
}

interface Times {
  readonly startTime: HrTime;
  readonly endTime: HrTime;
}

/**
 * What `/metrics` shows, for the exporter of OTLP: one set of metrics, whoever reads it.
 *
 * @param began when the registry began to count
 */
export function produceMetrics(
  registry: Registry,
  scope: { name: string; version: string },
  began: Date,
): MetricProducer {
  return {
    async collect() {
      const metrics = (await registry.getMetricsAsJSON()) as unknown as readonly RegistryMetric[];
      const times = { startTime: hrTime(began), endTime: hrTime(new Date()) };
      const scopeMetrics = [{ scope, metrics: metrics.flatMap((metric) => dataOf(metric, times) ?? []) }];
      return { resourceMetrics: { resource: emptyResource(), scopeMetrics }, errors: [] };
    },
  };
}

function hrTime(date: Date): HrTime {
  const ms = date.getTime();
  return [Math.floor(ms / 1000), (ms % 1000) * 1_000_000];
}

function dataOf({ name, help, type, values }: RegistryMetric, times: Times): MetricData | undefined {
  if (values.length === 0) return undefined;
  const common = {
    descriptor: { name, description: help, unit: unitOf(name), valueType: ValueType.DOUBLE },
    aggregationTemporality: AggregationTemporality.CUMULATIVE,
  };
  const dataPoints = values.map(({ labels, value }): DataPoint<number> => ({ ...times, attributes: labels, value }));
  switch (type) {
    case 'counter':
      return { ...common, dataPointType: DataPointType.SUM, isMonotonic: true, dataPoints };
    case 'gauge':
      return { ...common, dataPointType: DataPointType.GAUGE, dataPoints };
    case 'histogram':
      return { ...common, dataPointType: DataPointType.HISTOGRAM, dataPoints: histograms(name, values, times) };
    default:
      return undefined;
  }
}

function unitOf(name: string): string {
  if (/_seconds(_|$)/.test(name)) return 's';
  return /_bytes(_|$)/.test(name) ? 'By' : '1';
}

type HistogramPoint = Extract<MetricData, { dataPointType: DataPointType.HISTOGRAM }>['dataPoints'][number];

/** prom-client tells each bucket with all below it, and the sum and the count beside them. */
function histograms(name: string, values: readonly RegistryValue[], times: Times): HistogramPoint[] {
  const series = new Map<
    string,
    { labels: RegistryValue['labels']; buckets: RegistryValue[]; sum: number; count: number }
  >();
  for (const one of values) {
    const { le, ...labels } = one.labels;
    const key = JSON.stringify(Object.entries(labels).sort());
    const known = series.get(key) ?? { labels, buckets: [], sum: 0, count: 0 };
    series.set(key, known);
    if (one.metricName === `${name}_sum`) known.sum = one.value;
    else if (one.metricName === `${name}_count`) known.count = one.value;
    else if (le !== '+Inf') known.buckets.push(one);
  }
  return [...series.values()].map(({ labels, buckets, sum, count }) => {
    const upTo = buckets.map(({ value }) => value);
    const counts = [...upTo, count].map((value, index) => value - (upTo[index - 1] ?? 0));
    const boundaries = buckets.map((one) => Number(one.labels.le));
    return { ...times, attributes: labels, value: { buckets: { boundaries, counts }, sum, count } };
  });
}
