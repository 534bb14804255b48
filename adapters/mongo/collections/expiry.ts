const slackMs = 60_000;

/**
 * Returns the options of an index on `storedAt` by which the server deletes a document some time after it has expired.
 * Readers check the expiry by their own clock; the index only saves space, so the server's clock is good enough.
 */
export function expiredFor(lifetimeMs: number): { expireAfterSeconds: number } {
  return { expireAfterSeconds: Math.ceil((lifetimeMs + slackMs) / 1000) };
}
