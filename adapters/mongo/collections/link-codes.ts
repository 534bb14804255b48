import { randomInt, scrypt } from 'node:crypto';
import type { Connection } from 'mongoose';
import { addressKey } from '../../../src/domain/address.ts';
import type { PersonId } from '../../../src/domain/people.ts';
import type { Account } from '../../../src/ports/commands.ts';
import type { LinkCodes } from '../../../src/ports/people.ts';
import { answering, isDuplicateKey } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { expiredFor } from './expiry.ts';

const codeLifetimeMs = 10 * 60_000;
const triesLifetimeMs = 15 * 60_000;
const mostTries = 5;
/** Without I, L, O, 0 and 1, because people read the code on one screen and type it on another. */
const alphabet = 'ABCDEFGHJKMNPQRSTUVWXYZ23456789';
const codeLength = 8;

interface CodeDocument {
  /** The hash of the code. */
  readonly _id: string;
  readonly person: PersonId;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

interface TriesDocument {
  /** The account's place key. */
  readonly _id: string;
  readonly count: number;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

const codeIndexes: Indexes = [[{ person: 1 }], [{ storedAt: 1 }, expiredFor(codeLifetimeMs)]];

const triesIndexes: Indexes = [[{ storedAt: 1 }, expiredFor(triesLifetimeMs)]];

/** Forty bits are too few for a fast hash: with a slow one a code cannot be found before it expires. */
function hashOf(code: string): Promise<string> {
  return new Promise((resolve, reject) =>
    scrypt(code, 'tocsin link code', 32, (err, hash) => (err ? reject(err) : resolve(hash.toString('base64url')))),
  );
}

export function createLinkCodes(connection: Connection): LinkCodes {
  const codes = modelOf<CodeDocument>(connection, 'linkCodes', codeIndexes);
  const tries = modelOf<TriesDocument>(connection, 'linkTries', triesIndexes);

  async function issue(person: PersonId, now: Date): Promise<string> {
    const code = Array.from({ length: codeLength }, () => alphabet[randomInt(alphabet.length)]).join('');
    await codes.deleteMany({ person });
    const expiresAt = new Date(now.getTime() + codeLifetimeMs);
    await codes.create({ _id: await hashOf(code), person, expiresAt, storedAt: new Date() });
    return `${code.slice(0, 4)}-${code.slice(4)}`;
  }

  async function redeem(typed: string, by: Account, now: Date): Promise<PersonId | 'wrong' | 'too-many'> {
    const account = addressKey(by.platform, by.id);
    // The try is counted before the code is checked, so that parallel tries cannot exceed the limit.
    if ((await countTry(account, now)) > mostTries) return 'too-many';
    const code = typed.toUpperCase().replace(/[^A-Z0-9]/g, '');
    if (code.length !== codeLength) return 'wrong';
    // The code is deleted when it is spent, so that of two parallel tries only one finds it.
    const spent = await codes.findOneAndDelete({ _id: await hashOf(code), expiresAt: { $gt: now } }).lean();
    // A right code does not reset the count of wrong ones; otherwise a person's own code would give them more guesses.
    return spent?.person ?? 'wrong';
  }

  async function countTry(account: string, now: Date): Promise<number> {
    const fresh = { expiresAt: new Date(now.getTime() + triesLifetimeMs), storedAt: new Date() };
    await tries.updateOne({ _id: account, expiresAt: { $lte: now } }, { $set: { count: 0, ...fresh } });
    const count = () =>
      tries.findOneAndUpdate({ _id: account }, { $inc: { count: 1 } }, { returnDocument: 'after' }).lean();
    // An upsert is not used: of many at once on a new key, SecantusDB counts some without an answer.
    let document = await count();
    if (!document) {
      await begin(account, fresh);
      document = await count();
    }
    if (!document) throw new Error('The database did not save the count of tries; check the log of the database');
    return document.count;
  }

  async function begin(account: string, fresh: Pick<TriesDocument, 'expiresAt' | 'storedAt'>): Promise<void> {
    try {
      await tries.create({ _id: account, count: 0, ...fresh });
    } catch (err) {
      if (!isDuplicateKey(err)) throw err;
    }
  }

  return answering({ issue, redeem });
}
