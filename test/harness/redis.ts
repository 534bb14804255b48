import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { Redis } from 'ioredis';
import { freePort, type ServerProcess, startServer } from './server-process.ts';
import { eventually } from './wait.ts';

const binary = [...(process.env.PATH ?? '').split(delimiter), '/usr/bin']
  .map((folder) => join(folder, 'redis-server'))
  .find((path) => existsSync(path));

/** Why the tests with a real Redis cannot run here; undefined when they can. */
export const noRedis = binary ? undefined : 'redis-server is not installed (apt-get install redis-server)';

/** A real Redis of the test's own, with its data in a folder that goes with it. */
export interface OwnRedis {
  readonly url: string;
  /** As if the machine failed: nothing is said to anybody. What it has kept is there at the next start. */
  kill(): Promise<void>;
  start(): Promise<void>;
  /** Nothing is answered any more, and no connection is closed. */
  freeze(): void;
  thaw(): void;
  stop(): Promise<void>;
}

/**
 * @param password asked of whoever connects
 * @param tls with these files instead of plain TCP
 * @param cluster as a node of a cluster, with this port for its bus
 */
export async function startRedis(
  options: { password?: string; tls?: { cert: string; key: string }; cluster?: number } = {},
): Promise<OwnRedis> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-redis-'));
  const port = await freePort();
  const { password, tls, cluster } = options;
  const secure = tls
    ? ['--tls-port', `${port}`, '--port', '0', '--tls-cert-file', tls.cert, '--tls-key-file', tls.key]
    : [];
  const args = [
    ...(tls ? [...secure, '--tls-auth-clients', 'no'] : ['--port', `${port}`]),
    ...['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--appendonly', 'yes', '--appendfsync', 'always'],
    ...(password ? ['--requirepass', password] : []),
    ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-port', `${cluster}`] : []),
  ];
  let server: ServerProcess | undefined;

  async function start(): Promise<void> {
    server = startServer(binary ?? 'redis-server', args, process.env);
    await server.said('Ready to accept connections');
  }

  await start();
  const scheme = tls ? 'rediss' : 'redis';
  return {
    url: `${scheme}://${password ? `:${password}@` : ''}127.0.0.1:${port}`,
    start,
    kill: async () => server?.kill('SIGKILL'),
    freeze: () => void server?.child.kill('SIGSTOP'),
    thaw: () => void server?.child.kill('SIGCONT'),
    async stop() {
      server?.child.kill('SIGCONT');
      await server?.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** A real cluster of two nodes, each with half of the keys. */
export async function startRedisCluster(password: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const buses = [await freePort(), await freePort()];
  const nodes = await Promise.all(buses.map((cluster) => startRedis({ password, cluster })));
  const clients = nodes.map(({ url }) => new Redis(url));
  const [first, second] = clients as [Redis, Redis];
  const ports = nodes.map(({ url }) => new URL(url).port);
  await first.call('CLUSTER', 'ADDSLOTSRANGE', 0, 8191);
  await second.call('CLUSTER', 'ADDSLOTSRANGE', 8192, 16383);
  for (const client of clients) await client.config('SET', 'masterauth', password);
  await first.call('CLUSTER', 'MEET', '127.0.0.1', ports[1] ?? '', buses[1] ?? '');
  await eventually('the cluster is whole', async () => {
    const all = await Promise.all(clients.map((client) => client.cluster('INFO')));
    return all.every((info) => info.includes('cluster_state:ok') && info.includes('cluster_known_nodes:2'));
  });
  for (const client of clients) client.disconnect();
  const hosts = ports.map((port) => `127.0.0.1:${port}`).join(',');
  return {
    url: `redis+cluster://:${password}@${hosts}`,
    stop: async () => void (await Promise.all(nodes.map((node) => node.stop()))),
  };
}
