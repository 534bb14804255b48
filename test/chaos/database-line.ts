import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { type Hold, type OpenHold, openHold } from './hold.ts';
import { messagesFrom, type WireMessage } from './wire.ts';

/** A line to the database that can be cut, and on which what is asked for can be held: before it is done, or its answer. */
export interface DatabaseLine {
  readonly uri: string;
  becomes(health: 'well' | 'cut' | 'silent'): void;
  /** Holds the next command whose text fits. */
  holds(when: 'before' | 'after', fits: (text: string) => boolean): Hold;
  close(): Promise<void>;
}

interface Trap {
  readonly when: 'before' | 'after';
  readonly fits: (text: string) => boolean;
  readonly hold: OpenHold;
}

export async function openDatabaseLine(uri: string): Promise<DatabaseLine> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  const traps = new Set<Trap>();
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
    carry(near, far);
    return undefined;
  });

  function carry(near: Socket, far: Socket): void {
    const held = new Map<number, OpenHold>();
    const [asked, answered] = [messagesFrom(), messagesFrom()];
    near.on('data', (bytes: Buffer) => {
      if (health !== 'well') return;
      for (const message of asked(bytes)) {
        const trap = trapFor(message);
        if (trap?.when === 'after') held.set(message.id, trap.hold);
        if (trap?.when !== 'before') {
          far.write(message.bytes);
          continue;
        }
        trap.hold.arrived();
        void trap.hold.released.then(() => far.write(message.bytes));
      }
    });
    far.on('data', (bytes: Buffer) => {
      if (health !== 'well') return;
      for (const message of answered(bytes)) {
        const hold = held.get(message.answers);
        held.delete(message.answers);
        if (!hold) {
          near.write(message.bytes);
          continue;
        }
        hold.arrived();
        void hold.released.then(() => near.write(message.bytes));
      }
    });
  }

  function trapFor(message: WireMessage): Trap | undefined {
    if (traps.size === 0) return undefined;
    const text = message.text();
    for (const trap of traps) {
      if (!trap.fits(text)) continue;
      traps.delete(trap);
      return trap;
    }
    return undefined;
  }

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
    holds(when, fits) {
      const hold = openHold();
      traps.add({ when, fits, hold });
      return hold;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
