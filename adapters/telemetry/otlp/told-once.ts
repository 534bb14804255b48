import type { Log } from '../../../src/ports/runtime.ts';

interface ExportResult {
  /** 0: it has arrived. */
  readonly code: number;
  readonly error?: Error;
}

/** Tells in the log that the collector is away, once, and that it is back. */
export interface CollectorHealth {
  /** Returns the exporter, each of whose results is looked at. */
  follow<T, E extends { export(items: T, done: (result: ExportResult) => void): void }>(exporter: E): E;
}

/** @param collector shown in the log: without a password */
export function followCollector(collector: string, log: Pick<Log, 'warn' | 'info'>): CollectorHealth {
  let isAway = false;

  function settled({ code, error }: ExportResult): void {
    if (code === 0 && isAway) log.info({ component: 'telemetry', collector }, 'collector is back');
    if (code !== 0 && !isAway) {
      const reason = error?.message ?? 'no reason given';
      const message = 'collector is away; telemetry is dropped until it is back, and nothing else waits for it';
      log.warn({ component: 'telemetry', collector, reason }, message);
    }
    isAway = code !== 0;
  }

  return {
    follow(exporter) {
      const send = exporter.export.bind(exporter);
      exporter.export = (items, done) =>
        send(items, (result) => {
          settled(result);
          done(result);
        });
      return exporter;
    },
  };
}
