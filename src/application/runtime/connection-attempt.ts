import type { ChatAdapter, ChatConnection, Listener } from '../../ports/chat.ts';
import type { Commands } from '../../ports/commands.ts';
import type { Log } from '../../ports/runtime.ts';
import { holdLease, type LeaseHold, type LeaseParts } from './hold-lease.ts';

/** 'standby': it can send, and listens once the listening process is gone. */
export type ListeningState = 'here' | 'standby' | 'no';

/** One attempt to connect, and its connection until that is closed. */
export interface ConnectionAttempt {
  /** Settles when it has connected or failed, and listens, stands by or failed. */
  readonly tried: Promise<void>;
  connection(): ChatConnection | undefined;
  /** Whether its connection still sends: it is open, and the platform has not ended it. */
  sends(): boolean;
  listening(): ListeningState;
  /** Stops listening for good; another process may then listen at once. */
  stopListening(): Promise<void>;
  close(): Promise<void>;
}

/** From the request to listen to its end. */
interface Listening {
  readonly cancel: AbortController;
  readonly opening: Promise<Listener>;
  listener?: Listener;
}

interface Parts {
  readonly commands: Commands;
  readonly log: Log;
  /** Absent: no other process uses this database. */
  readonly lease: LeaseParts | undefined;
  /** It can send; whether it listens is still open. */
  readonly opened: () => void;
  readonly succeeded: () => void;
  /** Called at most once, and not after `close` or `stopListening`. */
  readonly failed: (err: unknown) => Promise<void>;
}

/** Connects, and listens: to an exclusive platform for as long as this process holds its lease. */
export function attemptConnection(adapter: ChatAdapter, parts: Parts): ConnectionAttempt {
  const { commands, log, lease } = parts;
  const { platform } = adapter;
  let connection: ChatConnection | undefined;
  let current: Listening | undefined;
  let hold: LeaseHold | undefined;
  let closed = false;
  /** The platform has ended the connection. */
  let ended = false;
  /** It failed or must not listen, so a further failure changes nothing. */
  let over = false;

  async function fail(err: unknown): Promise<void> {
    if (over) return;
    over = true;
    await parts.failed(err);
  }

  async function connect(): Promise<void> {
    try {
      const opened = await adapter.connect((why) => {
        ended = true;
        void fail(why);
      });
      if (closed) return await closeConnection(opened, adapter, log);
      connection = opened;
      log.info({ platform }, 'platform connected');
      parts.opened();
      await (adapter.exclusive && lease ? contend(lease) : listen());
    } catch (err) {
      await fail(err);
    }
  }

  async function listen(): Promise<void> {
    if (over || !connection) return;
    const cancel = new AbortController();
    const mine: Listening = { cancel, opening: connection.listen(commands, cancel.signal) };
    current = mine;
    try {
      mine.listener = await mine.opening;
    } catch (err) {
      // A cancelled attempt is not a failure.
      if (cancel.signal.aborted) return;
      current = undefined;
      throw err;
    }
    parts.succeeded();
    if (adapter.exclusive) log.info({ platform }, 'listening to the platform');
  }

  async function closeListener(): Promise<void> {
    const last = current;
    if (!last) return;
    current = undefined;
    last.cancel.abort();
    const listener = await last.opening.catch(() => undefined);
    await listener?.close();
    if (adapter.exclusive) log.info({ platform }, 'stopped listening to the platform');
  }

  async function contend(leaseParts: LeaseParts): Promise<void> {
    if (over) return;
    const mine = holdLease(`listen-${platform}`, leaseParts, {
      // Not awaited when it fails: failing ends the lease, and that waits for this.
      start: () => listen().catch((err: unknown) => void fail(err)),
      stop: closeListener,
    });
    hold = mine;
    await mine.tried;
    if (!mine.holds() && !current)
      log.info({ platform }, 'another process listens to the platform; this one stands by');
  }

  async function stopListening(): Promise<void> {
    over = true;
    await hold?.end();
    await closeListener();
  }

  return {
    tried: connect(),
    connection: () => (closed ? undefined : connection),
    sends: () => connection !== undefined && !closed && !ended,
    listening() {
      if (current?.listener?.listening()) return 'here';
      return hold && !hold.holds() && connection?.connected() ? 'standby' : 'no';
    },
    stopListening,
    async close() {
      closed = true;
      await stopListening();
      await closeConnection(connection, adapter, log);
    },
  };
}

async function closeConnection(
  opened: ChatConnection | undefined,
  { platform }: ChatAdapter,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  await opened
    ?.close()
    .catch((err: unknown) => log.warn({ err, platform }, 'platform connection did not close cleanly'));
}
