import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type ConfigFile, watchConfigFile } from '../../src/config/reload.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { eventually } from '../harness/wait.ts';
import { accepted, fileWith } from './reading.ts';

let folder: string;
let file: string;
let log: KeptLog;
let watched: ConfigFile;

const schedule = 'schedules: { primary: { layers: [ { people: [alice, bob] } ] } }';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-reload-'));
  file = join(folder, 'tocsin.yaml');
  log = new KeptLog();
  await writeFile(file, fileWith(''));
  watched = watchConfigFile(file, accepted(fileWith('')).directory, log);
});

afterEach(async () => {
  watched.stop();
  await rm(folder, { recursive: true });
});

it('takes a new file when it is told to', async () => {
  await writeFile(file, fileWith(schedule));
  expect(await watched.reload()).toBe('changed');
  expect([...watched.current().schedules.keys()]).toEqual(['primary']);
});

it('keeps what it had when the file is broken or gone, and says what is wrong', async () => {
  const before = watched.current();
  await writeFile(file, fileWith('schedules: { primary: { layers: [ { people: [alcie] } ] } }'));
  expect(watched.warning()).toBeUndefined();
  expect(await watched.reload()).toBe('kept');
  expect(watched.warning()).toMatch(
    /^the configuration file has 1 mistake, so the previous one has stayed in force since \d/,
  );
  expect(log.text()).toMatch(/schedules\.primary\.layers\[0\]\.people\[0\].*alcie.*alice/);
  await rm(file);
  expect(await watched.reload()).toBe('kept');
  expect(log.text()).toContain('cannot be read');
  expect(watched.warning()).toContain('cannot be read');
  expect(watched.current()).toBe(before);
  await writeFile(file, fileWith(schedule));
  expect(await watched.reload()).toBe('changed');
  expect(watched.warning()).toBeUndefined();
});

it('notices by itself, also when an editor puts a new file in the place of the old one', async () => {
  await writeFile(`${file}.new`, fileWith(schedule));
  await rename(`${file}.new`, file);
  await eventually('the new file was read', () => watched.current().schedules.size === 1);
});
