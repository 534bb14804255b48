import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { freshDatabase } from '../harness/database.ts';
import { runVerb } from '../harness/verb.ts';

let folder: string;
let database: Awaited<ReturnType<typeof freshDatabase>>;
let client: MongoClient;
let env: Record<string, string>;

const rest = `
policies: { default: { levels: [ { page: [ { person: bob } ], escalateAfter: 5m } ] } }
services: { checkout: { name: Checkout, policy: default } }
`;
const bob = 'bob: { name: Bob Okafor, role: admin }';
const mara = 'mara: { name: Mara Lind, email: mara@example.org, accounts: { slack: U0MARA99 } }';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-erase-'));
  database = await freshDatabase();
  client = await new MongoClient(database.uri).connect();
  env = { MONGODB_URI: database.uri, TOCSIN_CONFIG: join(folder, 'tocsin.yaml') };
  const entry = { at: new Date(), via: 'slack', account: 'U0MARA99', act: 'note', outcome: 'done' };
  const audit = client.db().collection<{ _id: string }>('audit');
  await audit.insertOne({ _id: 'a', ...entry, by: 'mara', args: { text: 'Mara Lind was here' } } as { _id: string });
});
afterAll(async () => {
  await client.close();
  await Promise.all([database.drop(), rm(folder, { recursive: true, force: true })]);
});

const inFile = (...people: string[]) => writeFile(env.TOCSIN_CONFIG!, `people:\n  ${people.join('\n  ')}${rest}`);
const erase = (...args: string[]) => run(args);

/** Somebody sits at the terminal who types the answer, if there is one. */
async function run(args: readonly string[], { answer, more = {} }: { answer?: string; more?: object } = {}) {
  let asked = '';
  const prompt = async (question: string) => {
    asked += question;
    return answer!;
  };
  const ended = await runVerb(['erase-person', ...args], {
    env: { ...env, ...more },
    ...(answer !== undefined && { prompt }),
  });
  return { ...ended, asked };
}

it('erases a person, from the refusal that says how on to the second time', async () => {
  await inFile(bob, mara);
  const how = 'tocsin erase-person mara --name "Mara Lind" --email mara@example.org --account slack:U0MARA99';
  const refused = await erase('mara', '--yes');
  expect(refused).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining(`then run: ${how}`) });
  // A dry run looks all the same, with what the file says.
  const dry = await erase('mara', '--dry-run');
  expect(dry).toMatchObject({ code: 0, stderr: '' });
  expect(dry.stdout).toContain('mara is known as: Mara Lind, mara@example.org, slack U0MARA99.\nIt would change:\n');
  expect(dry.stdout).toContain('  audit: 1 changed, 0 deleted\nIt cannot be done yet: mara is still in ');

  await inFile(bob);
  expect(await erase('mara')).toMatchObject({ code: 2, stderr: expect.stringContaining('add --yes') });
  expect(await erase('mara', '--yes')).toMatchObject({ code: 1, stderr: expect.stringContaining('--name') });
  const words = how
    .replace('tocsin erase-person mara ', '')
    .match(/"[^"]*"|\S+/g)!
    .map((one) => one.replaceAll('"', ''));
  // A slip changes nothing.
  const slip = await run(['mara', ...words], { answer: 'bob' });
  expect(slip).toMatchObject({
    code: 0,
    stdout: 'Nothing was changed.\n',
    asked: expect.stringContaining('Type mara'),
  });
  const done = await run(['mara', ...words, '--by', 'bob', '--json'], { answer: 'mara' });
  expect(done).toMatchObject({ code: 0, stderr: expect.stringContaining('It changes:\n  audit: 1 changed') });
  const { pseudonym, ...result } = JSON.parse(done.stdout);
  expect(result).toEqual({
    isResumed: false,
    obstacles: [],
    traces: [{ collection: 'audit', changed: 1, deleted: 0 }],
    left: {},
    unknownCollections: [],
  });
  const entries = await client.db().collection('audit').find().sort({ at: 1 }).toArray();
  expect(entries).toMatchObject([
    { by: pseudonym, args: { text: `former responder ${pseudonym.slice(-6)} was here` } },
    { by: 'bob', via: 'command-line', act: 'erase-person', args: { as: pseudonym } },
  ]);
  expect(JSON.stringify([entries, done.stdout])).not.toMatch(/mara|lind/i);
  expect(await erase('mara', ...words, '--yes')).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('nobody by'),
  });
});

it('counts what it cannot change, and says so by its exit code', async () => {
  await inFile(bob);
  const threads = client.db().collection<{ _id: string; title?: string }>('mailThreads');
  await threads.insertOne({ _id: 't', key: 'disk of nils', title: 'Disk of nils', at: new Date() } as { _id: string });
  const { code, stderr } = await erase('nils', '--name', 'Nils', '--yes');
  expect({ code, stderr }).toEqual({
    code: 5,
    stderr: expect.stringContaining('still named in mailThreads (1): in what'),
  });
  expect((await threads.findOne({}))?.title).toMatch(/^Disk of former responder \w{6}$/);
});

it.each([
  [['mara', '--as', 'mara2', '--yes'], 1, '“mara2” is no pseudonym. Expected one such as former-1a2b3c'],
  [['mara', '--by', 'mara', '--yes'], 1, 'mara is no admin'],
  [['mara', '--account', 'U0MARA', '--yes'], 2, 'Expected slack:, discord: or telegram:'],
])('says what is wrong with %j', async (args, code, sentence) => {
  await inFile(bob);
  expect(await erase(...args)).toMatchObject({ code, stderr: expect.stringContaining(sentence) });
});

it('refuses while an API token acts for them', async () => {
  await inFile(bob);
  const token = { API_TOKENS: 'grafana/by=mara:secret-of-grafana-1234' };
  const refused = await run(['mara', '--yes'], { more: token });
  expect(refused.stderr).toContain('The API token “grafana” acts for mara. Take it out of API_TOKENS');
  expect(refused.stderr).not.toContain('secret-of-grafana');
});
