/** The part of a request that is read here; a `Request` has it. */
interface Asked {
  readonly url: string;
  readonly headers: Pick<Headers, 'get' | 'keys'>;
}

/** Headers that a reverse proxy adds. A program on this machine sends none of them. */
const forwarding = ['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'];

/** Returns whether an address or a host name means this machine. Brackets around an IPv6 address are allowed. */
export function isLoopback(host: string): boolean {
  const bare = host.replace(/^\[|\]$/g, '').toLowerCase();
  if (bare === 'localhost' || bare.endsWith('.localhost') || bare === '::1') return true;
  // An IPv4 peer of a server that listens on both families is ::ffff:127.0.0.1, which URL writes as ::ffff:7f00:1.
  return /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/.test(bare) || /^::ffff:7f[0-9a-f]{2}:[0-9a-f]{1,4}$/.test(bare);
}

/**
 * Returns why a request does not come from this machine; undefined when it does.
 *
 * A reverse proxy on this machine forwards requests from everywhere, and a foreign host name may resolve to 127.0.0.1 (DNS
 * rebinding). A proxy that rewrites Host and adds no header cannot be told apart from a local program, so code that must not
 * be reachable through a proxy also checks PUBLIC_URL and the configuration.
 *
 * @param address the address of the peer, without a port
 */
export function whyNotLocal(request: Asked, address: string): string | undefined {
  if (!isLoopback(address)) return 'Only programs on this machine are answered.';
  const names = [...request.headers.keys()];
  if (names.some((name) => forwarding.includes(name) || name.startsWith('x-forwarded-'))) {
    return 'Only programs on this machine are answered, and this request came through a proxy.';
  }
  if (!isLoopback(new URL(request.url).hostname)) {
    return 'Only programs on this machine are answered, by the names localhost and 127.0.0.1.';
  }
  return undefined;
}

/** Returns whether a page of another origin made a browser send this request. */
export function isCrossOrigin(request: Asked): boolean {
  const origin = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  return (origin !== null && origin !== new URL(request.url).origin) || site === 'cross-site' || site === 'same-site';
}
