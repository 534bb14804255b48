import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

/** A line to the database that can be cut, or go silent with everything on it still connected. */
export interface FlakyLine {
  readonly uri: string;
  becomes(health: 'well' | 'cut' | 'silent'): void;
  close(): Promise<void>;
}

export async function flakyLine(uri: string): Promise<FlakyLine> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  let health: 'well' | 'cut' | 'silent' = 'well';
  const server = createServer((near) => {
    if (health === 'cut') return near.destroy();
    const far = dial(Number(target.port || 27017), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(socket);
          near.destroy();
          far.destroy();
        });
    }
    near.on('data', (bytes) => health === 'well' && far.write(bytes));
    far.on('data', (bytes) => health === 'well' && near.write(bytes));
    return undefined;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = new URL(uri);
  here.host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Else the driver goes to the address that the server gives of itself, past this line.
  here.searchParams.delete('replicaSet');
  here.searchParams.set('directConnection', 'true');
  const cut = () => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    uri: here.href,
    becomes(next) {
      health = next;
      if (next === 'cut') cut();
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
