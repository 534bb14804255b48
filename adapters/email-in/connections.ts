import type { Socket } from 'node:net';

/** Most connections of one address, and of all addresses together. */
export const mostOfAddress = 10;
export const mostConnections = 200;
/** In milliseconds. A connection that begins neither a mail nor a login within this time is closed. */
export const silentForMs = 15_000;

interface Open {
  readonly address: string;
  readonly port: number;
  readonly socket: Socket;
  /** The client is sending a mail or has logged in, so this connection is never closed to admit another. */
  isBusy: boolean;
  readonly timer: NodeJS.Timeout;
}

/** The fields of a session that identify its connection. */
interface Peer {
  readonly remoteAddress: string;
  readonly remotePort: number;
}

/**
 * Keeps the connections of a mail server within bounds. A connection beyond the bound of its address replaces the oldest
 * idle one from there. So idle connections lock nobody out, not even other clients behind the same address.
 */
export function createConnections(limits: { readonly silentForMs?: number } = {}) {
  /** In the order in which they opened. */
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

  /** Returns whether the connection may stay. May close an idle one to make room. */
  function admit({ remoteAddress }: Peer): boolean {
    const address = plain(remoteAddress);
    const ofAddress = [...open.values()].filter((one) => one.address === address);
    if (ofAddress.length > mostOfAddress && !closeSilent(ofAddress)) return false;
    return open.size <= mostConnections || closeSilent(ofCrowdedAddress());
  }

  /** Closes the oldest idle candidate, but never the last one, which is the newest. Returns whether it closed one. */
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

/** Returns an IPv4-mapped IPv6 address as the IPv4 address that it is. */
function plain(address: string): string {
  return address.replace(/^::ffff:/i, '');
}
