import { execFileSync, spawn } from 'node:child_process';
import { accessSync, chownSync, constants, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { delimiter, join } from 'node:path';
import { diedOf, end, endWithUs, freePort } from '../processes.ts';

const startWithinMs = 20_000;
/** Who runs PostgreSQL when this is root, for whom it refuses to run. */
const unprivilegedUsers = ['postgres', 'nobody'];

/** A PostgreSQL installation: its version, and where its programs are. */
export interface PostgresTools {
  readonly version: string;
  path(program: 'initdb' | 'postgres' | 'psql'): string;
}

export interface Postgres {
  /** Returns the connection string of a database of this cluster. */
  url(database: string): string;
  /** Runs SQL statements in a database; throws what psql prints when one of them fails. */
  run(database: string, sql: string): void;
  readonly died: Promise<never>;
  stop(): Promise<void>;
}

/** Returns the PostgreSQL of the folder `PG_BIN`, or of the PATH; undefined when one of its programs is missing. */
export function findPostgres(env: NodeJS.ProcessEnv = process.env): PostgresTools | undefined {
  const folders = env.PG_BIN ? [env.PG_BIN] : (env.PATH ?? '').split(delimiter).filter(Boolean);
  const find = (program: string) => folders.map((folder) => join(folder, program)).find(isExecutable);
  const [initdb, postgres, psql] = ['initdb', 'postgres', 'psql'].map(find);
  if (!initdb || !postgres || !psql) return undefined;
  const printed = execFileSync(postgres, ['--version'], { encoding: 'utf8' });
  const paths = { initdb, postgres, psql };
  return { version: /\d+(\.\d+)*/.exec(printed)?.[0] ?? 'of unknown version', path: (program) => paths[program] };
}

/** Starts a cluster with PostgreSQL's defaults, so every commit is on disk, in a temporary folder that `stop` removes. */
export async function startPostgres(tools: PostgresTools): Promise<Postgres> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-bench-postgres-'));
  const data = join(folder, 'data');
  const user = unprivilegedUser();
  if (user) chownSync(folder, user.uid, user.gid);
  const port = await freePort();
  const remove = () => rm(folder, { recursive: true, force: true, maxRetries: 3 });
  execFileSync(tools.path('initdb'), ['-D', data, '-U', 'bench', '--auth=trust', '--encoding=UTF8', '--locale=C'], {
    ...user,
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const child = spawn(tools.path('postgres'), ['-D', data, '-k', folder, '-h', '127.0.0.1', '-p', String(port)], {
    ...user,
    cwd: folder,
    stdio: 'ignore',
  });
  endWithUs(child);
  const died = diedOf(child, 'PostgreSQL');
  const url = (database: string) => `postgres://bench@127.0.0.1:${port}/${database}?sslmode=disable`;
  const run = (database: string, sql: string) => {
    execFileSync(tools.path('psql'), ['--no-psqlrc', '--quiet', '--set=ON_ERROR_STOP=1', url(database)], {
      input: sql,
      stdio: ['pipe', 'ignore', 'pipe'],
    });
  };
  const stop = async () => {
    // With SIGINT it ends the connections that are open; with SIGTERM it would wait for them.
    await end(child, () => child.kill('SIGINT'));
    await remove();
  };
  try {
    await Promise.race([untilAnswering(() => run('postgres', 'select 1')), died]);
  } catch (err) {
    await stop();
    throw err;
  }
  return { url, run, died, stop };
}

async function untilAnswering(ask: () => void): Promise<void> {
  const giveUpAt = performance.now() + startWithinMs;
  for (;;) {
    try {
      ask();
      return;
    } catch (err) {
      if (performance.now() > giveUpAt) throw err;
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** Returns whom PostgreSQL runs as; undefined for the user of this process, who is not root. */
function unprivilegedUser(): { readonly uid: number; readonly gid: number } | undefined {
  if (userInfo().uid !== 0) return undefined;
  const accounts = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  for (const name of unprivilegedUsers) {
    const account = accounts.find(([one]) => one === name);
    if (account) return { uid: Number(account[2]), gid: Number(account[3]) };
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user ${unprivilegedUsers.join(' or ')}. Add one.`);
}
