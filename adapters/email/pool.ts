import { createTransport } from 'nodemailer';
import { CONNECTIONS } from './limits.ts';
import type { Timing } from './timing.ts';

export type Pool = ReturnType<typeof openPool>;

/** Connections to the mail server, opened as they are needed. What the URL says counts before what is said here. */
export function openPool(smtpUrl: string, timing: Timing) {
  return createTransport({
    url: smtpUrl,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: timing.connectMs,
    dnsTimeout: timing.connectMs,
    greetingTimeout: timing.greetingMs,
    socketTimeout: timing.socketMs,
    // A server that does not say goodbye keeps no process from ending.
    socketCloseTimeout: 1_000,
    requireTLS: sendsPassword(smtpUrl),
  });
}

/**
 * To another machine, a password goes only over an encrypted line: otherwise whoever sits in between gets it by hiding
 * the server's offer to encrypt. `?requireTLS=false` in the URL says that the line is one's own.
 */
function sendsPassword(smtpUrl: string): boolean {
  if (!URL.canParse(smtpUrl)) return false;
  const { protocol, hostname, password } = new URL(smtpUrl);
  const here = hostname === 'localhost' || hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname);
  return protocol === 'smtp:' && password !== '' && !here;
}
