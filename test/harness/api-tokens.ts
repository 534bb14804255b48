import { createHash } from 'node:crypto';

/** So many that a storm meets no limit of a single token. */
const many = 64;
const tokenOf = (index: number) => `a-token-for-tests-number-${index}`;

/** The names of the tokens. */
export const tokenNames = Array.from({ length: many }, (_, index) => `tests-${index}`);

/** API_TOKENS for a program under test. */
export const apiTokensSetting = tokenNames.map((name, index) => `${name}:${tokenOf(index)}`).join(',');

/** The header that carries one of them, of as many as there are. */
export function bearerAt(index: number): { readonly authorization: string } {
  return { authorization: `Bearer ${tokenOf(index % many)}` };
}

let next = 0;

/**
 * Returns the header that carries one of them.
 *
 * @param key of idempotency: what is sent again under a key carries the same token, for a key belongs to its token
 */
export function bearer(key?: string): { readonly authorization: string } {
  if (key === undefined) next += 1;
  const index = key === undefined ? next : createHash('sha256').update(key).digest().readUInt32BE(0);
  return bearerAt(index);
}
