import type { Db, Document } from 'mongodb';
import type { Platform } from '../../../src/domain/people.ts';
import { type Account, isAccountOf, type KnownPerson, withKnown } from './person.ts';
import { isPlain } from './scrub-value.ts';

const chats: ReadonlySet<string> = new Set(['slack', 'discord', 'telegram'] satisfies Platform[]);

interface Found {
  readonly accounts: readonly Account[];
  readonly emails: readonly string[];
}

/**
 * Returns the person with what the database knows: accounts that the person linked, was paged on or gave commands with, and
 * the names by which messages mention them.
 */
export async function findKnown(db: Db, known: KnownPerson): Promise<KnownPerson> {
  const { person } = known;
  const addresses: Document[] = [];
  for await (const { value } of db.collection('linkedAccounts').find({ 'value.person': person })) {
    addresses.push({ platform: value.platform, id: value.account });
  }
  const pages = db.collection('incidents').find({ 'decided.paged.person': person }, { projection: { deliveries: 1 } });
  for await (const { deliveries } of pages) {
    for (const one of Object.values<Document>(deliveries ?? {})) {
      if (one.person === person && one.to?.kind === 'person') addresses.push(one.to);
    }
  }
  const commands = db.collection('audit').find({ by: person }, { projection: { via: 1, account: 1 } });
  for await (const { via, account } of commands) if (account) addresses.push({ platform: via, id: account });
  const withAccounts = withKnown(known, accountsIn(addresses));
  return withKnown(withAccounts, { names: await mentionedNames(db, withAccounts) });
}

function accountsIn(addresses: readonly Document[]): Found {
  const named = addresses.filter(({ id }) => typeof id === 'string');
  return {
    accounts: named.flatMap(({ platform, id }) => (chats.has(platform) ? [{ platform, id }] : [])),
    emails: named.flatMap(({ platform, id }) => (platform === 'email' ? [id] : [])),
  };
}

/** Returns the names by which messages mention the person. */
async function mentionedNames(db: Db, known: KnownPerson): Promise<readonly string[]> {
  const names = new Set<string>();
  for (const collection of ['letters', 'webPosts']) {
    const messages = db.collection(collection).find({}, { projection: { message: 1 }, hint: { _id: 1 } });
    for await (const { message } of messages) for (const name of namesIn(message, known)) names.add(name);
  }
  return [...names];
}

function namesIn(message: unknown, known: KnownPerson): readonly string[] {
  if (!isPlain(message)) return [];
  const { text, mentions, call } = message;
  const all: readonly Document[] = typeof text === 'string' && Array.isArray(mentions) ? mentions : [];
  const theirs = all.filter(({ accounts }) =>
    Object.entries<string>(accounts ?? {}).some(([platform, id]) => isAccountOf(known, platform, id)),
  );
  const names = theirs.map(({ start, end }) => String(text).slice(start, end));
  // A person who was no longer in the file was mentioned by id.
  return [...names.filter((name) => name !== known.person), ...namesIn(call, known)];
}
