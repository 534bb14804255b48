/** Time limits and intervals of the connection, in milliseconds. Tests set shorter ones. */
export interface Timing {
  /** Limit for name look-up, connecting and the TLS handshake together. */
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Limit for silence of the server in the middle of an SMTP session. */
  readonly socketMs: number;
  /** Limit for one mail, including the time that it waits for a free connection. The port promises 10 s. */
  readonly sendMs: number;
  /** Limit for one check that the mail server accepts the login. */
  readonly verifyMs: number;
  /** Interval between such checks while the server is reachable. Each is a login, and providers limit logins. */
  readonly checkMs: number;
  /** Interval between such checks while the server is unreachable. */
  readonly checkAwayMs: number;
  /** How long mails that are being sent may take to finish at a shutdown. */
  readonly drainMs: number;
}

export const usualTiming: Timing = {
  connectMs: 5_000,
  greetingMs: 5_000,
  socketMs: 10_000,
  sendMs: 9_000,
  verifyMs: 10_000,
  checkMs: 5 * 60_000,
  checkAwayMs: 10_000,
  drainMs: 3_000,
};
