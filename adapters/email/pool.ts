import { createTransport } from 'nodemailer';
import { CONNECTIONS } from './limits.ts';
import type { Timing } from './timing.ts';

export type Pool = ReturnType<typeof openPool>;

/** Creates a pool that opens connections on demand. Options in the URL override those given here. */
export function openPool(smtpUrl: string, timing: Timing) {
  return createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: timing.connectMs,
    dnsTimeout: timing.connectMs,
    greetingTimeout: timing.greetingMs,
    socketTimeout: timing.socketMs,
    // Keeps a server that does not answer QUIT from delaying the end of the process.
    socketCloseTimeout: 1_000,
    requireTLS: sendsPassword(smtpUrl),
  });
}

/**
 * Returns whether the URL has a password for another machine. Such a password goes only over TLS: otherwise a man in the
 * middle gets it by removing STARTTLS from the server's offer. `?requireTLS=false` in the URL switches this off for a
 * trusted network.
 */
function sendsPassword(smtpUrl: string): boolean {
  if (!URL.canParse(smtpUrl)) return false;
  const { protocol, hostname, password } = new URL(smtpUrl);
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'smtp:' && password !== '' && !here;
}
