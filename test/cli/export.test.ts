import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { exportEntries } from '../../src/app/export/entries.ts';
import { exportRecordJson } from '../../src/schemas/export.ts';
import { ChatDouble } from '../harness/chat-double.ts';
import { sampleDirectory } from '../harness/directory.ts';
import { runVerbProcess } from '../harness/program.ts';
import { openStage, type Stage } from '../harness/tocsin.ts';
import { runVerb } from '../harness/verb.ts';

let folder: string;
let stage: Stage;
let env: Record<string, string>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tocsin-export-'));
  stage = await openStage([new ChatDouble('slack')], sampleDirectory());
  env = { MONGODB_URI: stage.uri };
  await stage.says('bob', 'declare Checkout, "down" service:checkout severity:sev1');
  await stage.says('carol', 'ack 1');
  await stage.says('carol', 'resolve 1 =rolled back');
  await stage.says('alice', 'override primary person:carol from:now to:+2h');
  await stage.passes(24 * 60);
  await stage.says('bob', 'declare Still open');
  await stage.tocsin.recorder.flush();
});
afterAll(async () => {
  await stage.close();
  await rm(folder, { recursive: true, force: true });
});

async function records(args: readonly string[] = [], run: typeof runVerb | typeof runVerbProcess = runVerb) {
  const { code, stdout } = await run(['export', ...args], { env });
  expect(code).toBe(0);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => exportRecordJson.parse(JSON.parse(line)));
}

it('prints everything as JSON Lines in the documented shapes', async () => {
  const all = await records([], runVerbProcess);
  const of = (type: string) => all.filter((one) => one.type === type);
  expect(of('incident').map((one) => one.type === 'incident' && one.incident.number)).toEqual([2, 1]);
  expect(of('timeline').length).toBeGreaterThan(4);
  expect(of('override')).toMatchObject([{ schedule: 'primary', person: 'carol', by: 'alice' }]);
  expect(of('postmortem')).toMatchObject([{ incident: 1, markdown: expect.stringContaining('Checkout') }]);
  expect(of('audit').length).toBeGreaterThan(0);
  expect(JSON.stringify(all)).not.toContain('calendarKey');
});

it('leaves out what is older with --since', async () => {
  const all = await records(['--since', '2026-03-10']);
  expect(all.flatMap((one) => (one.type === 'incident' ? one.incident.number : []))).toEqual([2]);
});

it('writes a folder of tables that a spreadsheet opens', async () => {
  const output = join(folder, 'tables');
  const written = await runVerb(['export', '--format', 'csv', '--output', output], { env });
  expect(written).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^Wrote .*: 2 incidents, \d+ records in all\.\n$/),
  });
  expect((await readdir(output)).sort()).toEqual(
    ['alerts', 'audit', 'covers', 'incidents', 'overrides', 'statistics', 'timeline'].map((name) => `${name}.csv`),
  );
  const lines = (await readFile(join(output, 'incidents.csv'), 'utf8')).split('\r\n');
  expect(lines[0]).toMatch(/^number,title,state,severity/);
  expect(lines[2]).toMatch(/^1,"Checkout, down",resolved,sev1,checkout,.*,'=rolled back$/);
  expect(await runVerb(['export', '--format', 'csv', '--output', output], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--force'),
  });
});

it('writes a file of its owner only, and overwrites none', async () => {
  const output = join(folder, 'all.jsonl');
  await writeFile(output, 'mine');
  expect(await runVerb(['export', '--output', output], { env })).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--force'),
  });
  await rm(output);
  expect(await runVerb(['export', '--output', output], { env })).toMatchObject({ code: 0 });
  expect((await stat(output)).mode & 0o077).toBe(0);
  expect(await runVerb(['export', '--format', 'xml'], { env })).toMatchObject({ code: 2 });
  expect(await runVerb(['export', '--format', 'csv'], { env })).toMatchObject({ code: 2 });
});

it('reads one page after another, and no page before it is asked for', async () => {
  let lists = 0;
  const incidents = {
    ...stage.store,
    list: async (query: never) => {
      lists += 1;
      return { ...(await stage.store.list(query)), next: 1 };
    },
  };
  const stores = {
    incidents,
    auditLog: stage.auditLog,
    runtimeChanges: stage.runtimeChanges,
    statistics: { of: async () => ({}) },
  };
  const reading = exportEntries({ stores: stores as never, directory: stage.directory, clock: stage.clock });
  for (let found = 0; found < 2; ) if ((await reading.next()).value?.type === 'incident') found += 1;
  expect(lists).toBe(1);
  await reading.return(undefined);
});
