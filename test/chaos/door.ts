import { once } from 'node:events';
import { Agent, createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { type Hold, setTrap, type Trap, type When } from './hold.ts';

export interface Call {
  readonly path: string;
  readonly body: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What the door answers in the platform's stead; `hang`: nothing, ever; `drop`: it hangs up. */
export type Instead =
  | 'hang'
  | 'drop'
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body: string };

/** A call that the platform took. */
export interface Done extends Call {
  readonly answer: string;
}

/** In front of a fake platform's HTTP side: what goes through can be held, slowed down, or answered here. */
export interface Door {
  readonly url: string;
  readonly calls: readonly Call[];
  readonly done: readonly Done[];
  /** Holds the next call that fits: before the platform has it, or after it with its answer. */
  holds(when: When, fits: (call: Call) => boolean): Hold;
  /** Until it is set to nothing again. */
  instead: ((call: Call) => Instead | undefined) | undefined;
  /** The answers of calls that fit come so much later, in milliseconds. */
  slow: { readonly ms: number; fits(call: Call): boolean } | undefined;
  close(): Promise<void>;
}

export async function openDoor(behind: string): Promise<Door> {
  const target = new URL(behind);
  const agent = new Agent({ keepAlive: true });
  const calls: Call[] = [];
  const done: Done[] = [];
  const traps = new Set<Trap<Call>>();
  const server = createServer((asked, answer) => void serve(asked, answer).catch(() => answer.destroy()));

  async function serve(asked: IncomingMessage, answer: ServerResponse): Promise<void> {
    let gone = false;
    answer.on('close', () => {
      gone = true;
    });
    answer.on('error', () => undefined);
    const body = await textOf(asked);
    const call: Call = { path: asked.url ?? '/', body: body.toString(), at: Date.now() };
    calls.push(call);
    const instead = door.instead?.(call);
    if (instead === 'hang') return;
    if (instead === 'drop') {
      asked.socket.destroy();
      return;
    }
    if (instead) {
      answer.writeHead(instead.status, { 'content-type': 'application/json', ...instead.headers }).end(instead.body);
      return;
    }
    const trap = [...traps].find((one) => one.takes(call));
    if (trap) traps.delete(trap);
    if (trap?.when === 'before') await trap.arrived();
    // Whoever asked is dead: it was lost on the way.
    if (gone) return;
    const taken = await forward(asked, body, answer);
    if (!taken) return;
    done.push({ ...call, answer: taken.text.toString() });
    if (trap?.when === 'after') await trap.arrived();
    if (door.slow?.fits(call)) await pause(door.slow.ms);
    answer.writeHead(taken.status, taken.headers).end(taken.text);
  }

  /** @returns undefined when either side has hung up */
  function forward(asked: IncomingMessage, body: Buffer, answer: ServerResponse) {
    return new Promise<{ status: number; headers: IncomingMessage['headers']; text: Buffer } | undefined>((settle) => {
      const { method = 'GET', url = '/', headers } = asked;
      const there = request(
        {
          agent,
          method,
          path: url,
          host: target.hostname,
          port: target.port,
          headers: { ...headers, host: target.host },
        },
        (got) =>
          void textOf(got).then(
            (text) => settle({ status: got.statusCode ?? 0, headers: got.headers, text }),
            () => settle(undefined),
          ),
      );
      there.on('error', () => {
        answer.destroy();
        settle(undefined);
      });
      answer.on('close', () => there.destroy());
      there.end(body);
    });
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const door: Door = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    done,
    instead: undefined,
    slow: undefined,
    holds(when, fits) {
      const trap = setTrap(when, fits);
      traps.add(trap);
      return trap.hold;
    },
    async close() {
      agent.destroy();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return door;
}

async function textOf(message: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of message) pieces.push(piece as Buffer);
  return Buffer.concat(pieces);
}
