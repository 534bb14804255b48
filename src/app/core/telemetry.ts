import { hostname } from 'node:os';
import type { OtlpTelemetry } from '../../../adapters/telemetry/otlp/open.ts';
import type { Log } from '../../ports/runtime.ts';
import type { OtlpSettings } from '../../ports/telemetry/otlp.ts';
import { version } from '../../version.ts';

export type Telemetry = OtlpTelemetry;

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
