import { once } from 'node:events';
import { type AddressInfo, createServer, connect as dial, type Socket } from 'node:net';
import { type Hold, setTrap, type Trap, type When } from './hold.ts';
import { isGreeting, messagesFrom, notPrimary, type WireMessage } from './wire.ts';

/** `failing over`: the server is there, but is not the one that writes any more, and says so to everything. */
export type LineHealth = 'well' | 'cut' | 'silent' | 'failing over';

/** A line to the database that can be cut, and on which what is asked for can be held: before it is done, or its answer. */
export interface DatabaseLine {
  readonly uri: string;
  becomes(health: LineHealth): void;
  /** Holds the next command whose text fits. */
  holds(when: When, fits: (text: string) => boolean): Hold;
  close(): Promise<void>;
}

export async function openDatabaseLine(uri: string): Promise<DatabaseLine> {
  const target = new URL(uri);
  const sockets = new Set<Socket>();
  const traps = new Set<Trap<string>>();
  let health: LineHealth = 'well';

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
    const held = new Map<number, Trap<string>>();
    const [asked, answered] = [messagesFrom(), messagesFrom()];
    const ask = (message: WireMessage) => {
      if (health !== 'failing over' || isGreeting(message)) far.write(message.bytes);
      else near.write(notPrimary(message.id));
    };
    near.on('data', (bytes: Buffer) => {
      if (health === 'cut' || health === 'silent') return;
      for (const message of asked(bytes)) {
        const trap = trapFor(message);
        if (trap?.when === 'after') held.set(message.id, trap);
        if (trap?.when === 'before') void trap.arrived().then(() => ask(message));
        else ask(message);
      }
    });
    // What it was about when it began to fail over may have been done: it says that it was interrupted.
    const answer = (message: WireMessage) =>
      near.write(health === 'failing over' ? notPrimary(message.answers, 'interrupted') : message.bytes);
    far.on('data', (bytes: Buffer) => {
      if (health === 'cut' || health === 'silent') return;
      for (const message of answered(bytes)) {
        const trap = held.get(message.answers);
        held.delete(message.answers);
        if (trap) void trap.arrived().then(() => answer(message));
        else near.write(message.bytes);
      }
    });
  }

  function trapFor(message: WireMessage): Trap<string> | undefined {
    if (traps.size === 0) return undefined;
    const text = message.text();
    const found = [...traps].find((trap) => trap.takes(text));
    if (found) traps.delete(found);
    return found;
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
      const trap = setTrap(when, fits);
      traps.add(trap);
      return trap.hold;
    },
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
