import { hostname } from 'node:os';
import type { Registry } from 'prom-client';
import type { Log } from '../../ports/runtime.ts';
import type { OtlpSettings } from '../../ports/telemetry/otlp.ts';
import type { TraceIds, Tracing } from '../../ports/telemetry/tracing.ts';
import { version } from '../../version.ts';

/** Traces, logs and metrics on their way to a collector. */
export interface Telemetry {
  readonly tracing: Tracing;
  /** The trace that is going on; undefined while nothing is traced. */
  ids(): TraceIds | undefined;
  /** Sends a line of the log along. */
  line(text: string): void;
  /** Sends what this registry shows, again and again. */
  exportMetrics(registry: Registry): Promise<void>;
  /** Sends what waits. Ends within 2 s, whether there is a collector or not. */
  stop(): Promise<void>;
}

/** Opens what the settings name; where they name nothing, nothing is even loaded. */
export async function openTelemetry(
  settings: OtlpSettings | undefined,
  log: Pick<Log, 'warn' | 'info'>,
): Promise<Telemetry | undefined> {
  if (!settings) return undefined;
  const { openOtlp } = await import('../../../adapters/telemetry/otlp/open.ts');
  // A pod's host name is its own name; worker processes share it.
  return openOtlp(settings, { version, log, instance: `${hostname()}-${process.pid}` });
}
