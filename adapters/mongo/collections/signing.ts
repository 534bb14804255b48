import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { Signing } from '../../../src/ports/runtime.ts';
import { isDuplicateKey } from '../connection/answering.ts';
import { modelOf } from '../connection/collections.ts';

const keyBytes = 32;

interface KeyDocument {
  readonly _id: string;
  readonly key: string;
}

/** Returns the installation's key, and makes it the first time; all replicas read the same key. */
export async function openSigning(connection: Connection): Promise<Signing> {
  const keys = modelOf<KeyDocument>(connection, 'keys');
  const made = randomBytes(keyBytes).toString('base64');
  try {
    await keys.create({ _id: 'links', key: made });
  } catch (err) {
    if (!isDuplicateKey(err)) throw err;
  }
  const kept = await keys.findById('links').lean();
  if (!kept)
    throw new Error('The key for links could neither be created nor read; check the database and its user’s rights');
  const key = Buffer.from(kept.key, 'base64');
  const sign = (purpose: string, text: string) =>
    createHmac('sha256', key).update(`${purpose}\n${text}`).digest('base64url');
  return {
    sign,
    verify(purpose, text, signature) {
      const expected = Buffer.from(sign(purpose, text));
      const given = Buffer.from(signature);
      return expected.length === given.length && timingSafeEqual(expected, given);
    },
  };
}
