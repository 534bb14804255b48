import { Counter, Histogram, type Registry } from 'prom-client';
import type { TraceIds } from '../../src/ports/telemetry/tracing.ts';

type Labels = Readonly<Record<string, string>>;

/** Labels that lead from a value to its trace; undefined while nothing is traced. */
export type ExemplarSource = () => TraceIds | undefined;

/** Makes counters and histograms whose values lead to the trace that they were counted in. */
export interface Counters {
  /** Counts one more, or as many as are given. */
  counter(name: string, help: string, labelNames: readonly string[]): (labels: Labels, count?: number) => void;
  histogram(
    name: string,
    help: string,
    labelNames: readonly string[],
    buckets: readonly number[],
  ): (labels: Labels, value: number) => void;
}

/** @param exemplar absent: no value leads to a trace */
export function createCounters(registry: Registry, exemplar: ExemplarSource = () => undefined): Counters {
  // Registered by hand: prom-client wants a registry that writes OpenMetrics alone.
  const apart = { enableExemplars: true, registers: [] as Registry[] };
  const traced = () => {
    const exemplarLabels = exemplar();
    return exemplarLabels && { exemplarLabels: { ...exemplarLabels } };
  };
  return {
    counter(name, help, labelNames) {
      const made = new Counter({ ...apart, name, help, labelNames });
      registry.registerMetric(made);
      return (labels, value = 1) => made.inc({ labels, value, ...(value > 0 && traced()) });
    },
    histogram(name, help, labelNames, buckets) {
      const made = new Histogram({ ...apart, name, help, labelNames, buckets: [...buckets] });
      registry.registerMetric(made);
      return (labels, value) => made.observe({ labels, value, ...traced() });
    },
  };
}
