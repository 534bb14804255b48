import { checkedBy } from '../../lib/async.ts';
import { createSlot, type Resource } from '../../lib/slot.ts';
import { DeliveryFailed, type Listener, PlatformRefused } from '../chat.ts';

/** What receives from a platform: a websocket, polling or a webhook. */
export interface Receiver extends Resource {
  /** Whether it receives at this moment. */
  listening(): boolean;
}

export interface ConnectionState<R extends Receiver> {
  isOpen(): boolean;
  /** The platform took the token. */
  opened(): void;
  /** The platform ended the connection. The first call while it is open counts; the others do nothing. */
  disconnected(why: PlatformRefused): void;
  /**
   * Opens the receiver that `make` makes, or gives the one that is open already or opens.
   *
   * @throws PlatformRefused when the connection is not open, or is closed meanwhile, or `signal` aborts
   */
  listen(make: () => R, signal?: AbortSignal): Promise<Listener>;
  /** The receiver that is open now. */
  receiver(): R | undefined;
  /** Returns the same function. It throws DeliveryFailed once the connection is closed. */
  untilClosed<A extends unknown[], T>(work: (...args: A) => Promise<T>): (...args: A) => Promise<T>;
  /** Closes the receiver too. Returns false when the connection was closed before. */
  close(): Promise<boolean>;
}

/**
 * Tells whether a connection to a platform is open, and holds its one receiver. A connection that the platform ended still
 * sends what the platform takes.
 *
 * @param name of the platform, for messages
 * @param onDisconnect called once, when the platform ends the open connection
 */
export function createConnectionState<R extends Receiver>(
  name: string,
  onDisconnect: (why: PlatformRefused) => void,
): ConnectionState<R> {
  let state: 'connecting' | 'open' | 'ended' | 'closed' = 'connecting';
  const receivers = createSlot<R>(() => new PlatformRefused(`${name} was closed before Tocsin listened to it`));
  const isOpen = () => state === 'open';

  return {
    isOpen,
    opened() {
      if (state === 'connecting') state = 'open';
    },
    disconnected(why) {
      if (state !== 'open') return;
      state = 'ended';
      onDisconnect(why);
    },
    async listen(make, signal) {
      if (!isOpen()) throw new PlatformRefused(`${name} is not connected`);
      const opened = await receivers.open(make, signal);
      return {
        listening: () => isOpen() && receivers.current() === opened && opened.listening(),
        close: () => receivers.close(opened),
      };
    },
    receiver: receivers.current,
    untilClosed: (work) =>
      checkedBy(() => {
        if (state === 'closed') throw new DeliveryFailed(`${name} is not connected`, 'soon');
      }, work),
    async close() {
      if (state === 'closed') return false;
      state = 'closed';
      await receivers.close();
      return true;
    },
  };
}
