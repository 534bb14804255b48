import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { restoreBackup } from '../../adapters/mongo/backup/restore.ts';
import { writeBackup } from '../../adapters/mongo/backup/write-backup.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { eventually } from '../harness/wait.ts';

let folder: string;
let file: string;
let slack: ChatDouble;
let stage: Stage;
/** A fresh database, where nothing has happened yet. */
let slackAfter: ChatDouble;
let after: Stage;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-backup-'));
  file = join(folder, 'tocsin.backup');
  [slack, slackAfter] = [new ChatDouble('slack'), new ChatDouble('slack')];
  stage = await openStage([slack], sampleDirectory());
  after = await openStage([slackAfter], sampleDirectory());
});

afterEach(async () => {
  await Promise.all([stage.close(), after.close()]);
  await rm(folder, { recursive: true, force: true });
});

const backUp = () => writeBackup(stage.db, { file, version: '0.1.0', now: stage.clock.now(), overwrite: true });

async function restore(force = false) {
  const restored = await restoreBackup(after.db, { file, version: '0.1.0', now: stage.clock.now(), force });
  after.clock.set(stage.clock.now());
  await after.refresh();
  return restored;
}

const pagesOn = (chat: ChatDouble) => ['U0ALICE', 'U0BOB', 'U0CAROL'].map((account) => chat.pagesTo(account).length);

it('goes on with an escalation where the record has it, and pages nobody twice', async () => {
  await stage.says('bob', 'declare Checkout is down service:checkout severity:sev1');
  await stage.passes(3);
  expect(pagesOn(slack)).toEqual([1, 0, 0]);
  await backUp();
  await restore();
  await after.passes(1.9);
  expect(pagesOn(slackAfter)).toEqual([0, 0, 0]);
  await after.passes(0.1);
  // As the process that was backed up does.
  await stage.passes(2);
  expect(pagesOn(slackAfter)).toEqual([pagesOn(slack)[0]! - 1, ...pagesOn(slack).slice(1)]);
  expect(pagesOn(slackAfter)).toEqual([1, 1, 1]);
  expect((await after.says('carol', 'ack')).text).toContain('You acknowledged #1 Checkout is down.');
  await after.passes(600);
  expect(pagesOn(slackAfter)).toEqual([1, 1, 1]);
});

it('sends what was in hand once more under the same key, and nothing that was marked as sent', async () => {
  await stage.says('bob', 'declare Checkout is down service:checkout severity:sev1');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  slack.before = (_, to) => (to.id === 'U0CAROL' ? held : undefined);
  const passing = stage.passes(5);
  await eventually('Bob is paged and Carol is being paged', async () => {
    const document = await stage.db.collection('incidents').findOne({});
    const claims = Object.values<{ to?: { id: string }; progress: { claim?: object; shown: number } }>(
      document?.deliveries ?? {},
    );
    const of = (id: string) => claims.filter(({ to }) => to?.id === id).map(({ progress }) => progress);
    return of('U0CAROL').some(({ claim }) => claim) && of('U0BOB').some(({ shown }) => shown > 0);
  });
  await backUp();
  release();
  await passing;
  await restore();
  await after.passes(0.1);
  expect(pagesOn(slackAfter)).toEqual([0, 0, 1]);
  const keys = (chat: ChatDouble) => chat.pagesTo('U0CAROL').map(({ key }) => key);
  expect(keys(slackAfter)).toEqual(keys(slack));
});

it('keeps numbers, overrides and the audit log, and leaves out what is of processes', async () => {
  await stage.says('bob', 'declare One');
  await stage.says('alice', 'override primary person:carol from:now to:+2h');
  await stage.db.collection<{ _id: string }>('processes').insertOne({ _id: 'gone' });
  const { counts } = await backUp();
  expect(counts).toMatchObject({ incidents: 1, amendments: 1, counters: expect.any(Number) });
  for (const name of ['processes', 'leases', 'wakes']) expect(counts).not.toHaveProperty(name);
  await restore();
  expect((await after.says('bob', 'declare Two', { id: 'another' })).text).toContain('#2');
  expect((await after.says('bob', 'oncall primary')).text).toContain('Carol');
  const documents = async (from: Stage) => from.db.collection('amendments').find().toArray();
  expect(await documents(after)).toEqual(await documents(stage));
});

it('says that all is of one moment only where the server keeps it', async () => {
  const session = stage.db.client.startSession({ snapshot: true });
  const probes = stage.db.collection<{ _id: string }>('probes');
  const sees = async () => {
    await probes.findOne({}, { session });
    await probes.insertOne({ _id: 'later' });
    return (await probes.findOne({}, { session })) !== null;
  };
  const keepsNothing = await sees().catch(() => true);
  await session.endSession();
  expect((await backUp()).snapshot).toBe(!keepsNothing);
});

it('refuses a file that is not whole, and writes nothing', async () => {
  await stage.says('bob', 'declare One');
  await backUp();
  expect((await stat(file)).mode & 0o077).toBe(0);
  const whole = await readFile(file);
  const text = gunzipSync(whole).toString();
  const lines = text.trimEnd().split('\n');
  const broken: [string, Buffer | string][] = [
    ['ends too early', whole.subarray(0, whole.length - 20)],
    ['ends too early', gzipSync(`${lines.slice(0, -1).join('\n')}\n`)],
    ['checksum is wrong', gzipSync(text.replace('One', 'Two'))],
    ['checksum is wrong', gzipSync(`${[lines[0], ...lines.slice(2)].join('\n')}\n`)],
    ['is not a backup of Tocsin', gzipSync('{"something": "else"}\n')],
    ['is not a backup of Tocsin', 'plain text'],
  ];
  for (const [why, content] of broken) {
    await writeFile(file, content);
    await expect(restore()).rejects.toThrow(why);
  }
  expect(await after.db.collection('incidents').countDocuments()).toBe(0);
});

it('refuses a backup of later data, and a database that is not empty unless it is told to replace it', async () => {
  await stage.says('bob', 'declare One');
  const meta = stage.db.collection<{ _id: string }>('meta');
  await meta.insertOne({ _id: 'data', ...{ version: 99, readableFrom: 98, program: '9.9.9' } });
  await writeBackup(stage.db, { file, version: '9.9.9', now: stage.clock.now() });
  await expect(restore()).rejects.toThrow('The data was brought forward by Tocsin 9.9.9 (data version 99)');
  await meta.deleteMany({});
  await backUp();
  await after.says('bob', 'declare Mine', { id: 'another' });
  await expect(restore()).rejects.toThrow(/^The database is not empty .*--force/);
  await restore(true);
  expect((await after.says('bob', 'list')).text).not.toContain('Mine');
  expect(await after.db.collection('incidents').countDocuments()).toBe(1);
});

it('refuses to restore under a Tocsin that runs', async () => {
  await backUp();
  const processes = after.db.collection<{ _id: string; beat: number }>('processes');
  await processes.insertOne({ _id: 'alive', beat: 1 });
  const beat = () => processes.updateOne({ _id: 'alive' }, { $inc: { beat: 1 } }).catch(() => undefined);
  const beating = setInterval(() => void beat(), 50);
  try {
    await expect(restore()).rejects.toThrow('A Tocsin runs on this database. Stop it first');
  } finally {
    clearInterval(beating);
  }
});

it('overwrites no file unless it is told to, and leaves none that is half written', async () => {
  await backUp();
  const before = await readFile(file);
  await expect(writeBackup(stage.db, { file, version: '0.1.0', now: stage.clock.now() })).rejects.toMatchObject({
    code: 'EEXIST',
  });
  expect(await readFile(file)).toEqual(before);
  await expect(stat(`${file}.part`)).rejects.toThrow('ENOENT');
});

it('tells whom it brings back who was erased since, and remembers it', async () => {
  await backUp();
  const erasures = after.db.collection<{ _id: string; startedAt: Date; finishedAt: Date }>('erasures');
  const at = (hours: number) => new Date(stage.clock.now().getTime() + hours * 3_600_000);
  const [before, since] = [-1, 1].map((hours) => ({ startedAt: at(hours), finishedAt: at(hours) }));
  await erasures.insertMany([
    { _id: 'former-000001', ...before! },
    { _id: 'former-000002', ...since! },
  ]);
  expect((await restore(true)).erased).toEqual([{ pseudonym: 'former-000002', ...since }]);
  expect(await erasures.find().toArray()).toEqual([{ _id: 'former-000002', ...since }]);
  expect((await restore(true)).erased).toHaveLength(1);
});
