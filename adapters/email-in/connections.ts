import type { Socket } from 'node:net';

/** One address has so many connections, and all together so many. */
export const mostOfAddress = 10;
export const mostConnections = 200;
/** Whoever has not begun a mail or a login by then is disconnected. */
export const silentForMs = 15_000;

interface Open {
  readonly address: string;
  readonly port: number;
  readonly socket: Socket;
  /** It is in the middle of a mail, or has logged in: it is never closed for another one. */
  isBusy: boolean;
  readonly timer: NodeJS.Timeout;
}

/** How a session names its connection. */
interface Peer {
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/**
 * Keeps the connections of a mail server within bounds. A connection beyond the bound of its address takes the place of
 * the oldest one from there that says nothing, so that silent connections shut nobody out, not even their own neighbours
 * behind one address.
 */
export function createConnections(limits: { readonly silentForMs?: number } = {}) {
  /** In the order in which they came. */
  const open = new Map<Socket, Open>();

  function opened(socket: Socket): void {
    const timer = setTimeout(() => socket.destroy(), limits.silentForMs ?? silentForMs);
    timer.unref();
    const { remoteAddress = '', remotePort = 0 } = socket;
    open.set(socket, { address: plain(remoteAddress), port: remotePort, socket, isBusy: false, timer });
    socket.once('close', () => {
      clearTimeout(timer);
      open.delete(socket);
    });
  }

  /** Returns whether the connection may stay; a silent one may have been closed for it. */
  function admit({ remoteAddress }: Peer): boolean {
    const address = plain(remoteAddress);
    const ofAddress = [...open.values()].filter((one) => one.address === address);
    if (ofAddress.length > mostOfAddress && !closeSilent(ofAddress)) return false;
    return open.size <= mostConnections || closeSilent(ofCrowdedAddress());
  }

  /** The last one is the one that asks. */
  function closeSilent(candidates: readonly Open[]): boolean {
    const oldest = candidates.slice(0, -1).find(({ isBusy }) => !isBusy);
    oldest?.socket.destroy();
    if (oldest) open.delete(oldest.socket);
    return oldest !== undefined;
  }

  function ofCrowdedAddress(): readonly Open[] {
    const byAddress = new Map<string, Open[]>();
    for (const one of open.values()) byAddress.set(one.address, [...(byAddress.get(one.address) ?? []), one]);
    return [...byAddress.values()].sort((one, other) => other.length - one.length)[0] ?? [];
  }

  function busy(peer: Peer): void {
    const found = find(peer);
    if (!found) return;
    found.isBusy = true;
    clearTimeout(found.timer);
  }

  function find({ remoteAddress, remotePort }: Peer): Open | undefined {
    const address = plain(remoteAddress);
    return [...open.values()].find((one) => one.address === address && one.port === remotePort);
  }

  return { opened, admit, busy };
}

/** IPv4 in the form of IPv6 is the same address. */
function plain(address: string): string {
  return address.replace(/^::ffff:/i, '');
}
