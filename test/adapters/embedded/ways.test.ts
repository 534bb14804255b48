import { existsSync } from 'node:fs';
import { chmod, mkdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { recordEngine } from '../../../adapters/mongo/embedded/data-folder.ts';
import { type EmbeddedDatabase, type EmbeddedOptions, startEmbedded } from '../../../adapters/mongo/embedded/start.ts';
import { KeptLog } from '../../harness/kept-log.ts';
import { emptyFolder, lives, lockedServer } from './folders.ts';

/** A machine that has nothing and reaches nothing: no mongod, no python3, and no downloads. */
async function bareMachine(): Promise<{ bin: string; env: NodeJS.ProcessEnv }> {
  const home = await emptyFolder();
  const bin = join(home, 'bin');
  await mkdir(bin);
  return { bin, env: { PATH: bin, HOME: home, MONGOMS_DOWNLOAD_MIRROR: 'https://127.0.0.1:1' } };
}

async function install(bin: string, name: string, script: string): Promise<void> {
  await writeFile(join(bin, name), `#!/bin/sh\n${script}\n`);
  await chmod(join(bin, name), 0o755);
}

async function installFakeMongod(bin: string): Promise<void> {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const fake = fileURLToPath(new URL('fake-mongod.ts', import.meta.url));
  // Slow to listen, as one that recovers: whoever waits for it must look again.
  const version = '[ "$1" = --version ] && echo "db version v8.0.4" && exit 0';
  await install(bin, 'mongod', `${version}; /bin/sleep 3; exec '${process.execPath}' --import '${tsx}' '${fake}' "$@"`);
}

async function start(options: Omit<EmbeddedOptions, 'log'>): Promise<EmbeddedDatabase> {
  const database = await startEmbedded({ log: new KeptLog(), ...options });
  onTestFinished(() => database.stop());
  return database;
}

async function failure(options: Omit<EmbeddedOptions, 'log'>): Promise<string> {
  const outcome = await startEmbedded({ log: new KeptLog(), ...options }).then(
    () => 'it started',
    (error: Error) => `${error.name}: ${error.message}`,
  );
  return outcome;
}

async function dataOf(store: 'mongod' | 'secantusdb'): Promise<string> {
  const dataDir = await emptyFolder();
  const path = join(dataDir, store);
  await mkdir(path);
  await recordEngine({ path, files: join(path, 'db') }, store, '1.0.0');
  return dataDir;
}

test('nothing to be had: one error with what was tried and the three ways out', async () => {
  const { env } = await bareMachine();
  const dataDir = await emptyFolder();
  const lines: string[] = [];
  const said = await failure({ engine: 'auto', dataDir, env, progress: (line) => lines.push(line) });
  expect(said).toContain('EmbeddedUnavailable: No embedded database can be started.');
  expect(said).toContain('mongod on PATH: there is none');
  expect(said).toContain('official mongod: MongoDB’s downloads cannot be reached');
  expect(said).toContain('SecantusDB: python3 is not on PATH');
  for (const way of ['set MONGODB_URI', 'install mongod so that it is on PATH', 'PyPI with python3 and pip']) {
    expect(said).toContain(way);
  }
  expect(lines.map((line) => line.split(':')[0])).toEqual(
    expect.arrayContaining(['mongod on PATH', 'official mongod', 'SecantusDB']),
  );
  // Nothing is left that would count as data, and the folder is free again.
  expect(existsSync(join(dataDir, 'mongod'))).toBe(false);
  expect(await failure({ engine: 'mongod', dataDir, env })).toContain('mongod on PATH: there is none');
});

test('mongod on PATH comes first, on loopback, as a replica set of one, and finds itself on another port', async () => {
  const { bin, env } = await bareMachine();
  await installFakeMongod(bin);
  const dataDir = await emptyFolder();
  const secret = { SLACK_BOT_TOKEN: 'xoxb-not-for-mongod' };
  const first = await start({ engine: 'auto', dataDir, env: { ...env, ...secret } });
  expect(first).toMatchObject({ engine: 'mongod', version: '8.0.4' });
  const server = await lockedServer(dataDir);
  if (existsSync(`/proc/${server}/environ`)) {
    expect(await readFile(`/proc/${server}/environ`, 'utf8')).not.toContain('xoxb-not-for-mongod');
  }
  await first.stop();
  expect(await lives(server)).toBe(false);

  const second = await start({ engine: 'auto', dataDir, env });
  const files = join(dataDir, 'mongod', 'db');
  const starts = (await readFile(join(files, 'starts.jsonl'), 'utf8')).trim().split('\n');
  expect(starts).toHaveLength(2);
  const args = JSON.parse(starts[1] ?? '') as string[];
  const port = new URL(second.uri).port;
  for (const pair of [
    ['--dbpath', files],
    ['--bind_ip', '127.0.0.1'],
    ['--port', port],
    ['--replSet', 'tocsin'],
  ]) {
    expect(args.join('\n')).toContain(pair.join('\n'));
  }
  expect(JSON.parse(await readFile(join(files, 'config.json'), 'utf8')).members[0].host).toBe(`127.0.0.1:${port}`);
});

test('a mongod that does not run is said, and the next way is tried', async () => {
  const { bin, env } = await bareMachine();
  await install(
    bin,
    'mongod',
    'echo "mongod: error while loading shared libraries: cannot open shared object file" >&2; exit 127',
  );
  const said = await failure({ engine: 'auto', dataDir: await emptyFolder(), env });
  expect(said).toMatch(/lacks a library of this system.*official mongod: .*SecantusDB: /s);
});

test('a mongod that ends at once is told by its last line', async () => {
  const { bin, env } = await bareMachine();
  await install(
    bin,
    'mongod',
    'case "$1" in --version) echo "db version v8.0.4";; *) echo "no room for a journal"; exit 14;; esac',
  );
  expect(await failure({ engine: 'mongod', dataDir: await emptyFolder(), env })).toContain(
    'mongod on PATH: it ended at once: no room for a journal',
  );
});

test.each([
  ['a Python without pip', 'echo "/usr/bin/python3: No module named pip" >&2; exit 1', 'python3 has no pip'],
  [
    'an index that cannot be reached',
    'echo "WARNING: Retrying after connection broken by NewConnectionError: https://user:hunter2@index" >&2; exit 1',
    'PyPI cannot be reached',
  ],
  [
    'a machine without a wheel',
    'echo "ERROR: No matching distribution found for SecantusDB==0.6.0b17" >&2; exit 1',
    'PyPI has it no more, or not for',
  ],
  [
    'a wheel that is not the one that is expected',
    'echo "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE." >&2; exit 1',
    'what PyPI gave is not what is expected',
  ],
])('%s is said in our own words', async (_, script, words) => {
  const { bin, env } = await bareMachine();
  await install(bin, 'python3', script);
  const said = await failure({ engine: 'secantusdb', dataDir: await emptyFolder(), env });
  expect(said).toContain(words);
  expect(said).not.toContain('hunter2');
});

test('pip is given the hash of every wheel, and every release is tried, newest first', async () => {
  const { bin, env } = await bareMachine();
  const tried = join(bin, 'tried');
  // The arguments before the last are the flags; the file after --requirement is what counts.
  await install(
    bin,
    'python3',
    `while [ "$1" != --requirement ]; do shift; done; while read -r line; do echo "$line" >> '${tried}'; done < "$2"; echo "No matching distribution" >&2; exit 1`,
  );
  await failure({ engine: 'secantusdb', dataDir: await emptyFolder(), env });
  const lines = (await readFile(tried, 'utf8')).trim().split('\n');
  expect(lines.map((line) => line.split(' ')[0])).toEqual(
    ['0.6.0b17', '0.6.0b16', '0.6.0b15', '0.6.0b14', '0.6.0b12'].map((version) => `SecantusDB==${version}`),
  );
  for (const line of lines) expect(line).toMatch(/( --hash=sha256:[0-9a-f]{64}){5}$/);
});

test('auto stays with SecantusDB’s data though there is a mongod', async () => {
  const { bin, env } = await bareMachine();
  await installFakeMongod(bin);
  const dataDir = await dataOf('secantusdb');
  const said = await failure({ engine: 'auto', dataDir, env });
  expect(said).toContain('is of SecantusDB, so nothing else was started');
  expect(existsSync(join(dataDir, 'mongod'))).toBe(false);
});

test('auto does not put SecantusDB beside mongod’s data', async () => {
  const { env } = await bareMachine();
  const said = await failure({ engine: 'auto', dataDir: await dataOf('mongod'), env });
  expect(said).toContain('is of mongod, so nothing else was started');
  expect(said).not.toContain('python3 is not on PATH');
});

test.each([
  ['mongod', 'secantusdb'],
  ['download', 'secantusdb'],
  ['secantusdb', 'mongod'],
] as const)('%s, asked for by name, refuses the data of %s and names both ways out', async (engine, store) => {
  const { env } = await bareMachine();
  const dataDir = await dataOf(store);
  const said = await failure({ engine, dataDir, env });
  expect(said).toContain(`EMBEDDED_MONGODB is ${engine}`);
  expect(said).toContain(`set EMBEDDED_MONGODB to ${store}`);
  expect(said).toContain(`move ${dataDir}/${store} away`);
});

test('data of both asks which one counts', async () => {
  const { env } = await bareMachine();
  const dataDir = await dataOf('mongod');
  await mkdir(join(dataDir, 'secantusdb'));
  await symlink(join(dataDir, 'mongod', 'tocsin.json'), join(dataDir, 'secantusdb', 'tocsin.json'));
  expect(await failure({ engine: 'auto', dataDir, env })).toContain('data of both');
});

test('the data folder is made for its owner alone, and the database’s folder in an old one is narrowed', async () => {
  const { bin, env } = await bareMachine();
  await installFakeMongod(bin);
  const rights = async (path: string) => ((await stat(path)).mode & 0o777).toString(8);

  const made = join(await emptyFolder(), 'data');
  await start({ engine: 'mongod', dataDir: made, env });
  expect([await rights(made), await rights(join(made, 'mongod'))]).toEqual(['700', '700']);

  const old = await emptyFolder();
  await mkdir(join(old, 'mongod'));
  for (const path of [old, join(old, 'mongod')]) await chmod(path, 0o755);
  await start({ engine: 'mongod', dataDir: old, env });
  // What else lies in a folder of the operator's is not ours to close.
  expect([await rights(old), await rights(join(old, 'mongod'))]).toEqual(['755', '700']);
});
