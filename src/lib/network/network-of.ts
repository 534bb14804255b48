import ipaddr from 'ipaddr.js';

/** One subscriber has a whole /64 of IPv6 addresses, so a limit for each address would be none. */
const ipv6Prefix = 64;

/** Returns the address under which a peer is counted: an IPv4 address itself, an IPv6 address as its /64 network. */
export function networkOf(address: string): string {
  if (!ipaddr.isValid(address)) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = ipaddr.IPv6.networkAddressFromCIDR(`${parsed.toString()}/${ipv6Prefix}`);
  return `${network.toString()}/${ipv6Prefix}`;
}
