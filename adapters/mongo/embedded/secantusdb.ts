import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { narrate } from './narrate.ts';
import { makePrivate } from './private-folder.ts';
import { clientOnceUp, untilServer } from './ready.ts';
import { serverEnvironment } from './run-program.ts';
import { installSecantus } from './secantusdb-install.ts';
import { type Server, supervise } from './supervise.ts';
import type { Started, Surroundings, Way } from './way.ts';

/** Its own defaults are a cache of 4 GB, log files of 2 GB, and no fsync. */
const SIZED_FOR_US = ['--cache-size', '256M', '--log-file-max', '64MB', '--sync-on-commit'];

/**
 * Its storage engine, WiredTiger, reads this file from its own folder. SecantusDB asks for no checkpoint while it runs, and a
 * log is kept until the next one: 400 notes on one incident once made 4 GB of logs.
 */
const ENGINE_SETTINGS = { file: 'WiredTiger.config', text: 'checkpoint=(wait=60,log_size=64MB)\n' };

/** For trying out, for tests and for machines that cannot reach MongoDB's downloads: it is a beta. */
export const secantusdb: Way = {
  engine: 'secantusdb',
  label: 'SecantusDB',
  async start(surroundings: Surroundings): Promise<Started> {
    const { version, program } = await installSecantus(surroundings);
    return narrate(surroundings.say, `Starting SecantusDB ${version}`, () => start(program, version, surroundings));
  },
};

async function start(
  program: string,
  version: string,
  { folder, env, log, spawned, port: given = 0 }: Surroundings,
): Promise<Started> {
  await makePrivate(folder.path, log);
  await mkdir(folder.files, { recursive: true });
  // Without one it looks for settings of its own in the working directory, the home and /etc.
  const settings = join(folder.path, 'secantusd.toml');
  await writeFile(settings, '');
  await writeFile(join(folder.files, ENGINE_SETTINGS.file), ENGINE_SETTINGS.text);
  const server = await supervise(
    program,
    [
      ...['--config', settings, '--host', '127.0.0.1', '--port', String(given), '--log-level', 'WARNING'],
      ...['--storage-path', folder.files, ...SIZED_FOR_US],
    ],
    serverEnvironment(env),
  );
  try {
    await spawned(server.pid);
    const port = await listeningPort(server);
    await (await clientOnceUp(server, port)).close();
    return { port, version, server };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

async function listeningPort(server: Server): Promise<number> {
  let port: number | undefined;
  void server.line(/listening on 127\.0\.0\.1:(\d+)/).then((match) => {
    port = Number(match[1]);
  });
  return untilServer(server, async () => port);
}
