import { execFileSync, spawn } from 'node:child_process';
import { readUsage } from '../process-tree.ts';
import { diedOf, end, endWithUs, freePort, untilOk } from '../processes.ts';
import { findPostgres, type Postgres, type PostgresTools, startPostgres } from './postgres.ts';
import { teamSql } from './team.ts';

/** With the team in it: each GoAlert begins with a copy. */
const filled = 'filled';

/** A GoAlert that can be measured here. */
export interface GoAlertTools {
  readonly program: string;
  readonly version: string;
  readonly postgres: PostgresTools;
}

export interface GoAlert {
  readonly url: string;
  readonly died: Promise<never>;
  rssBytes(): Promise<number>;
  stop(): Promise<void>;
}

/** Returns the GoAlert of `GOALERT_BIN` with its PostgreSQL, or in one sentence what is missing. */
export function findGoAlert(env: NodeJS.ProcessEnv = process.env): GoAlertTools | string {
  const program = env.GOALERT_BIN;
  if (!program) return 'GOALERT_BIN names no GoAlert, so it is left out';
  const postgres = findPostgres(env);
  if (!postgres)
    return 'GoAlert is left out: its PostgreSQL (initdb, postgres, psql) is not on the PATH; name its folder in PG_BIN';
  try {
    const printed = execFileSync(program, ['version'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
    return { program, postgres, version: /Version:\s+v?(\S+)/.exec(printed)?.[1] ?? 'of unknown version' };
  } catch (err) {
    return `GoAlert is left out: ${program} does not run (${err instanceof Error ? err.message.split('\n')[0] : String(err)})`;
  }
}

/** Prepares a PostgreSQL cluster with GoAlert's team; each `start` is a GoAlert with a copy of that database of its own. */
export async function prepareGoAlert({ program, postgres: tools }: GoAlertTools, slackUrl: string) {
  const postgres = await startPostgres(tools);
  let starts = 0;
  try {
    postgres.run('postgres', `create database ${filled}`);
    runOnce(program, ['migrate'], postgres);
    runOnce(program, ['set-config', '--allow-empty-data-encryption-key', '--data', configuration], postgres);
    postgres.run(filled, teamSql());
  } catch (err) {
    await postgres.stop();
    throw err;
  }
  return {
    async start(): Promise<GoAlert> {
      starts += 1;
      const database = `run_${starts}`;
      postgres.run('postgres', `create database ${database} template ${filled}`);
      return startGoAlert(program, postgres, database, slackUrl);
    },
    stop: () => postgres.stop(),
  };
}

const configuration = JSON.stringify({
  Slack: { Enable: true, ClientID: 'bench', ClientSecret: 'bench', AccessToken: 'xoxb-bench' },
});

function runOnce(program: string, args: readonly string[], postgres: Postgres): void {
  execFileSync(program, [...args, '--log-errors-only'], {
    env: environment(postgres.url(filled)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

/** Whoever runs this may have settings of a GoAlert of their own in the environment. */
function environment(databaseUrl: string): NodeJS.ProcessEnv {
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('GOALERT_'));
  return { ...Object.fromEntries(others), GOALERT_DB_URL: databaseUrl };
}

/** Runs with GoAlert's defaults, except that it logs errors only. */
async function startGoAlert(program: string, postgres: Postgres, database: string, slackUrl: string): Promise<GoAlert> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const args = [
    '--listen',
    `127.0.0.1:${port}`,
    '--public-url',
    url,
    '--slack-base-url',
    slackUrl,
    '--log-errors-only',
  ];
  const child = spawn(program, args, {
    env: environment(postgres.url(database)),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  endWithUs(child);
  const died = diedOf(child, 'GoAlert');
  const stop = () => end(child, () => child.kill('SIGTERM'));
  try {
    await Promise.race([untilOk(`${url}/health`, 'GoAlert'), died, postgres.died]);
  } catch (err) {
    await stop();
    throw err;
  }
  return { url, died, stop, rssBytes: async () => readUsage(child.pid ?? 0)?.rssBytes ?? Number.NaN };
}
