import { openTelemetry } from '../app/core/telemetry.ts';
import { createLog } from '../app/log.ts';
import { start } from '../app/start.ts';
import { welcome } from '../app/welcome.ts';
import { loadConfig } from '../config.ts';
import { version } from '../version.ts';
import { keepCompiled } from './fast-start.ts';
import { STOP_LIMIT_MS } from './stop-limit.ts';
import type { Terminal } from './terminal.ts';

/** Runs everything that the settings name. Returns when it is up; the process goes on until a signal stops it. */
export async function serve({ env, out }: Terminal): Promise<void> {
  const terminal = process.stdout.isTTY === true;
  const config = await loadConfig(env);
  const readable = terminal || config.demo;
  const { logLevel, secrets } = config.settings;
  // Its lines go there as well, so the log comes after it.
  const telemetry = await openTelemetry(config.settings.telemetry, {
    warn: (data, message) => log.warn(data, message),
    info: (data, message) => log.info(data, message),
  });
  const { log, hide } = createLog(logLevel, secrets, readable, telemetry);
  log.info({ version, node: process.version }, 'Tocsin is starting');
  // An SDK's stray rejection must not take the pager down; it is said, and the sweep mends what it left behind.
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled promise rejection'));

  const stopping = new AbortController();
  const stop = (signal: string) => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
    log.info({ signal }, 'Stopping');
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void starting
      .then((running) => running.stop())
      .then(() => telemetry?.stop())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));

  const starting = start(config, { log, hide, say: (line) => out(`  ${line}\n`), ...(telemetry && { telemetry }) });
  const running = await starting;
  process.on('SIGHUP', () => void running.reload());
  if (stopping.signal.aborted) return;
  if (readable) out(`${welcome({ ...config, ...running })}\n`);
  log.info({ url: running.url, database: running.database, readyAfterMs: running.readyAfterMs }, 'Tocsin is running');
  keepCompiled();
}
