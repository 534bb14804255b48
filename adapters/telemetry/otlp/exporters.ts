import type { LogRecordExporter } from '@opentelemetry/sdk-logs';
import type { PushMetricExporter } from '@opentelemetry/sdk-metrics';
import type { SpanExporter } from '@opentelemetry/sdk-trace';
import type { OtlpSettings, Signal } from '../../../src/ports/telemetry/otlp.ts';

const answerWithinMs = 5_000;

/** What is sent to the collector, a signal each. */
export interface Exporters {
  traces(): SpanExporter;
  metrics(): PushMetricExporter;
  logs(): LogRecordExporter;
}

/** Loads the exporters of one protocol; of the other nothing is loaded. */
export async function loadExporters({ endpoint, headers, protocol }: OtlpSettings): Promise<Exporters> {
  const { OTLPTraceExporter, OTLPMetricExporter, OTLPLogExporter } = await (protocol === 'http/json'
    ? import('./exporters-json.ts')
    : import('./exporters-protobuf.ts'));
  const to = (signal: Signal) => ({
    url: `${endpoint.replace(/\/$/, '')}/v1/${signal}`,
    headers: { ...headers },
    timeoutMillis: answerWithinMs,
    // What cannot be sent in time is dropped rather than kept.
    concurrencyLimit: 2,
  });
  return {
    traces: () => new OTLPTraceExporter(to('traces')),
    metrics: () => new OTLPMetricExporter(to('metrics')),
    logs: () => new OTLPLogExporter(to('logs')),
  };
}
