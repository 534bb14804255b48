import { execFile } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, type ServerProcess, startServer } from './server-process.ts';

const run = promisify(execFile);

/** The scripts themselves: the ones on the PATH change the user first, and want a folder that is theirs. */
function findScripts(): string | undefined {
  const home = '/usr/lib/rabbitmq/lib';
  const versions = existsSync(home) ? readdirSync(home) : [];
  return versions
    .map((version) => join(home, version, 'sbin'))
    .find((sbin) => existsSync(join(sbin, 'rabbitmq-server')));
}

const scripts = findScripts();

/** Why the tests with a real RabbitMQ cannot run here; undefined when they can. */
export const noRabbit = scripts ? undefined : 'rabbitmq-server is not installed (apt-get install rabbitmq-server)';

/** A real RabbitMQ of the test's own, with its data in a folder that goes with it. */
export interface OwnRabbit {
  readonly url: string;
  /** Over TLS; the same as `url` where it takes nothing else. */
  readonly secureUrl: string;
  /** As if the machine failed: nothing is said to anybody. What it has kept is there at the next start. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** As `rabbitmqctl` does it. */
  control(...args: readonly string[]): Promise<string>;
  stop(): Promise<void>;
}

/**
 * @param tls with these files instead of plain TCP
 * @param alsoPlain with TLS, takes plain TCP as well: `url` is that, and `secureUrl` the other
 * @param clientsMustShowOne asks who connects for a certificate of that CA
 */
export async function startRabbit(
  options: { tls?: { cert: string; key: string; ca: string }; clientsMustShowOne?: boolean; alsoPlain?: boolean } = {},
): Promise<OwnRabbit> {
  if (!scripts) throw new Error(noRabbit);
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-rabbit-'));
  const [port, securePort, distribution, names] = [
    await freePort(),
    await freePort(),
    await freePort(),
    await freePort(),
  ];
  const { tls, clientsMustShowOne, alsoPlain = !tls } = options;
  const plain = alsoPlain ? `listeners.tcp.1 = 127.0.0.1:${port}` : 'listeners.tcp = none';
  const lines = tls
    ? [
        plain,
        `listeners.ssl.1 = 127.0.0.1:${securePort}`,
        `ssl_options.cacertfile = ${tls.ca}`,
        `ssl_options.certfile = ${tls.cert}`,
        `ssl_options.keyfile = ${tls.key}`,
        `ssl_options.verify = ${clientsMustShowOne ? 'verify_peer' : 'verify_none'}`,
        `ssl_options.fail_if_no_peer_cert = ${Boolean(clientsMustShowOne)}`,
      ]
    : [plain];
  await mkdir(join(folder, 'log'));
  await writeFile(
    join(folder, 'rabbitmq.conf'),
    `${[...lines, 'log.console = true', 'log.file = false'].join('\n')}\n`,
  );
  await writeFile(join(folder, 'enabled_plugins'), '[].\n');
  const env: NodeJS.ProcessEnv = {
    PATH: process.env.PATH,
    LANG: 'C.UTF-8',
    // The cookie by which rabbitmqctl is let in is kept there.
    HOME: folder,
    RABBITMQ_NODENAME: `tocsin-${port}@localhost`,
    RABBITMQ_NODE_PORT: `${port}`,
    RABBITMQ_DIST_PORT: `${distribution}`,
    ERL_EPMD_PORT: `${names}`,
    ERL_EPMD_ADDRESS: '127.0.0.1',
    RABBITMQ_CONF_ENV_FILE: join(folder, 'none'),
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq.conf'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'enabled_plugins'),
    RABBITMQ_MNESIA_BASE: join(folder, 'mnesia'),
    RABBITMQ_LOG_BASE: join(folder, 'log'),
    RABBITMQ_PID_FILE: join(folder, 'pid'),
    RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS: '+S 1:1 +sbwt none',
  };
  const epmd = startServer('epmd', ['-port', `${names}`, '-address', '127.0.0.1'], env);
  let server: ServerProcess | undefined;

  async function start(): Promise<void> {
    server = startServer(join(scripts ?? '', 'rabbitmq-server'), [], env);
    await server.said('Server startup complete');
  }

  async function stop(): Promise<void> {
    await server?.kill('SIGTERM');
    await epmd.kill('SIGTERM');
    await rm(folder, { recursive: true, force: true });
  }

  try {
    await start();
  } catch (err) {
    await stop();
    throw err;
  }
  const secureUrl = `amqps://guest:guest@localhost:${securePort}`;
  return {
    url: alsoPlain ? `amqp://guest:guest@localhost:${port}` : secureUrl,
    secureUrl,
    start,
    kill: async () => server?.kill('SIGKILL'),
    control: async (...args) => (await run(join(scripts, 'rabbitmqctl'), args, { env })).stdout,
    stop,
  };
}
