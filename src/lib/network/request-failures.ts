import { PrivateAddress } from './public-address.ts';

const longestRetryAfterMs = 60 * 60_000;

/** Parses Retry-After, in seconds or as a date, into milliseconds, an hour at most; undefined when it is invalid. */
export function retryAfterMs(header: string, now: Date): number | undefined {
  const text = header.trim();
  const ms = /^\d{1,9}$/.test(text) ? Number(text) * 1000 : Date.parse(text) - now.getTime();
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), longestRetryAfterMs) : undefined;
}

/** Returns whether a request failed because the host has a private address. */
export function isPrivateAddress(err: unknown): boolean {
  if (err instanceof PrivateAddress) return true;
  if (err instanceof AggregateError) return err.errors.some(isPrivateAddress);
  return err instanceof Error && err.cause !== undefined && isPrivateAddress(err.cause);
}

/** Returns the code of an error. Its message may name a secret; its code cannot. */
export function codeOf(err: unknown): string {
  if (err instanceof AggregateError && err.errors.length > 0) return codeOf(err.errors[0]);
  if (!(err instanceof Error)) return 'no reason given';
  if ('code' in err && typeof err.code === 'string') return err.code;
  return err.cause ? codeOf(err.cause) : err.name;
}
