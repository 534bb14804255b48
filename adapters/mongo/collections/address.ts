import { percentDecoded } from '../../../src/lib/links.ts';

/** Host names with ports: the part of a MongoDB address that may be shown. */
const hosts = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?(?:,(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?)*(?=[/?]|$)/i;

const scheme = /^mongodb(?:\+srv)?:\/\//;

/** Returns the hosts of an address without user, password and options, even when the address has a spelling mistake. */
export function shownAddress(uri: string): string {
  return hostsIn(uri) ?? 'the address given';
}

function hostsIn(uri: string): string | undefined {
  const rest = uri.replace(scheme, '');
  return hosts.exec(rest.slice(rest.lastIndexOf('@') + 1))?.[0];
}

/** Returns whether the address names a database. */
export function namesDatabase(uri: string): boolean {
  return /^\/[^?]/.test(uri.replace(scheme, '').replace(/^[^/?]*/, ''));
}

/** Returns whether the address sets this option. */
export function setsOption(uri: string, option: string): boolean {
  return new RegExp(`[?&]${option}=`, 'i').test(uri);
}

const shortestSecret = 3;

/** Returns the driver's message, unless it may contain a part of the credentials. */
export function withoutSecrets(message: string, uri: string): string {
  const tells = secretsIn(uri).some((piece) => piece.length >= shortestSecret && message.includes(piece));
  return tells ? 'the driver’s words are kept back, as they hold a part of the credentials' : message;
}

/**
 * Returns the password, in the pieces in which the driver may show it; for an address that cannot be parsed, the whole
 * address.
 */
function secretsIn(uri: string): string[] {
  const rest = uri.replace(scheme, '');
  const end = rest.lastIndexOf('@');
  const credentials = end >= 0 ? rest.slice(0, end) : hostsIn(uri) ? '' : rest;
  const password = credentials.replace(/^[^:]*:?/, '');
  const options = [...rest.matchAll(/(?:password|token)[=:]([^&,]+)/gi)].map(([, value]) => value ?? '');
  return [...password.split(/[:/?#@]/), ...options].flatMap((piece) => [piece, percentDecoded(piece)]);
}
