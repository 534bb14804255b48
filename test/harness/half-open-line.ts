import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';

/** What the line drops without a word: what goes to the server, what comes back, or both. */
export type Dropped = 'requests' | 'answers' | 'everything';

/**
 * A TCP line that may drop what it carries and close nothing: a pulled cable, a NAT that forgot its entry, or a firewall that
 * swallows packets. Whoever is connected learns nothing from the network.
 */
export interface HalfOpenLine {
  readonly port: number;
  /** Returns the URL by which the server of this URL is reached through the line. */
  through(url: string): string;
  /** From now on, connections that are open and new ones drop this. */
  drops(what: Dropped): void;
  /** New connections carry everything again. Those that were open meanwhile stay dead for good. */
  recovers(): void;
  /** How many clients are connected; a dead connection counts until its client closes it. */
  connections(): number;
  /** How many connections clients have opened so far. */
  opened(): number;
  close(): Promise<void>;
}

interface Connection {
  dropped: Dropped | undefined;
}

/** @param target the port on 127.0.0.1 that the line leads to, or a URL with it */
export async function openHalfOpenLine(target: number | string): Promise<HalfOpenLine> {
  const far = typeof target === 'number' ? target : Number(new URL(target).port);
  const open = new Map<Socket, Connection>();
  const sockets = new Set<Socket>();
  let dropped: Dropped | undefined;
  let opened = 0;

  const server = createServer((near) => {
    const behind = dial(far, '127.0.0.1');
    const connection: Connection = { dropped };
    const loses = (what: Dropped) => connection.dropped === what || connection.dropped === 'everything';
    opened += 1;
    open.set(near, connection);
    carry(near, behind, () => loses('requests'));
    carry(behind, near, () => loses('answers'));
    near.on('close', () => open.delete(near));
  });

  /** Half of a connection. The end of one side is something that it sends, so that gets lost as well. */
  function carry(from: Socket, to: Socket, isLost: () => boolean): void {
    sockets.add(from);
    from
      .on('data', (bytes: Buffer) => {
        if (!isLost()) to.write(bytes);
      })
      .on('error', () => undefined)
      .on('end', () => {
        if (!isLost()) to.end();
      })
      .on('close', () => {
        sockets.delete(from);
        if (!isLost()) to.destroy();
      });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    port,
    through(url) {
      const here = new URL(url);
      here.port = String(port);
      return here.href;
    },
    drops(what) {
      dropped = what;
      for (const connection of open.values()) connection.dropped = what;
    },
    recovers() {
      dropped = undefined;
    },
    connections: () => open.size,
    opened: () => opened,
    async close() {
      server.close();
      for (const socket of sockets) socket.destroy();
      await once(server, 'close');
    },
  };
}
