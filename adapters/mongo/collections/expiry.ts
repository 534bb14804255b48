const slackMs = 60_000;

/**
 * Options of an index on `storedAt`, by which the server throws a document away some time after it has expired. Whether
 * it has is decided on reading, by the caller's clock; this only saves space, so it goes by the server's.
 */
export function expiredFor(lifetimeMs: number): { expireAfterSeconds: number } {
  return { expireAfterSeconds: Math.ceil((lifetimeMs + slackMs) / 1000) };
}
