import cluster from 'node:cluster';
import { openTelemetry } from '../app/core/telemetry.ts';
import { createLog } from '../app/log.ts';
import { openWorkerLink } from '../app/processes/worker-link.ts';
import { welcome } from '../app/welcome.ts';
import { loadConfig } from '../config.ts';
import { version } from '../version.ts';
import { keepCompiled } from './fast-start.ts';
import { STOP_LIMIT_MS } from './stop-limit.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs everything that the settings name. Returns when it is up, and the process continues until a signal stops it. When the
 * settings ask for several processes, starts them and returns when they have ended.
 */
export async function serve(terminal: Terminal): Promise<void> {
  const { env, out } = terminal;
  const config = await loadConfig(env);
  if (config.settings.processes > 1 && cluster.isPrimary) {
    const { servePrimary } = await import('./serve-primary.ts');
    return servePrimary(config, terminal);
  }
  const link = openWorkerLink();
  const readable = process.stdout.isTTY === true || config.demo;
  const { logLevel, secrets } = config.settings;
  // The telemetry exports the lines of the log, so the log is created after it.
  const telemetry = await openTelemetry(config.settings.telemetry, {
    warn: (data, message) => log.warn(data, message),
    info: (data, message) => log.info(data, message),
  });
  const { log, hide } = createLog(logLevel, secrets, readable, telemetry, link && { worker: link.number });
  if (!link) log.info({ version, node: process.version }, 'Tocsin is starting');
  // An unhandled rejection of an SDK must not stop the pager; it is logged, and the sweep repairs its consequences.
  process.on('unhandledRejection', (err) => log.error({ err }, 'unhandled promise rejection'));

  let isStopping = false;
  function stop(): void {
    isStopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    void starting
      .then((running) => running.stop())
      .then(() => telemetry?.stop())
      .then(() => process.exit(0));
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      // A terminal and systemd signal a worker as well as the primary process, and only the primary process stops workers.
      if (link && (isStopping || signal === 'SIGINT')) return;
      if (isStopping) process.exit(130);
      log.info({ signal }, link ? 'worker process is stopping' : 'Stopping');
      stop();
    });
  }

  const { start } = await import('../app/start.ts');
  const starting = start(config, {
    log,
    hide,
    say: (line) => out(`  ${line}\n`),
    ...(telemetry && { telemetry }),
    ...(link && { workers: link }),
  });
  link?.follow({
    onStop: () => isStopping || stop(),
    onReload: () => void starting.then((running) => running.reload()),
    onEnded: (name) =>
      void starting
        .then((running) => running.ended(name))
        .catch((err: unknown) => log.debug({ err }, 'process registry does not answer')),
  });
  const running = await starting;
  process.on('SIGHUP', () => void running.reload());
  if (isStopping) return;
  const { url, database, readyAfterMs } = running;
  if (link) {
    link.showAlive(running.name);
    const chats = running.chats.map((chat) => ({ platform: chat.platform, connected: chat.connected() }));
    link.ready({ url, database, chats, readyAfterMs });
    log.info({ pid: process.pid, readyAfterMs }, 'worker process is running');
  } else {
    if (readable) out(`${welcome({ ...config, ...running })}\n`);
    log.info({ url, database, readyAfterMs }, 'Tocsin is running');
  }
  keepCompiled();
}
