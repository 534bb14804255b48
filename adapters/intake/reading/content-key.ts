import { createHash } from 'node:crypto';

/**
 * Returns a key derived from the words of an alert, for senders that expect an id: 32 hexadecimal digits. The same words
 * give the same key, so that a retry after a lost answer makes no second alert.
 */
export function contentKey(parts: readonly (string | null | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? '')))
    .digest('hex')
    .slice(0, 32);
}

/** Returns the same key in the form of a UUID. */
export function contentUuid(parts: readonly (string | null | undefined)[]): string {
  return contentKey(parts).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
