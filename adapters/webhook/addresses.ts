import dns from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import ipaddr from 'ipaddr.js';

/** The address lies inside somebody's own network, or is none that a webhook could have. */
export class PrivateAddress extends Error {
  constructor() {
    super('the host has an address of a private network');
    this.name = 'PrivateAddress';
  }
}

/** NAT64: the last four bytes are the IPv4 address that is meant. */
const nat64 = ipaddr.IPv6.parse('64:ff9b::');
/** All public IPv6 there is so far. */
const globalUnicast = ipaddr.IPv6.parse('2000::');

/** Whether it is an address of the public Internet: not loopback, private, link-local, carrier-grade NAT, multicast… */
export function isPublic(address: string): boolean {
  const bare = address.replace(/^\[|\]$/g, '').replace(/%.*$/, '');
  if (!ipaddr.isValid(bare)) return false;
  const meant = ipaddr.process(bare);
  if (meant instanceof ipaddr.IPv4) return meant.range() === 'unicast';
  if (meant.match(nat64, 96)) return isPublic(meant.toByteArray().slice(12).join('.'));
  return meant.range() === 'unicast' && meant.match(globalUnicast, 3);
}

/**
 * Looks a name up as Node does, for the very connection that is about to be made: no later answer of the name server can
 * lead elsewhere. A host with one private address among its own is refused whole.
 */
export const publicLookup: LookupFunction = (hostname, options, callback) => {
  dns.lookup(hostname, { ...options, all: true }, (err, found) => {
    if (err) return callback(err, []);
    if (found.length === 0 || found.some(({ address }) => !isPublic(address)))
      return callback(new PrivateAddress(), []);
    if (options.all) return callback(null, found);
    const [first] = found;
    return callback(null, first?.address ?? '', first?.family);
  });
};

/** An address in the URL itself is looked up by nobody. Throws PrivateAddress. */
export function refusePrivateLiteral({ hostname }: URL): void {
  const bare = hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isPublic(bare)) throw new PrivateAddress();
}

/** Where a proxy looks the name up: refused when it is private as seen from here, let through when nobody knows it here. */
export async function refusePrivateName({ hostname }: URL, signal: AbortSignal): Promise<void> {
  if (isIP(hostname.replace(/^\[|\]$/g, '')) !== 0) return;
  await new Promise<void>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    publicLookup(hostname, { all: true }, (err) => (err instanceof PrivateAddress ? reject(err) : resolve()));
  });
}
