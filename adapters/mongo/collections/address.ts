/** Host names, with ports: what may be shown of a MongoDB address. */
const hosts = /^(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?(?:,(?:[\w.-]+|\[[\da-f:]+\])(?::\d+)?)*(?=[/?]|$)/i;

const scheme = /^mongodb(?:\+srv)?:\/\//;

/** Where the database is, without user, password and options; also of an address that is spelled wrongly. */
export function shownAddress(uri: string): string {
  return hostsIn(uri) ?? 'the address given';
}

function hostsIn(uri: string): string | undefined {
  const rest = uri.replace(scheme, '');
  return hosts.exec(rest.slice(rest.lastIndexOf('@') + 1))?.[0];
}

/** Whether the address says which database to use. */
export function namesDatabase(uri: string): boolean {
  return /^\/[^?]/.test(uri.replace(scheme, '').replace(/^[^/?]*/, ''));
}

/** Whether the address sets this option itself. */
export function setsOption(uri: string, option: string): boolean {
  return new RegExp(`[?&]${option}=`, 'i').test(uri);
}

const shortestSecret = 3;

/** What the driver says, unless some piece of the credentials may be in it. */
export function withoutSecrets(message: string, uri: string): string {
  const tells = secretsIn(uri).some((piece) => piece.length >= shortestSecret && message.includes(piece));
  return tells ? 'the driver’s words are kept back, as they hold a part of the credentials' : message;
}

/** The password, in pieces as the driver may cut it; of an address that cannot be read, everything. */
function secretsIn(uri: string): string[] {
  const rest = uri.replace(scheme, '');
  const end = rest.lastIndexOf('@');
  const credentials = end >= 0 ? rest.slice(0, end) : hostsIn(uri) ? '' : rest;
  const password = credentials.replace(/^[^:]*:?/, '');
  const options = [...rest.matchAll(/(?:password|token)[=:]([^&,]+)/gi)].map(([, value]) => value ?? '');
  return [...password.split(/[:/?#@]/), ...options].flatMap((piece) => [piece, decoded(piece)]);
}

function decoded(piece: string): string {
  try {
    return decodeURIComponent(piece);
  } catch {
    return piece;
  }
}
