import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narrate } from './narrate.ts';
import { accepts, newPassword, readPassword, setPassword } from './password.ts';
import { makePrivate } from './private-folder.ts';
import { clientOnceUp, untilServer } from './ready.ts';
import { serverEnvironment } from './run-program.ts';
import { installSecantus } from './secantusdb-install.ts';
import { type Server, supervise } from './supervise.ts';
import { CannotStart, type Started, type Surroundings, type Way } from './way.ts';

/** The defaults of SecantusDB are a cache of 4 GB, log files of 2 GB, and no fsync. */
const SIZED_FOR_US = ['--cache-size', '256M', '--log-file-max', '64MB', '--sync-on-commit'];

/**
 * The storage engine WiredTiger reads this file from its own folder. SecantusDB makes no checkpoint while it runs, and a log
 * is kept until the next checkpoint: 400 notes on one incident once made 4 GB of logs.
 */
const ENGINE_SETTINGS = { file: 'WiredTiger.config', text: 'checkpoint=(wait=60,log_size=64MB)\n' };

/** For trials, for tests and for machines that cannot reach MongoDB's downloads, because SecantusDB is a beta. */
export const secantusdb: Way = {
  engine: 'secantusdb',
  label: 'SecantusDB',
  async start(surroundings: Surroundings): Promise<Started> {
    const { version, program } = await installSecantus(surroundings);
    return narrate(surroundings.say, `Starting SecantusDB ${version}`, () => start(program, version, surroundings));
  },
};

async function start(program: string, version: string, surroundings: Surroundings): Promise<Started> {
  const { folder, log, port = 0 } = surroundings;
  await makePrivate(folder.path, log);
  await mkdir(folder.files, { recursive: true });
  // Without this file the server looks for settings in the working directory, the home folder and /etc.
  await writeFile(settingsOf(surroundings), '');
  await writeFile(join(folder.files, ENGINE_SETTINGS.file), ENGINE_SETTINGS.text);
  const password = surroundings.password ?? (await readPassword(folder.path));
  if (password !== undefined) {
    const started = await startWith(program, surroundings, password, port);
    if (started) return { ...started, version, password };
  }
  return startFirst(program, version, surroundings, password ?? newPassword());
}

/** Starts on data that has no password, or a different one, such as files that were copied without it. */
async function startFirst(
  program: string,
  version: string,
  surroundings: Surroundings,
  password: string,
): Promise<Started> {
  // With --auth the server does not let Tocsin create the first user.
  const open = await run(program, surroundings, { auth: false, port: 0 });
  try {
    await setPassword(open.port, password, surroundings.folder.path);
  } finally {
    await open.server.stop();
  }
  const started = await startWith(program, surroundings, password, surroundings.port ?? 0);
  if (!started) throw new CannotStart('it does not take the password that it was given');
  return { ...started, version, password };
}

/** Returns undefined, with no process left, when the password is wrong. */
async function startWith(
  program: string,
  surroundings: Surroundings,
  password: string,
  port: number,
): Promise<Running | undefined> {
  const running = await run(program, surroundings, { auth: true, port });
  try {
    if (
      (await untilServer(running.server, async () => ((await accepts(running.port, password)) ? 'right' : 'wrong'))) ===
      'right'
    )
      return running;
  } catch (error) {
    await running.server.stop();
    throw error;
  }
  await running.server.stop();
  return undefined;
}

type Running = Pick<Started, 'port' | 'server'>;

async function run(
  program: string,
  surroundings: Surroundings,
  { auth, port: given }: { readonly auth: boolean; readonly port: number },
): Promise<Running> {
  const { folder, env, spawned } = surroundings;
  const server = await supervise(
    program,
    [
      ...[
        '--config',
        settingsOf(surroundings),
        '--host',
        '127.0.0.1',
        '--port',
        String(given),
        '--log-level',
        'WARNING',
      ],
      ...['--storage-path', folder.files, ...SIZED_FOR_US, ...(auth ? ['--auth'] : [])],
    ],
    serverEnvironment(env),
  );
  try {
    await spawned(server.pid);
    const port = await listeningPort(server);
    await (await clientOnceUp(server, port)).close();
    return { port, server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

function settingsOf({ folder }: Surroundings): string {
  return join(folder.path, 'secantusd.toml');
}

async function listeningPort(server: Server): Promise<number> {
  let port: number | undefined;
  void server.line(/listening on 127\.0\.0\.1:(\d+)/).then((match) => {
    port = Number(match[1]);
  });
  return untilServer(server, async () => port);
}
