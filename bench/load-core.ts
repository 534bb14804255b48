import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { type Collection, type Db, type Document, MongoClient } from 'mongodb';
import type { Asked, Told } from './load-process.ts';

const idleWithinMs = 60_000;

export interface Core {
  readonly name: string;
  /** The text of the answer. `dashboard` is a look at it, and an empty line waits until nothing is being sent. */
  says(person: string, line: string): Promise<string>;
  readonly rssBytes: number;
  readonly db: Db;
  readonly incidents: Collection<Document & { _id: string }>;
  stop(): Promise<void>;
}

/**
 * The core in a process of its own, on a database of its own.
 * `LOAD_PROFILE` names a folder for its processor profile.
 * @param sole the database was started for this run, as `npm start` does
 */
export async function startCore(uri: string, name: string, sole: boolean): Promise<Core> {
  const own = new URL(uri);
  own.pathname = `/${name}`;
  const profile = process.env.LOAD_PROFILE;
  const child: ChildProcess = fork(fileURLToPath(new URL('./load-process.ts', import.meta.url)), {
    env: { ...process.env, MONGODB_URI: own.href, LOAD_SOLE: sole ? 'yes' : 'no' },
    execArgv: [...process.execArgv, ...(profile ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : [])],
  });
  const waiting = new Map<string, (text: string) => void>();
  let asked = 0;
  let rssBytes = 0;
  await new Promise<void>((resolve, reject) => {
    child.on('exit', (code) => reject(new Error(`The core ended with ${code}`)));
    child.on('message', (told: Told) => {
      if (told === 'ready') return resolve();
      rssBytes = Math.max(rssBytes, told.rssBytes);
      waiting.get(told.id)?.(told.text);
      waiting.delete(told.id);
    });
  });
  const client = await new MongoClient(own.href).connect();
  const db = client.db(name);
  const core: Core = {
    name,
    says(person, line) {
      asked += 1;
      const ask: Asked = { id: `${name}-${asked}`, person, line };
      return new Promise((resolve) => {
        waiting.set(ask.id, resolve);
        child.send(ask);
      });
    },
    get rssBytes() {
      return rssBytes;
    },
    db,
    incidents: db.collection('incidents'),
    async stop() {
      // SecantusDB keeps a transaction whose process has gone: nothing is to be under way.
      await Promise.race([core.says('p0', ''), new Promise((resolve) => setTimeout(resolve, idleWithinMs))]);
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.disconnect();
      await ended;
      await db.dropDatabase();
      await client.close();
    },
  };
  return core;
}
