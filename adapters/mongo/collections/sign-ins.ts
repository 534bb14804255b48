import { createHash, randomBytes } from 'node:crypto';
import type { Connection } from 'mongoose';
import type { PersonId } from '../../../src/domain/people.ts';
import type { Session, SignIns } from '../../../src/ports/people.ts';
import { answering } from '../connection/answering.ts';
import { type Indexes, modelOf } from '../connection/collections.ts';
import { expiredFor } from './expiry.ts';

const linkLifetimeMs = 10 * 60_000;
const sessionLifetimeMs = 30 * 24 * 60 * 60_000;
const usualIdleMs = 7 * 24 * 60 * 60_000;
/** The use of a session is saved at most this often, because pages send a request every few seconds. */
const noteUseMs = 5 * 60_000;
const secretBytes = 32;
const userAgentLimit = 300;

interface SecretDocument {
  /** SHA-256 of the secret. Random bits need no slow hash, and a reader of the database cannot sign in with the hash. */
  readonly _id: string;
  readonly person: PersonId;
  readonly expiresAt: Date;
  readonly storedAt: Date;
}

interface SessionDocument extends SecretDocument {
  /** The next three fields are absent in sessions of earlier versions. */
  readonly openedAt?: Date;
  readonly seenAt?: Date;
  readonly userAgent?: string;
}

const linkIndexes: Indexes = [[{ storedAt: 1 }, expiredFor(linkLifetimeMs)]];
const sessionIndexes: Indexes = [[{ storedAt: 1 }, expiredFor(sessionLifetimeMs)], [{ person: 1 }]];

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url');
}

/** @param idleMs a session ends after this time without use */
export function createSignIns(connection: Connection, idleMs = usualIdleMs): SignIns {
  const links = modelOf<SecretDocument>(connection, 'signInLinks', linkIndexes);
  const sessions = modelOf<SessionDocument>(connection, 'sessions', sessionIndexes);
  const noteEveryMs = Math.min(noteUseMs, idleMs / 10);

  function isOver(session: SessionDocument, now: Date): boolean {
    return session.expiresAt <= now || now.getTime() - seenAt(session).getTime() > idleMs;
  }

  async function issue(person: PersonId, now: Date): Promise<string> {
    const secret = newSecret();
    const expiresAt = new Date(now.getTime() + linkLifetimeMs);
    await links.create({ _id: hashOf(secret), person, expiresAt, storedAt: new Date() });
    return secret;
  }

  async function redeem(secret: string, now: Date, userAgent?: string) {
    // The link is deleted when it is spent, so that of two parallel tries only one finds it.
    const link = await links.findOneAndDelete({ _id: hashOf(secret), expiresAt: { $gt: now } }).lean();
    if (!link) return undefined;
    const session = newSecret();
    await sessions.create({
      _id: hashOf(session),
      person: link.person,
      expiresAt: new Date(now.getTime() + sessionLifetimeMs),
      storedAt: new Date(),
      openedAt: now,
      seenAt: now,
      ...(userAgent && { userAgent: userAgent.slice(0, userAgentLimit) }),
    });
    return { person: link.person, session };
  }

  async function person(session: string, now: Date): Promise<PersonId | undefined> {
    const _id = hashOf(session);
    const document = await sessions.findById(_id).lean();
    if (!document || isOver(document, now)) return undefined;
    if (now.getTime() - seenAt(document).getTime() >= noteEveryMs)
      // The session is valid without this write, so its failure is ignored.
      await sessions.updateOne({ _id }, { $set: { seenAt: now } }).catch(() => undefined);
    return document.person;
  }

  async function sessionsOf(of: PersonId, now: Date, current?: string): Promise<readonly Session[]> {
    const mine = current === undefined ? undefined : hashOf(current);
    const documents = await sessions.find({ person: of }).lean();
    return documents
      .filter((one) => !isOver(one, now))
      .sort((a, b) => seenAt(b).getTime() - seenAt(a).getTime())
      .map((one) => ({
        id: publicId(one._id),
        openedAt: one.openedAt ?? one.storedAt,
        seenAt: seenAt(one),
        ...(one.userAgent && { userAgent: one.userAgent }),
        current: one._id === mine,
      }));
  }

  async function end(session: string): Promise<void> {
    await sessions.deleteOne({ _id: hashOf(session) });
  }

  async function endById(of: PersonId, id: string): Promise<void> {
    const documents = await sessions.find({ person: of }, { _id: 1 }).lean();
    const found = documents.find(({ _id }) => publicId(_id) === id);
    if (found) await sessions.deleteOne({ _id: found._id });
  }

  async function endAll(of: PersonId): Promise<void> {
    await links.deleteMany({ person: of });
    await sessions.deleteMany({ person: of });
  }

  async function endOthers(people: readonly PersonId[]): Promise<number> {
    const others = { person: { $nin: [...people] } };
    await links.deleteMany(others);
    return (await sessions.deleteMany(others)).deletedCount;
  }

  return answering({ issue, redeem, person, sessionsOf, end, endById, endAll, endOthers });
}

function newSecret(): string {
  return randomBytes(secretBytes).toString('base64url');
}

function seenAt({ seenAt: seen, openedAt, storedAt }: SessionDocument): Date {
  return seen ?? openedAt ?? storedAt;
}

/** Returns an id of a session for its person; the hash itself stays in the database. */
function publicId(hash: string): string {
  return createHash('sha256').update(`session ${hash}`).digest('base64url').slice(0, 22);
}
