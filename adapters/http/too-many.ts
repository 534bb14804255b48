import { retryAfterSeconds, type Taken } from '../../src/lib/rate-limit.ts';
import { problem, problemTitles } from '../../src/ports/http.ts';

/** Returns a 429 with `Retry-After`. */
export function tooMany(what: string, taken: Taken, headers: Readonly<Record<string, string>> = {}): Response {
  const wait = retryAfterSeconds(taken);
  const detail = `${what} Try again in ${wait} ${wait === 1 ? 'second' : 'seconds'}.`;
  return problem(429, problemTitles[429], detail, { headers: { 'retry-after': String(wait), ...headers } });
}
