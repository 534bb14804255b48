import { mkdir } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { MongoClient } from 'mongodb';
import { makePrivate } from './private-folder.ts';
import { clientOnceUp, untilServer } from './ready.ts';
import { serverEnvironment } from './run-program.ts';
import { type Server, supervise } from './supervise.ts';
import { CannotStart, type Started, type Surroundings } from './way.ts';

const REPLICA_SET = 'tocsin';
/** Another process may take the port between the check and mongod's start. */
const PORTS_TRIED = 3;

/** Starts mongod as a replica set of one member, because transactions and change streams need a replica set. */
export async function startMongod(program: string, version: string, surroundings: Surroundings): Promise<Started> {
  const { folder, env, spawned, log } = surroundings;
  await makePrivate(folder.path, log);
  await mkdir(folder.files, { recursive: true });
  for (let attempt = 1; ; attempt++) {
    const port = surroundings.port ?? (await freePort());
    const server = await supervise(program, mongodArguments(port, folder.files, version), serverEnvironment(env));
    try {
      await spawned(server.pid);
      await becomePrimary(server, port);
      return { port, version, server };
    } catch (error) {
      await server.stop();
      const taken = /address already in use/i.test(server.tail());
      if (!taken || attempt === PORTS_TRIED || !(error instanceof CannotStart)) throw error;
    }
  }
}

function mongodArguments(port: number, files: string, version: string): string[] {
  const args = ['--dbpath', files, '--port', String(port), '--bind_ip', '127.0.0.1', '--nounixsocket'];
  const size = ['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '128', '--quiet'];
  const parameters = ['--setParameter', 'diagnosticDataCollectionEnabled=false'];
  // On shutdown a primary waits 15 s for another member to take over, and there is none. Older versions lack the setting.
  if (Number(version.split('.')[0]) >= 5) {
    parameters.push('--setParameter', 'shutdownTimeoutMillisForSignaledShutdown=500');
  }
  return ['--replSet', REPLICA_SET, ...args, ...size, ...parameters];
}

/**
 * Updates the port in the replica set: it changes at each start, and a member that is not listed in the set stays out of it.
 */
async function becomePrimary(server: Server, port: number): Promise<void> {
  const client = await clientOnceUp(server, port);
  const self = `127.0.0.1:${port}`;
  try {
    await untilServer(server, async () => {
      await joinAlone(client, self);
      return true;
    });
    await untilServer(server, async () => {
      const hello = await client.db('admin').command({ hello: 1 });
      return hello.isWritablePrimary && hello.me === self ? true : undefined;
    });
  } finally {
    await client.close();
  }
}

const NOT_YET_INITIALIZED = 94;

async function joinAlone(client: MongoClient, self: string): Promise<void> {
  const admin = client.db('admin');
  try {
    const { config } = await admin.command({ replSetGetConfig: 1 });
    if (config.members.length === 1 && config.members[0].host === self) return;
    const members = [{ ...config.members[0], host: self }];
    await admin.command({ replSetReconfig: { ...config, version: config.version + 1, members }, force: true });
  } catch (error) {
    if ((error as { code?: unknown }).code !== NOT_YET_INITIALIZED) throw error;
    await admin.command({ replSetInitiate: { _id: REPLICA_SET, members: [{ _id: 0, host: self }] } });
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() =>
        typeof address === 'object' && address ? resolve(address.port) : reject(new Error('No port')),
      );
    });
  });
}
