import type { EventEmitter } from 'node:events';
import { type ClientOptions, SimpleShardingStrategy } from 'discord.js';
import type { Log } from '../../../src/ports/runtime.ts';

/** All in milliseconds. */
export interface LineTiming {
  /** Interval between the pings. */
  readonly pingMs: number;
  /** Limit for the websocket's handshake. */
  readonly connectMs: number;
  /** Limit for all of a login. */
  readonly readyMs: number;
}

export const usualLineTiming: LineTiming = { pingMs: 5_000, connectMs: 10_000, readyMs: 20_000 };

/** So many pings in a row without an answer mean that the line is dead. */
const pingsUnanswered = 3;

/** What is used of a websocket of the `ws` library. */
interface Websocket extends EventEmitter {
  ping(): void;
  /** Closes without waiting for the other side. */
  terminate(): void;
}

/** The websockets of one client. */
export interface Websockets {
  /** The client gets its websockets by it. */
  readonly buildStrategy: NonNullable<NonNullable<ClientOptions['ws']>['buildStrategy']>;
  /** Closes what discord.js left open when it was destroyed. */
  terminate(): void;
}

/**
 * Pings each websocket, and terminates it when the answers stop; discord.js then resumes the session, and Discord repeats
 * what was missed. By Discord's own heartbeat it takes discord.js up to 82 s to notice a dead line, and 30 s more until it
 * no longer waits for the other side to agree to the close.
 */
export function openWebsockets({ pingMs, connectMs }: LineTiming, log: Log): Websockets {
  const open = new Set<Websocket>();

  function adopt(websocket: Websocket | undefined): void {
    if (!websocket || open.has(websocket)) return;
    open.add(websocket);
    websocket.on('close', () => open.delete(websocket));
    // discord.js removes its listener from a websocket that it gives up, and a later error would end the process.
    websocket.on('error', () => undefined);
    websocket.on('open', () => pingRegularly(websocket, pingMs, log));
  }

  return {
    buildStrategy(manager) {
      // A handshake has to fail before discord.js gives up the hello.
      Object.assign(manager.options, { handshakeTimeout: connectMs, helloTimeout: 2 * connectMs });
      const strategy = new SimpleShardingStrategy(manager);
      const events: EventEmitter = manager;
      // The line before the one that makes a websocket.
      events.on('debug', ({ message, shardId }: { readonly message: string; readonly shardId: number }) => {
        if (message.startsWith('Connecting to ')) queueMicrotask(() => adopt(websocketOf(strategy, shardId)));
      });
      return strategy;
    },
    terminate() {
      for (const websocket of open) websocket.terminate();
    },
  };
}

/** Returns the websocket of a shard. discord.js keeps it to itself. */
function websocketOf(strategy: SimpleShardingStrategy, shardId: number): Websocket | undefined {
  const { shards } = strategy as unknown as {
    readonly shards?: ReadonlyMap<number, { readonly connection?: Websocket }>;
  };
  return shards?.get(shardId)?.connection;
}

function pingRegularly(websocket: Websocket, everyMs: number, log: Log): void {
  let unanswered = 0;
  /** Without a first answer, silence would tell nothing. */
  let isAnswering = false;
  const timer = setInterval(() => {
    if (isAnswering && unanswered >= pingsUnanswered) {
      clearInterval(timer);
      const message =
        'Discord gateway does not answer any more; reconnecting. If it repeats, check the network to Discord';
      log.warn({ pings: unanswered, everyMs }, message);
      return websocket.terminate();
    }
    unanswered += 1;
    return websocket.ping();
  }, everyMs);
  timer.unref();
  websocket.on('pong', () => {
    isAnswering = true;
    unanswered = 0;
  });
  websocket.on('message', () => {
    unanswered = 0;
  });
  websocket.on('close', () => clearInterval(timer));
}
