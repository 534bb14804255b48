import { createHash } from 'node:crypto';

/** Returns the first characters of the text's SHA-256 in hexadecimal, for ids and keys that others cannot choose freely. */
export function shortHash(text: string, length = 32): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
