import ipaddr from 'ipaddr.js';
import { createCache } from '../cache.ts';

/** A subscriber has a whole /64 of IPv6 addresses, so a limit for each address would not limit a subscriber. */
const ipv6Prefix = 64;

/** The same peers return with each request, and parsing an address costs more than a lookup. */
const known = createCache<string, string>({ max: 1_000 });

/** Returns the address under which a peer is counted: an IPv4 address itself, an IPv6 address as its /64 network. */
export function networkOf(address: string): string {
  const found = known.get(address) ?? networkFor(address);
  known.set(address, found);
  return found;
}

function networkFor(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${ipv6Prefix}`);
  return `${network.toString()}/${ipv6Prefix}`;
}
