import { createHash, randomBytes } from 'node:crypto';
import { type Connection, type Model, Schema } from 'mongoose';
import type { PersonId } from '../../../src/domain/people.ts';
import type { SignIns } from '../../../src/ports/people.ts';
import { answering } from '../connection/answering.ts';
import { expiredFor } from './expiry.ts';

const linkLifetimeMs = 10 * 60_000;
const sessionLifetimeMs = 30 * 24 * 60 * 60_000;
const secretBytes = 32;

interface SecretDocument {
  /** SHA-256 of the secret. Random bits need no slow hash, and whoever reads the database cannot sign in with it. */
  readonly _id: string;
  readonly person: PersonId;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

function secretSchema(collection: string, lifetimeMs: number) {
  const schema = new Schema(
    {
      _id: { type: String, required: true },
      person: { type: String, required: true },
      expiresAt: { type: Date, required: true },
      storedAt: { type: Date, required: true },
    },
    { collection, strict: 'throw', versionKey: false },
  );
  schema.index({ storedAt: 1 }, expiredFor(lifetimeMs));
  return schema as unknown as Schema<SecretDocument>;
}

const linkSchema = secretSchema('signInLinks', linkLifetimeMs);
const sessionSchema = secretSchema('sessions', sessionLifetimeMs);

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

export function createSignIns(connection: Connection): SignIns {
  const links = connection.model<SecretDocument>('SignInLink', linkSchema);
  const sessions = connection.model<SecretDocument>('Session', sessionSchema);

  async function keep(where: Model<SecretDocument>, person: PersonId, now: Date, lifetimeMs: number): Promise<string> {
    const secret = randomBytes(secretBytes).toString('base64url');
    const expiresAt = new Date(now.getTime() + lifetimeMs);
    await where.create({ _id: hashOf(secret), person, expiresAt, storedAt: new Date() });
    return secret;
  }

  async function issue(person: PersonId, now: Date): Promise<string> {
    return keep(links, person, now, linkLifetimeMs);
  }

  async function redeem(secret: string, now: Date) {
    // Deleted by whoever spends it: of two who try at once, one finds it.
    const link = await links.findOneAndDelete({ _id: hashOf(secret), expiresAt: { $gt: now } }).lean();
    if (!link) return undefined;
    return { person: link.person, session: await keep(sessions, link.person, now, sessionLifetimeMs) };
  }

  async function person(session: string, now: Date): Promise<PersonId | undefined> {
    const document = await sessions.findOne({ _id: hashOf(session), expiresAt: { $gt: now } }).lean();
    return document?.person;
  }

  async function end(session: string): Promise<void> {
    await sessions.deleteOne({ _id: hashOf(session) });
  }

  return answering({ issue, redeem, person, end });
}
