#!/usr/bin/env node
import { ConfigMistakes } from './config/mistakes.ts';
import { loadConfig } from './config.ts';
import { createLog } from './logging.ts';
import { start } from './main.ts';
import { welcome } from './welcome.ts';

/** As the environment says. Ends with 2 for a mistake in the configuration, 1 when something cannot start. */
async function run(): Promise<void> {
  const terminal = process.stdout.isTTY === true;
  const say = (line: string) => void process.stdout.write(`${line}\n`);
  const config = await loadConfig(process.env);
  const log = createLog(config.settings.logLevel, config.settings.secrets, terminal || config.demo);
  // An SDK's stray rejection must not take the pager down; it is said, and the sweep mends what it left behind.
  process.on('unhandledRejection', (err) => log.error({ err }, 'A promise was rejected and nobody looked'));

  const running = await start(config, { log, say: (line) => say(`  ${line}`) });
  if (terminal || config.demo) say(welcome({ ...config, ...running }));
  else log.info({ url: running.url, database: running.database, warnings: config.warnings }, 'Tocsin is running');

  let stopping = false;
  const stop = (signal: string) => {
    if (stopping) process.exit(130);
    stopping = true;
    log.info({ signal }, 'Stopping');
    void running.stop().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));
}

run().catch((err: unknown) => {
  const mistaken = err instanceof ConfigMistakes;
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(mistaken ? 2 : 1);
});
