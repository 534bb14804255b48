import { expect, it } from 'vitest';
import { connectMongo, type Mongo } from '../../../adapters/mongo/connection/connect.ts';
import { openStores } from '../../../adapters/mongo/stores.ts';
import { freshDatabase, openDatabase } from '../../harness/database.ts';
import { KeptLog } from '../../harness/kept-log.ts';

/** Each collection with the field by which the server deletes its documents. */
async function expiries(mongo: Mongo): Promise<string[]> {
  await openStores(mongo);
  const collections = await mongo.db.listCollections({}, { nameOnly: true }).toArray();
  const found = await Promise.all(
    collections.map(async ({ name }) => {
      const indexes = await mongo.db.collection(name).indexes();
      return indexes
        .filter(({ expireAfterSeconds }) => expireAfterSeconds !== undefined)
        .map(({ key }) => `${name}.${Object.keys(key).join()}`);
    }),
  );
  return found.flat().sort();
}

const byTheClockOfTests = ['alertRates.at', 'alertResolves.receivedAt', 'mailThreads.at', 'payloads.receivedAt'];

it('has the server delete what is only kept for a while, but not what a test stores under its own clock', async () => {
  const database = await freshDatabase();
  const mongo = await connectMongo(database.uri, { log: new KeptLog() });
  const inProduction = await expiries(mongo);
  await mongo.close();
  await database.drop();
  expect(inProduction).toEqual(expect.arrayContaining(byTheClockOfTests));

  const tests = await openDatabase(new KeptLog());
  const inTests = await expiries(tests);
  await tests.close();
  expect(inTests).toEqual(inProduction.filter((one) => one.endsWith('.storedAt')));
  expect(inTests).not.toEqual([]);
});
