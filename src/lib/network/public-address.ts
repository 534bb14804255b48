import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The host has an address that is not on the public Internet. */
export class PrivateAddress extends Error {
  constructor() {
    super('the host has an address of a private network');
    this.name = 'PrivateAddress';
  }
}

/** NAT64: the last four bytes are the IPv4 address of the host. */
const nat64 = ipaddr.IPv6.parse('64:ff9b::');
/** All public IPv6 addresses assigned so far. */
const globalUnicast = ipaddr.IPv6.parse('2000::');

/** Returns whether it is an address of the public Internet: not loopback, private, link-local, carrier-grade NAT, multicast… */
export function isPublic(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const meant = ipaddr.process(bare);
  if (meant instanceof ipaddr.IPv4) return meant.range() === 'unicast';
  if (meant.match(nat64, 96)) return isPublic(meant.toByteArray().slice(12).join('.'));
  return meant.range() === 'unicast' && meant.match(globalUnicast, 3);
}

/** Resolves names and classifies addresses. Tests replace it, because all their servers are on loopback. */
export interface Network {
  /** As `dns.lookup` with `all: true`. */
  lookup(
    hostname: string,
    options: dns.LookupAllOptions,
    callback: (err: NodeJS.ErrnoException | null, found: dns.LookupAddress[]) => void,
  ): void;
  isPublic(address: string): boolean;
}

export const realNetwork: Network = { lookup: (...given) => dns.lookup(...given), isPublic };

/**
 * Returns a lookup for the connection itself, so that a later DNS answer cannot redirect the connection.
 *
 * @param mayConnect gets every address of the host; when it returns false the lookup fails with PrivateAddress
 */
export function createLookup(network: Network, mayConnect: (addresses: readonly string[]) => boolean): LookupFunction {
  return (hostname, options, callback) => {
    network.lookup(hostname, { ...options, all: true } as dns.LookupAllOptions, (err, found) => {
      if (err) return callback(err, []);
      if (found.length === 0 || !mayConnect(found.map(({ address }) => address)))
        return callback(new PrivateAddress(), []);
      if (options.all) return callback(null, found);
      const [first] = found;
      return callback(null, first?.address ?? '', first?.family);
    });
  };
}

/** Refuses a host when one of its addresses is private. */
export const publicLookup: LookupFunction = createLookup(realNetwork, (addresses) => addresses.every(isPublic));

/** Returns the IP address in the URL, without brackets; undefined for a name, which is not resolved. */
export function literalOf({ hostname }: URL): string | undefined {
  const bare = hostname.replace(/^\[|\]$/g, '');
  return isIP(bare) !== 0 ? bare : undefined;
}

/** Throws PrivateAddress when the URL itself has a private address. */
export function refusePrivateLiteral(url: URL): void {
  const literal = literalOf(url);
  if (literal !== undefined && !isPublic(literal)) throw new PrivateAddress();
}

/**
 * Checks a name that a proxy resolves. Throws PrivateAddress when the name is private as resolved here; a name unknown here
 * passes.
 */
export async function refusePrivateName(url: URL, signal: AbortSignal): Promise<void> {
  if (literalOf(url) !== undefined) return;
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    publicLookup(url.hostname, { all: true }, (err) => (err instanceof PrivateAddress ? reject(err) : resolve()));
  });
}
