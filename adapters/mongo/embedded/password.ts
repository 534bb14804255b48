import { randomBytes } from 'node:crypto';
import { open, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { MongoClient, MongoServerError } from 'mongodb';
import { ownerFileMode } from './private-folder.ts';

const user = 'tocsin';
const file = 'password';
const userExists = 51003;
const authenticationFailed = 18;

/** Returns the password of the database in this folder; undefined while it has none. */
export async function readPassword(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(join(folder, file), 'utf8')).trim() || undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Returns a new password. Its characters need no escape in a URI. */
export function newPassword(): string {
  return randomBytes(24).toString('base64url');
}

/**
 * Sets the password of the database user, then saves it in the folder. After a stop between the two, the next start makes
 * another password.
 *
 * @param port of a server that requires no password
 */
export async function setPassword(port: number, password: string, folder: string): Promise<void> {
  const client = embeddedClient(port);
  try {
    const admin = client.db('admin');
    const given = { pwd: password, roles: ['root'] };
    await admin.command({ createUser: user, ...given }).catch(async (error: unknown) => {
      if (!(error instanceof MongoServerError) || error.code !== userExists) throw error;
      await admin.command({ updateUser: user, ...given });
    });
  } finally {
    await client.close();
  }
  const aside = join(folder, `${file}.next`);
  const written = await open(aside, 'w', ownerFileMode);
  try {
    await written.chmod(ownerFileMode);
    await written.writeFile(`${password}\n`);
    await written.sync();
  } finally {
    await written.close();
  }
  await rename(aside, join(folder, file));
}

/** Returns whether the server accepts this password. Throws when the server does not answer. */
export async function accepts(port: number, password: string): Promise<boolean> {
  const client = embeddedClient(port, password);
  try {
    await client.db('admin').command({ ping: 1 });
    return true;
  } catch (error) {
    if (error instanceof MongoServerError && error.code === authenticationFailed) return false;
    throw error;
  } finally {
    await client.close();
  }
}

/** Returns the URI of an embedded database on this machine. */
export function embeddedUri(port: number, password?: string): string {
  const login = password === undefined ? '' : `${user}:${password}@`;
  const source = password === undefined ? '' : '&authSource=admin';
  return `mongodb://${login}127.0.0.1:${port}/tocsin?directConnection=true${source}`;
}

/** Returns a client of this one server. It ignores the members of a replica set that the server reports. */
export function embeddedClient(port: number, password?: string): MongoClient {
  return new MongoClient(embeddedUri(port, password), {
    serverSelectionTimeoutMS: 2_000,
    connectTimeoutMS: 2_000,
    socketTimeoutMS: 10_000,
  });
}
