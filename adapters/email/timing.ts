/** How long things may take. Settable, so that tests need not wait as long as people do. */
export interface Timing {
  /** Name look-up, connecting and encrypting. */
  readonly connectMs: number;
  readonly greetingMs: number;
  /** Silence in the middle of a conversation. */
  readonly socketMs: number;
  /** One mail, with the time that it waits for a free connection. The port promises 10 s. */
  readonly sendMs: number;
  /** One look at whether the mail server takes our login. */
  readonly verifyMs: number;
  /** Between such looks while all is well. Each is a login, and providers count those. */
  readonly checkMs: number;
  /** Between such looks while the server is away. */
  readonly checkAwayMs: number;
  /** What is being sent at a stop may finish, this long. */
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
