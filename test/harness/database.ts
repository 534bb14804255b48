import { randomBytes } from 'node:crypto';
import { MongoClient } from 'mongodb';
import { inject } from 'vitest';

/** The server of this test run, started by global-setup.ts. */
export function databaseUri(): string {
  return inject('databaseUri');
}

/** A database of the caller's own on it, empty. */
export async function freshDatabase(): Promise<{ uri: string; drop(): Promise<void> }> {
  const name = `test_${randomBytes(8).toString('hex')}`;
  const uri = withDatabase(databaseUri(), name);
  return {
    uri,
    drop: async () => {
      const client = new MongoClient(uri, { serverSelectionTimeoutMS: 10_000 });
      try {
        await client.db(name).dropDatabase();
      } finally {
        await client.close();
      }
    },
  };
}

/** By hand, for a URL with several hosts is none to `URL`. */
function withDatabase(uri: string, name: string): string {
  const parts = /^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/.exec(uri);
  if (!parts) throw new Error('MONGODB_TEST_URI is not a MongoDB address');
  return `${parts[1]}/${name}${parts[2] ?? ''}`;
}
