import type { Log } from '../../../src/ports/runtime.ts';

interface ExportResult {
  /** 0: it has arrived. */
  readonly code: number;
  readonly error?: Error;
}

/** Tells in the log that the collector is away, once, and that it is back: when it takes all signals again. */
export interface CollectorHealth {
  /** Returns the exporter, each of whose results is looked at. */
  follow<T, E extends { export(items: T, done: (result: ExportResult) => void): void }>(exporter: E): E;
}

/** @param collector shown in the log: without a password */
export function followCollector(collector: string, log: Pick<Log, 'warn' | 'info'>): CollectorHealth {
  /** The exporters whose last try failed. A collector may take one signal and refuse another. */
  const failing = new Set<object>();

  function settled(exporter: object, { code, error }: ExportResult): void {
    if (code === 0) {
      if (failing.delete(exporter) && failing.size === 0) {
        log.info({ component: 'telemetry', collector }, 'collector is back');
      }
      return;
    }
    if (failing.size === 0) {
      const reason = error?.message ?? 'no reason given';
      const message = 'collector is away; telemetry is dropped until it is back, and nothing else waits for it';
      log.warn({ component: 'telemetry', collector, reason }, message);
    }
    failing.add(exporter);
  }

  return {
    follow(exporter) {
      const send = exporter.export.bind(exporter);
      exporter.export = (items, done) =>
        send(items, (result) => {
          settled(exporter, result);
          done(result);
        });
      return exporter;
    },
  };
}
