import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { runVerbProcess } from '../harness/program.ts';
import { runVerb } from '../harness/verb.ts';

let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: MongoClient;

beforeAll(async () => {
  database = await freshDatabase();
  client = await new MongoClient(database.uri).connect();
});
afterAll(async () => {
  await client.close();
  await database.drop();
});

const meta = () => client.db().collection<{ _id: string }>('meta');

it('says what it would do, does it once, and refuses data of a later version as a start does', async () => {
  const env = { MONGODB_URI: database.uri };
  await client.db().collection('incidents').insertOne({ from: 'before' });
  const dry = await runVerb(['migrate', '--dry-run'], { env });
  expect(dry).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Data version 0 of \d+; it would run:\n {2}0001-/),
  });
  expect(await meta().countDocuments()).toBe(0);
  const done = await runVerbProcess(['migrate', '--json'], { env });
  expect({ code: done.code, ...JSON.parse(done.stdout) }).toMatchObject({ code: 0, run: { from: 0 } });
  expect(await runVerb(['migrate'], { env })).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('nothing to do'),
  });
  await meta().updateOne({ _id: 'data' }, { $set: { version: 99, readableFrom: 98, program: '9.9.9' } });
  const later = /^The data was brought forward by Tocsin 9\.9\.9 \(data version 99\)/m;
  expect(await runVerb(['migrate'], { env })).toMatchObject({ code: 1, stderr: expect.stringMatching(later) });
  const started = await runVerbProcess(['start'], { env: { ...env, HTTP_PORT: '0' } });
  expect({ code: started.code, said: started.stdout + started.stderr }).toEqual({
    code: 1,
    said: expect.stringMatching(later),
  });
});
