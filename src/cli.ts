#!/usr/bin/env node
import { checkConfig } from './config/check.ts';
import { ConfigMistakes } from './config/mistakes.ts';
import { loadConfig } from './config.ts';
import { createLog } from './logging.ts';
import { slackManifestFor, start } from './main.ts';
import { welcome } from './welcome.ts';

const usage = `tocsin                  start
tocsin check            say whether the settings and the file are in order, and start nothing
tocsin slack-manifest   print the manifest of the Slack app, for api.slack.com/apps; by Socket Mode, or
                        with your public URL behind it (https://…) by HTTP
tocsin help             this

Settings come from the environment and from tocsin.yaml; README lists them.`;

const say = (line: string) => void process.stdout.write(`${line}\n`);

async function run(command?: string, url?: string): Promise<void> {
  if (url !== undefined && command !== 'slack-manifest') return misused(`“${url}” is too much`);
  switch (command) {
    case undefined:
    case 'start':
      return serve();
    case 'check': {
      const { text, exitCode } = await checkConfig(process.env);
      say(text);
      process.exitCode = exitCode;
      return;
    }
    case 'slack-manifest':
      return say(JSON.stringify(await slackManifestFor(url), undefined, 2));
    case 'help':
    case '--help':
    case '-h':
      return say(usage);
    default:
      return misused(`There is no “${command}”`);
  }
}

function misused(what: string): void {
  process.stderr.write(`${what}. There is:\n\n${usage}\n`);
  process.exitCode = 2;
}

async function serve(): Promise<void> {
  const terminal = process.stdout.isTTY === true;
  const config = await loadConfig(process.env);
  const readable = terminal || config.demo;
  const { log, hide } = createLog(config.settings.logLevel, config.settings.secrets, readable);
  // An SDK's stray rejection must not take the pager down; it is said, and the sweep mends what it left behind.
  process.on('unhandledRejection', (err) => log.error({ err }, 'A promise was rejected and nobody looked'));

  const stopping = new AbortController();
  const stop = (signal: string) => {
    if (stopping.signal.aborted) process.exit(130);
    stopping.abort();
    log.info({ signal }, 'Stopping');
    // Whatever hangs: five seconds is what whoever pressed Ctrl-C was promised.
    setTimeout(() => process.exit(1), 4_800).unref();
    void starting.then((running) => running.stop()).then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop(signal));

  const starting = start(config, { log, hide, say: (line) => say(`  ${line}`) });
  const running = await starting;
  process.on('SIGHUP', () => void running.reload());
  if (stopping.signal.aborted) return;
  if (readable) say(welcome({ ...config, ...running }));
  log.info({ url: running.url, database: running.database, readyAfterMs: running.readyAfterMs }, 'Tocsin is running');
}

/** Ends with 2 for a mistake in the configuration or the command line, with 1 when something cannot start. */
run(...process.argv.slice(2, 4)).catch((err: unknown) => {
  process.stderr.write(`${err instanceof Error ? err.message : String(err)}\n`);
  process.exit(err instanceof ConfigMistakes ? 2 : 1);
});
