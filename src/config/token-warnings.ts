import type { Directory } from '../domain/directory.ts';
import { type ApiToken, expiryDay, expiryWarningMs } from '../ports/http.ts';

/**
 * Returns a sentence for each API token that has expired or soon will, and for each that acts for a person who is not in the
 * file.
 */
export function tokenWarnings(tokens: readonly ApiToken[], { people }: Directory, now: Date): string[] {
  return tokens.flatMap(({ name, expires, by }) => [
    ...(expires ? expiryWarning(name, expires, now) : []),
    ...(by !== undefined && !people.has(by)
      ? [`API_TOKENS: the token “${name}” acts for “${by}”, who is not in the file; write the id of a person who is`]
      : []),
  ]);
}

function expiryWarning(name: string, expires: Date, now: Date): string[] {
  const leftMs = expires.getTime() - now.getTime();
  if (leftMs > expiryWarningMs) return [];
  const what =
    leftMs > 0 ? `is good until ${expiryDay(expires)} (UTC)` : `expired on ${expiryDay(expires)} and is refused`;
  return [`API_TOKENS: the token “${name}” ${what}; make a new one, or give it a later date`];
}
