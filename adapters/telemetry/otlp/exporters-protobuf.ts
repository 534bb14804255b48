// A file of its own, so that a bundle loads one protocol only: the packages are CommonJS, which it cannot import by name later.
export { OTLPLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
export { OTLPMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
export { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-proto';
