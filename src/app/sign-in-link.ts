import { createSignIns } from '../../adapters/mongo/collections/sign-ins.ts';
import { connectMongo } from '../../adapters/mongo/connection/connect.ts';
import { runningEmbedded } from '../../adapters/mongo/embedded/start.ts';
import { idOf } from '../application/incidents/known-names.ts';
import type { Config } from '../config.ts';
import { Refused } from '../domain/refusal.ts';
import { refusalTextInEnglish } from '../locales/refusals.ts';
import { type Log, systemClock } from '../ports/runtime.ts';

/** Short, because a person waits at a terminal. */
const connectWithinMs = 10_000;

/**
 * Issues a one-time link that signs a person in on the web, as the command `web` does in a chat. Writes to the database of
 * these settings; an embedded database has to be running.
 *
 * @param name an id or name of the configuration file
 * @returns the link, which is valid for 10 minutes
 * @throws an Error in one sentence when there is no such person, or no database
 */
export async function signInLink({ settings, directory, demo }: Config, name: string, log: Log): Promise<string> {
  const { publicUrl } = settings.http;
  if (demo) throw new Error(`This is the demo, where nobody signs in: open ${publicUrl} and pick who you are.`);
  const person = personCalled(name, directory);
  const { uri, dataDir } = settings.database;
  const address = uri ?? (await runningEmbedded(dataDir));
  if (address === undefined) {
    throw new Error(
      `No Tocsin runs with the data in ${dataDir}: start it first, or set DATA_DIR to the folder that it uses.`,
    );
  }
  const mongo = await connectMongo(address, { log, giveUpAfterMs: connectWithinMs });
  try {
    const secret = await createSignIns(mongo.connection).issue(person, systemClock.now());
    return `${publicUrl}/sign-in/${secret}`;
  } finally {
    await mongo.close();
  }
}

function personCalled(name: string, { people }: Config['directory']): string {
  try {
    return idOf('person', name, [...people.values()]);
  } catch (err) {
    throw err instanceof Refused ? new Error(refusalTextInEnglish(err)) : err;
  }
}
