import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runVerbProcess } from '../harness/program.ts';
import { kept, titled } from './alerts.ts';
import { numbers, serviceOf } from './crew.ts';
import type { ChaosDatabase } from './database.ts';
import { openDatabaseLine } from './database-line.ts';
import { allPaged, count, everyChat, type Outcome, outcome, pagesOf } from './outcome.ts';
import { openStage, type Stage } from './stage.ts';
import { waitFor } from './wait-for.ts';

const settled = 10;
/** They are being paged when the backup is made. */
const inFlight = 4;
const crowd = settled + inFlight;
/** From the restored program's being up to the page of level 2 that was due while there was none. */
const pagedWithinMs = 10_000;

/**
 * A backup with incidents in flight is killed with -9 and made again; the program is killed; the restore into a new database is
 * killed as well, and made again. Then what was in the backup goes on: nothing of it is lost, and nobody is paged twice.
 */
export async function backedUp(database: ChaosDatabase, runs: number): Promise<Outcome> {
  const result = outcome('backup and restore, both killed with -9', 'the due page after the start', pagedWithinMs);
  for (let run = 0; run < runs; run += 1) await once(database, result);
  return result;
}

async function once(database: ChaosDatabase, result: Outcome): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tocsin-chaos-backup-'));
  const file = join(folder, 'chaos.backup');
  const name = `chaos_${randomBytes(6).toString('hex')}`;
  const stage = await openStage(database, { crowd, escalateAfter: '15s' });
  const target = stage.db.client.db(name);
  try {
    const program = await stage.start();
    const titles = numbers(crowd).map(() => titled('Backup'));
    for (const turn of numbers(settled)) await kept(program, titles[turn]!, serviceOf(turn, crowd));
    await waitFor('level 1 is paged', 60_000, () =>
      titles.slice(0, settled).every((title) => everyChat(pagesOf(stage.platforms, title, 1))),
    );
    await killedBackup(stage, file, result);
    await Promise.all(
      numbers(inFlight).map((turn) => kept(program, titles[settled + turn]!, serviceOf(settled + turn, crowd))),
    );
    await done(['backup', '--output', file], stage.uri);
    await program.dies();

    await killedRestore(file, database.uri(name), result);
    await done(['restore', file], database.uri(name));
    const after = await stage.start({ env: { MONGODB_URI: database.uri(name) } });
    const began = Date.now();
    const carried = new Set(
      (await target.collection('incidents').find().toArray()).map(({ decided }) => decided.title),
    );
    for (const title of titles.slice(0, settled)) if (!carried.has(title)) result.lost += 1;
    const restored = titles.filter((title) => carried.has(title));
    await allPaged(stage.platforms, restored, 2);
    for (const [turn, title] of restored.entries()) {
      // What was being sent when the backup was made is sent again: Slack and Telegram know no key.
      const mayDouble = turn < settled ? [] : (['slack', 'telegram'] as const);
      count(result, pagesOf(stage.platforms, title, 1), { mayDouble });
      const second = pagesOf(stage.platforms, title, 2);
      count(result, second);
      const at = second.get('slack')?.[0]?.at;
      if (at !== undefined && turn < settled) result.times.push(Math.max(0, at - began));
    }
    result.runs += 1;
    await after.leaves();
  } finally {
    await target.dropDatabase();
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** It leaves no file of that name, and the program goes on. */
async function killedBackup(stage: Stage, file: string, into: Outcome): Promise<void> {
  const line = await stage.openLine();
  const hold = line.holds('before', (text) => /find\W+incidents\b/.test(text));
  const { code } = await runVerbProcess(['backup', '--output', file], {
    env: { MONGODB_URI: line.uri },
    killedWhen: hold.reached(),
  });
  hold.release();
  if (code !== null) into.faults.push(`the backup ended with ${code} before it was killed`);
  if (existsSync(file)) into.faults.push('a killed backup left a file');
}

/** No program starts on what it leaves. */
async function killedRestore(file: string, uri: string, into: Outcome): Promise<void> {
  const line = await openDatabaseLine(uri);
  const hold = line.holds('after', (text) => /insert\W+incidents\b/.test(text));
  const { code } = await runVerbProcess(['restore', file], {
    env: { MONGODB_URI: line.uri },
    killedWhen: hold.reached(),
  });
  hold.release();
  await line.close();
  if (code !== null) into.faults.push(`the restore ended with ${code} before it was killed`);
  const started = await runVerbProcess(['start'], { env: { MONGODB_URI: uri } });
  if (started.code !== 1 || !started.stderr.startsWith('The database is half restored'))
    into.faults.push(`a program started on a half-restored database: ${started.code} ${started.stderr}`);
}

async function done(args: readonly string[], uri: string): Promise<void> {
  const { code, stderr } = await runVerbProcess(args, { env: { MONGODB_URI: uri } });
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}: ${stderr}`);
}
