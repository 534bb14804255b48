const forwarding = ['forwarded', 'via', 'x-real-ip', 'x-client-ip', 'true-client-ip', 'cf-connecting-ip'];

/**
 * Why a request is not from a program on this machine; undefined when it is.
 *
 * A reverse proxy on this machine brings the whole world, and so does a browser: any page may post to 127.0.0.1, and a
 * name of its own may lead there. So what bears the marks of either does not count.
 */
export function foreignTo(request: Request, address: string): string | undefined {
  if (!isLoopbackAddress(address)) return 'Programs on this machine alone are answered here.';
  const names = [...request.headers.keys()];
  if (names.some((name) => forwarding.includes(name) || name.startsWith('x-forwarded-'))) {
    return 'Programs on this machine alone are answered here, and this came through a proxy.';
  }
  const { hostname, origin } = new URL(request.url);
  if (!isLoopbackName(hostname)) {
    return 'Programs on this machine alone are answered here, by the names localhost and 127.0.0.1.';
  }
  const from = request.headers.get('origin');
  const site = request.headers.get('sec-fetch-site');
  if ((from !== null && from !== origin) || site === 'cross-site' || site === 'same-site') {
    return 'Programs on this machine alone are answered here, and this came from a page in a browser.';
  }
  return undefined;
}

/** An IPv4 peer of a server that listens on both is written as ::ffff:127.0.0.1. */
function isLoopbackAddress(address: string): boolean {
  return address === '::1' || /^(?:::ffff:)?127(?:\.\d{1,3}){3}$/i.test(address);
}

function isLoopbackName(hostname: string): boolean {
  const bare = hostname.replace(/^\[|\]$/g, '').toLowerCase();
  return bare === 'localhost' || bare.endsWith('.localhost') || isLoopbackAddress(bare);
}
