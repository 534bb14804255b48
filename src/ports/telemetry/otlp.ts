export type Signal = 'traces' | 'metrics' | 'logs';

/** Where telemetry goes by OTLP, as the standard variables say. */
export interface OtlpSettings {
  /** Without the path of a signal, such as `http://collector:4318`. */
  readonly endpoint: string;
  readonly protocol: 'http/protobuf' | 'http/json';
  readonly headers: Readonly<Record<string, string>>;
  readonly signals: readonly Signal[];
  readonly sampler: Sampler;
  /** Attributes of the process, `service.name` among them. */
  readonly resource: Readonly<Record<string, string>>;
}

export interface Sampler {
  readonly kind: 'always_on' | 'always_off' | 'traceidratio';
  /** Of a trace that begins elsewhere, what was decided there holds. */
  readonly parentBased: boolean;
  /** From 0 to 1, for `traceidratio`. */
  readonly ratio: number;
}
