import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kept, titled } from './alerts.ts';
import { type ChaosDatabase, serverIn } from './database.ts';
import { because, count, everyChat, type Outcome, outcome, pagesOf } from './outcome.ts';
import { chats, isPage } from './platforms.ts';
import { openStage, type Replica, type Stage } from './stage.ts';
import { within } from './wait-for.ts';

/** From the start of the new process to the page, on all platforms. */
const pagedWithinMs = 5_000;
const patienceMs = 90_000;
/** Whatever is doubled comes so soon after the first. */
const settleMs = 3_000;

/** What becomes of the embedded database: killed with the program, or left running, which the shell that watches it ends. */
type Database = 'killed' | 'left running';

/**
 * kill -9 of the program that runs with its embedded database, so often, while a page is claimed and not sent; it is started again
 * with the same data at once. The page goes out without waiting for anything of the dead process to end.
 */
export async function killedWithDatabase(database: ChaosDatabase, fate: Database, runs: number): Promise<Outcome> {
  const result = outcome(`kill -9 with an embedded database, ${fate}`, 'the page after the restart', pagedWithinMs);
  const dataDir = await mkdtemp(join(tmpdir(), 'tocsin-chaos-embedded-'));
  const stage = await openStage(database);
  try {
    const start = { env: { MONGODB_URI: '', DATA_DIR: dataDir } };
    let running = await stage.start(start);
    for (let run = 1; run <= runs; run += 1) {
      const title = titled();
      const holds = chats.map((chat) =>
        stage.platforms.doors[chat].holds('before', (call) => isPage(chat, call, title)),
      );
      await kept(running, title, 'once');
      await Promise.all(holds.map(({ reached }) => reached()));
      const server = await serverIn(dataDir);
      await Promise.all([running.dies(), fate === 'killed' && process.kill(server, 'SIGKILL')]);
      for (const { release } of holds) release();
      running = await restarted(stage, start, title, result);
      result.runs += 1;
    }
    await running.leaves();
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
    await rm(dataDir, { recursive: true, force: true, maxRetries: 3 });
  }
  return result;
}

async function restarted(
  stage: Stage,
  start: Parameters<Stage['begin']>[0],
  title: string,
  result: Outcome,
): Promise<Replica> {
  const began = performance.now();
  const successor = await stage.begin(start);
  const took = await within(patienceMs, () => everyChat(pagesOf(stage.platforms, title, 1)));
  if (took !== undefined) result.times.push(performance.now() - began);
  await pause(settleMs);
  count(result, pagesOf(stage.platforms, title, 1));
  return successor;
}
