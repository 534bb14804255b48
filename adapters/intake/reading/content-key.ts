import { createHash } from 'node:crypto';

/**
 * A key made of what an alert says, for senders that are to be given one: 32 hexadecimal digits. The same words have
 * the same key, so that what is posted again after a lost answer is no second alert.
 */
export function contentKey(parts: readonly (string | null | undefined)[]): string {
  return createHash('sha256')
    .update(JSON.stringify(parts.map((part) => part ?? '')))
    .digest('hex')
    .slice(0, 32);
}

/** The same in the form of a UUID. */
export function contentUuid(parts: readonly (string | null | undefined)[]): string {
  return contentKey(parts).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
