import type { OtlpSettings, Signal } from '../ports/telemetry/otlp.ts';
import type { SettingName } from './environment.ts';
import { type Reading, text } from './sections/fields.ts';
import { exactOneOf } from './setting-fields.ts';
import { url } from './urls.ts';

// The names and the values are those of OpenTelemetry:
// https://opentelemetry.io/docs/specs/otel/configuration/sdk-environment-variables/

const samplers = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;
const pairsExpected = 'pairs such as team=payments,deployment.environment=production';
const signals = ['traces', 'metrics', 'logs'] as const;

/** The settings of OpenTelemetry that Tocsin reads. The exporters read those for compression and certificates themselves. */
export const telemetryFields = {
  OTEL_EXPORTER_OTLP_ENDPOINT: url(['http', 'https'], 'http://collector.example.org:4318').optional(),
  OTEL_EXPORTER_OTLP_HEADERS: pairs('pairs such as authorization=Bearer%20…').optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: exactOneOf(['http/protobuf', 'http/json']).default('http/protobuf'),
  OTEL_SERVICE_NAME: text('a name such as tocsin', (value): Reading<string> => ({ value })).default('tocsin'),
  OTEL_RESOURCE_ATTRIBUTES: pairs(pairsExpected).optional(),
  OTEL_SDK_DISABLED: exactOneOf(['true', 'false']).default('false'),
  OTEL_TRACES_SAMPLER: exactOneOf(samplers).default('parentbased_always_on'),
  OTEL_TRACES_SAMPLER_ARG: text('a number from 0 to 1', (value): Reading<number> => {
    const ratio = Number(value);
    return ratio >= 0 && ratio <= 1 ? { value: ratio } : { wrong: 'is none' };
  }).default(1),
  OTEL_TRACES_EXPORTER: exactOneOf(['otlp', 'none']).default('otlp'),
  OTEL_METRICS_EXPORTER: exactOneOf(['otlp', 'none']).default('otlp'),
  OTEL_LOGS_EXPORTER: exactOneOf(['otlp', 'none']).default('otlp'),
} satisfies Partial<Record<SettingName, unknown>>;

interface Read {
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined;
  readonly OTEL_EXPORTER_OTLP_HEADERS?: Readonly<Record<string, string>> | undefined;
  readonly OTEL_EXPORTER_OTLP_PROTOCOL: OtlpSettings['protocol'];
  readonly OTEL_SERVICE_NAME: string;
  readonly OTEL_RESOURCE_ATTRIBUTES?: Readonly<Record<string, string>> | undefined;
  readonly OTEL_SDK_DISABLED: 'true' | 'false';
  readonly OTEL_TRACES_SAMPLER: (typeof samplers)[number];
  readonly OTEL_TRACES_SAMPLER_ARG: number;
  readonly OTEL_TRACES_EXPORTER: 'otlp' | 'none';
  readonly OTEL_METRICS_EXPORTER: 'otlp' | 'none';
  readonly OTEL_LOGS_EXPORTER: 'otlp' | 'none';
}

/** Returns undefined when nothing has to be exported. */
export function telemetryIn(read: Read): OtlpSettings | undefined {
  const { OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, OTEL_TRACES_SAMPLER: sampler } = read;
  const isSent: Record<Signal, boolean> = {
    traces: read.OTEL_TRACES_EXPORTER === 'otlp',
    metrics: read.OTEL_METRICS_EXPORTER === 'otlp',
    logs: read.OTEL_LOGS_EXPORTER === 'otlp',
  };
  const sent = signals.filter((signal) => isSent[signal]);
  if (!endpoint || read.OTEL_SDK_DISABLED === 'true' || sent.length === 0) return undefined;
  const { address, authorization } = withoutPassword(endpoint);
  return {
    endpoint: address,
    protocol: read.OTEL_EXPORTER_OTLP_PROTOCOL,
    headers: { ...(authorization && { authorization }), ...read.OTEL_EXPORTER_OTLP_HEADERS },
    signals: sent,
    sampler: {
      kind: sampler.replace('parentbased_', '') as OtlpSettings['sampler']['kind'],
      parentBased: sampler.startsWith('parentbased_'),
      ratio: read.OTEL_TRACES_SAMPLER_ARG,
    },
    resource: { ...read.OTEL_RESOURCE_ATTRIBUTES, 'service.name': read.OTEL_SERVICE_NAME },
  };
}

/** Returns the values of headers, because they are keys of a collector. */
export function headerSecrets(read: Pick<Read, 'OTEL_EXPORTER_OTLP_HEADERS'>): string[] {
  return Object.values(read.OTEL_EXPORTER_OTLP_HEADERS ?? {});
}

/** Reads `name=value` pairs with commas between them; a value is percent-encoded. */
function pairs(expected: string) {
  return text(expected, (given): Reading<Record<string, string>> => {
    const found: Record<string, string> = {};
    for (const pair of given.split(',').filter((one) => one.trim())) {
      const [, name, value] = /^\s*([^=\s]+)\s*=\s*(.*?)\s*$/.exec(pair) ?? [];
      if (name === undefined || value === undefined) return { wrong: 'has an entry without “=”' };
      try {
        found[name] = decodeURIComponent(value);
      } catch {
        return { wrong: 'has a “%” that encodes nothing', todo: 'write it as %25' };
      }
    }
    return { value: found };
  });
}

function withoutPassword(endpoint: string): { address: string; authorization?: string } {
  const address = new URL(endpoint);
  const { username, password } = address;
  if (!username && !password) return { address: endpoint };
  address.username = '';
  address.password = '';
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { address: address.href, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}
