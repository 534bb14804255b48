import { hostname } from 'node:os';
import type { Registry } from 'prom-client';
import type { Log } from '../../ports/runtime.ts';
import type { OtlpSettings } from '../../ports/telemetry/otlp.ts';
import type { TraceIds, Tracing } from '../../ports/telemetry/tracing.ts';
import { version } from '../../version.ts';

/** Exports traces, logs and metrics to a collector. */
export interface Telemetry {
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

/** Opens the exporters that the settings name. Without such settings no exporter is even loaded. */
export async function openTelemetry(
  settings: OtlpSettings | undefined,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Telemetry | undefined> {
  if (!settings) return undefined;
  const { openOtlp } = await import('../../../adapters/telemetry/otlp/open.ts');
  // The host name of a pod is its own name, which its worker processes share.
  return openOtlp(settings, { version, log, instance: `${hostname()}-${process.pid}` });
}
