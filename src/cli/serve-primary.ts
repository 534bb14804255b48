import cluster from 'node:cluster';
import { fileURLToPath } from 'node:url';
import { createLog } from '../app/log.ts';
import { startWorkers } from '../app/processes/primary.ts';
import { welcome } from '../app/welcome.ts';
import type { Config } from '../config.ts';
import { isBuilt, version } from '../version.ts';
import { Exit, type Terminal } from './terminal.ts';

/** The program's entry file: in the bundle all files are in one folder. */
const entry = fileURLToPath(new URL(isBuilt ? './cli.js' : '../cli.ts', import.meta.url));

/**
 * Starts as many worker processes as the settings say, and supervises them until a signal stops it.
 *
 * @throws Exit with the code of the worker that could not start, which has printed the reason
 */
export async function servePrimary(config: Config, { out }: Terminal): Promise<void> {
  const { logLevel, secrets, processes } = config.settings;
  const readable = process.stdout.isTTY === true || config.demo;
  const { log } = createLog(logLevel, secrets, readable);
  log.info({ version, node: process.version, processes }, 'Tocsin is starting');
  const began = performance.now();
  cluster.setupPrimary({ exec: entry, args: ['start'] });
  const workers = await startWorkers(config.settings, log);

  let isStopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (isStopping) {
        workers.kill();
        process.exit(130);
      }
      isStopping = true;
      log.info({ signal }, 'Stopping');
      workers.stop();
    });
  }
  process.on('SIGHUP', () => workers.reload());

  void workers.ready.then(({ url, database, chats }) => {
    if (isStopping) return;
    const shown = chats.map(({ platform, connected }) => ({ platform, connected: () => connected }));
    if (readable) out(`${welcome({ ...config, url, database, chats: shown })}\n`);
    const readyAfterMs = Math.round(performance.now() - began);
    log.info({ url, database, processes, readyAfterMs }, 'Tocsin is running');
  });
  const code = await workers.ended;
  if (code === 0) process.exit(0);
  throw new Exit(code);
}
