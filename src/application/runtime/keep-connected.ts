import { type Platform, platformNames } from '../../domain/people.ts';
import { backoffMs } from '../../lib/async.ts';
import {
  type Chat,
  type ChatAdapter,
  type ChatConnection,
  type ChatSending,
  DeliveryFailed,
  PlatformRefused,
} from '../../ports/chat.ts';
import type { Commands } from '../../ports/commands.ts';
import { type Log, systemTicks } from '../../ports/runtime.ts';
import { attemptConnection, type ConnectionAttempt, type ListeningState } from './connection-attempt.ts';
import type { LeaseParts } from './hold-lease.ts';

const firstDelayMs = 2_000;
const longestDelayMs = 5 * 60_000;

/** A chat that reconnects whenever its connection is gone for good. */
export interface KeptChat extends Chat {
  /** Begins to connect. Settles after the first attempt, whether it connected or not, and whichever process listens. */
  start(commands: Commands): Promise<void>;
  /** Settles when the first attempt can send, before it listens, or has failed. */
  readonly tried: Promise<void>;
  listening(): ListeningState;
  /** Stops listening, for good, and lets another process listen at once. It can still send. Ends within 6 s. */
  stopListening(): Promise<void>;
  /** Stops connecting, and closes the connection. */
  close(): Promise<void>;
}

/**
 * Connects one platform, with longer and longer pauses after failures. A token that is refused stops this platform alone,
 * and is tried again, for it may be repaired on the other side. Of an exclusive platform the process with its lease
 * listens; one that cannot listen gives the lease to the next, and still sends.
 *
 * @param lease absent: no other process can be on this database, because it is an embedded one
 */
export function keepConnected(adapter: ChatAdapter, log: Log, lease?: LeaseParts): KeptChat {
  const ticks = lease?.ticks ?? systemTicks;
  const { platform, limits } = adapter;
  let stopped = false;
  let failures = 0;
  let cancelRetry = () => {};
  let current: ConnectionAttempt | undefined;
  /** An attempt that failed to listen: its connection sends until the next one does. */
  let standIn: ConnectionAttempt | undefined;
  /** Why there is no connection. */
  let refusal: PlatformRefused | undefined;
  let endFirstTry = () => {};
  const tried = new Promise<void>((resolve) => {
    endFirstTry = resolve;
  });

  function connect(commands: Commands): Promise<void> {
    const attempt = attemptConnection(adapter, {
      commands,
      log,
      lease,
      opened: () => {
        refusal = undefined;
        endFirstTry();
        void replaceStandIn();
      },
      succeeded: () => {
        failures = 0;
      },
      failed: (err) => failed(err, commands),
    });
    current = attempt;
    return attempt.tried;
  }

  async function failed(err: unknown, commands: Commands): Promise<void> {
    refusal = err instanceof PlatformRefused ? err : undefined;
    endFirstTry();
    failures += 1;
    const delay = backoffMs(failures, firstDelayMs, longestDelayMs);
    const reason =
      err instanceof PlatformRefused ? err.message : `unexpected: ${err instanceof Error ? err.message : String(err)}`;
    log.error(
      { platform, reason, again: `in ${Math.round(delay / 1000)} s` },
      'platform is not connected; the others continue',
    );
    const ended = current;
    current = undefined;
    // Another process may try to listen meanwhile.
    if (ended?.sends()) await Promise.all([ended.stopListening(), replaceStandIn(ended)]);
    else await ended?.close();
    if (stopped) return;
    cancelRetry = ticks.after(delay, () => void connect(commands));
  }

  async function replaceStandIn(next?: ConnectionAttempt): Promise<void> {
    const last = standIn;
    standIn = next;
    await last?.close();
  }

  const open = () => current?.connection() ?? standIn?.connection();

  /** Rejects with DeliveryFailed while there is no connection. */
  function over<T>(call: (connection: ChatConnection) => Promise<T>): Promise<T> {
    const connection = open();
    return connection ? call(connection) : Promise.reject(notConnected(platform, refusal));
  }

  async function stopListening(): Promise<void> {
    stopped = true;
    cancelRetry();
    await current?.stopListening();
  }

  return {
    platform,
    limits,
    start: connect,
    tried,
    connected: () => open()?.connected() ?? false,
    listening: () => current?.listening() ?? 'no',
    ...sendingOver(over),
    linkTo: async (room) => open()?.linkTo(room),
    stopListening,
    async close() {
      await stopListening();
      const ended = current;
      current = undefined;
      await Promise.all([ended?.close(), replaceStandIn()]);
    },
  };
}

/** Returns the calls that need a connection. */
function sendingOver(
  over: <T>(call: (connection: ChatConnection) => Promise<T>) => Promise<T>,
): Omit<ChatSending, 'connected' | 'linkTo'> {
  return {
    send: (...args) => over((connection) => connection.send(...args)),
    update: (...args) => over((connection) => connection.update(...args)),
    openRoom: (...args) => over((connection) => connection.openRoom(...args)),
    addMembers: (...args) => over((connection) => connection.addMembers(...args)),
    renameRoom: (...args) => over((connection) => connection.renameRoom(...args)),
  };
}

function notConnected(platform: Platform, refusal: PlatformRefused | undefined): DeliveryFailed {
  const { message: why, needsRepair = false } = refusal ?? {};
  return new DeliveryFailed(`${platformNames[platform]} is not connected${why ? `: ${why}` : ''}`, 'soon', {
    needsRepair,
  });
}
