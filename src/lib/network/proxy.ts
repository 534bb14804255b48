import ipaddr from 'ipaddr.js';

type Environment = Readonly<Record<string, string | undefined>>;

const usualPorts: Readonly<Record<string, string>> = { 'https:': '443', 'http:': '80' };

/**
 * Returns the proxy for a URL from the environment, as curl and most other programs read it: HTTPS_PROXY or HTTP_PROXY, else
 * ALL_PROXY, unless NO_PROXY names the host. Lower-case names take precedence.
 */
export function proxyFor(url: URL, env: Environment): string | undefined {
  const read = (name: string) => env[name.toLowerCase()]?.trim() || env[name]?.trim() || undefined;
  const proxy = read(url.protocol === 'https:' ? 'HTTPS_PROXY' : 'HTTP_PROXY') ?? read('ALL_PROXY');
  if (!proxy || isExcepted(url, read('NO_PROXY') ?? '')) return undefined;
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

/**
 * Returns whether NO_PROXY names the host. It is a list of `*`, names (`example.org`, `.example.org` and `*.example.org` all
 * mean the name and everything below it), addresses and networks (`10.0.0.0/8`, `fd00::/8`), each with an optional port.
 * Names are not resolved: a network matches only an address in the URL.
 */
export function isExcepted(url: URL, noProxy: string): boolean {
  const host = bare(url.hostname);
  const port = url.port || usualPorts[url.protocol];
  return noProxy
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((entry) => {
      if (entry === '*') return true;
      const { name, port: onlyPort } = parted(entry.toLowerCase());
      if (onlyPort !== undefined && onlyPort !== port) return false;
      return ipaddr.isValid(host) ? holdsAddress(name, host) : holdsName(name, host);
    });
}

/** Splits an entry into a host and an optional port. An IPv6 address contains colons, so its port needs brackets. */
function parted(entry: string): { readonly name: string; readonly port?: string } {
  const [, name, port] = /^(\[[^\]]+\]|[^:]+)(?::(\d{1,5}))?$/.exec(entry) ?? [undefined, entry];
  return { name: bare(name ?? entry), ...(port !== undefined && { port }) };
}

function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '').toLowerCase();
}

function holdsName(entry: string, host: string): boolean {
  const name = entry.replace(/^\*?\./, '').replace(/\.$/, '');
  const asked = host.replace(/\.$/, '');
  return name !== '' && (asked === name || asked.endsWith(`.${name}`));
}

function holdsAddress(entry: string, host: string): boolean {
  const address = ipaddr.process(host);
  if (ipaddr.isValidCIDR(entry)) {
    const [network, bits] = ipaddr.parseCIDR(entry);
    return network.kind() === address.kind() && address.match(network, bits);
  }
  return ipaddr.isValid(entry) && ipaddr.process(entry).toString() === address.toString();
}
