import { ROOT_CONTEXT } from '@opentelemetry/api';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Registry } from 'prom-client';
import { withTimeout } from '../../../src/lib/async.ts';
import type { Log } from '../../../src/ports/runtime.ts';
import type { OtlpSettings, Sampler } from '../../../src/ports/telemetry/otlp.ts';
import { noTracing, type TraceIds, type Tracing } from '../../../src/ports/telemetry/tracing.ts';
import { loadExporters } from './exporters.ts';
import { createLogLines } from './logs.ts';
import { produceMetrics } from './registry-metrics.ts';
import { followCollector } from './told-once.ts';
import { createTracing, type OtlpTracing } from './tracing.ts';

const scope = 'tocsin';
/** What waits for the collector at most; what comes beyond that is dropped. */
const queued = { maxQueueSize: 4_096, maxExportBatchSize: 512, scheduledDelayMillis: 1_000 };
const usualIntervalMs = 60_000;
const stopWithinMs = 1_500;

/** Exports traces, logs and metrics to a collector. */
export interface OtlpTelemetry {
  readonly tracing: Tracing;
  /** Returns the ids of the current trace; undefined without one. */
  ids(): TraceIds | undefined;
  /** Exports a line of the log. */
  line(text: string): void;
  /** Exports the metrics of this registry regularly. */
  exportMetrics(registry: Registry): Promise<void>;
  /** Exports what is still queued. Ends within 2 s, with or without a collector. */
  stop(): Promise<void>;
}

interface Circumstances {
  readonly version: string;
  /** Which process this is among those of the same service. Absent: the settings say so, or nobody does. */
  readonly instance?: string;
  readonly log: Pick<Log, 'warn' | 'info'>;
  /** Between two times that metrics are sent. Absent: a minute. */
  readonly metricIntervalMs?: number;
}

/** Opens what the settings name. Waits for no collector, then or later. */
export async function openOtlp(settings: OtlpSettings, given: Circumstances): Promise<OtlpTelemetry> {
  const { signals } = settings;
  const exporters = await loadExporters(settings);
  const collector = followCollector(new URL(settings.endpoint).host, given.log);
  const resource = resourceFromAttributes({
    'service.version': given.version,
    ...(given.instance !== undefined && { 'service.instance.id': given.instance }),
    ...settings.resource,
  });
  const closing: (() => Promise<void>)[] = [];

  function openTracing(): OtlpTracing | undefined {
    if (!signals.includes('traces')) return undefined;
    const exporter = collector.follow(exporters.traces());
    const spanProcessors = [new BatchSpanProcessor({ exporter, ...queued })];
    const provider = new TracerProvider({ resource, spanProcessors, sampler: samplerOf(settings.sampler) });
    closing.push(() => provider.shutdown());
    return createTracing(provider.getTracer(scope, given.version));
  }

  function openLogs(tracing: OtlpTracing | undefined): (line: string) => void {
    if (!signals.includes('logs')) return () => undefined;
    const exporter = collector.follow(exporters.logs());
    const provider = new LoggerProvider({
      resource,
      processors: [new BatchLogRecordProcessor({ exporter, ...queued })],
    });
    closing.push(() => provider.shutdown());
    return createLogLines(provider.getLogger(scope, given.version), tracing?.context ?? (() => ROOT_CONTEXT));
  }

  const tracing = openTracing();
  const line = openLogs(tracing);
  return {
    tracing: tracing ?? noTracing,
    ids: () => tracing?.ids(),
    line,
    async exportMetrics(registry) {
      if (!signals.includes('metrics')) return;
      const exporter = collector.follow(exporters.metrics());
      const exportIntervalMillis = given.metricIntervalMs ?? usualIntervalMs;
      const reader = new PeriodicExportingMetricReader({
        exporter,
        exportIntervalMillis,
        exportTimeoutMillis: Math.min(exportIntervalMillis, 5_000),
        metricProducers: [produceMetrics(registry, { name: scope, version: given.version }, new Date())],
      });
      const provider = new MeterProvider({ resource, readers: [reader] });
      closing.push(() => provider.shutdown());
    },
    async stop() {
      const ends = closing.splice(0).map((close) => close().catch(() => undefined));
      await withTimeout(Promise.all(ends), stopWithinMs);
    },
  };
}

function samplerOf({ kind, parentBased, ratio }: Sampler) {
  const root =
    kind === 'always_on'
      ? new AlwaysOnSampler()
      : kind === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return parentBased ? new ParentBasedSampler({ root }) : root;
}
