import { titled } from './alerts.ts';
import type { ChaosDatabase } from './database.ts';
import { because, type Outcome, outcome } from './outcome.ts';
import { bringTo, type Point } from './points.ts';
import { openStage, type Replica, type Stage } from './stage.ts';
import { waitFor } from './wait-for.ts';

/** A process counts as dead after three missed beats of 2 s. */
const takeoverMs = 10_000;

interface Kills {
  readonly runs: number;
  /** Nobody stands by; the program is started again. */
  readonly restart?: boolean;
}

/**
 * kill -9 at this point, so often. Two processes work side by side; the one that is at the point dies, and a new one is
 * started in its place, as whoever watches processes does.
 */
export async function killAt(
  database: ChaosDatabase,
  point: Point,
  { runs, restart = false }: Kills,
): Promise<Outcome> {
  const result = outcome(`kill -9 ${point}${restart ? ', restarted' : ''}`, 'takeover', takeoverMs);
  const stage = await openStage(database);
  try {
    let all = await Promise.all(Array.from({ length: restart ? 1 : 2 }, () => stage.start()));
    for (let run = 1; run <= runs; run += 1) {
      const worker = point.startsWith('in an acknowledgement') ? await listener(all) : all[0]!;
      const standby = all.find((one) => one !== worker);
      const { victim, finish } = await bringTo(point, { stage, worker, standby, title: titled(), outcome: result });
      all = await replaced(stage, all, victim, finish);
      result.runs += 1;
    }
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
  }
  return result;
}

/** It dies, and another is started while what is to hold after its death is looked at. */
async function replaced(
  stage: Stage,
  all: readonly Replica[],
  victim: Replica,
  finish: (successor: Replica, died: number) => Promise<void>,
): Promise<Replica[]> {
  await victim.dies();
  const died = performance.now();
  const starting = stage.start();
  const left = all.filter((one) => one !== victim);
  const [next] = await Promise.all([starting, finish(left[0] ?? (await starting), died)]);
  return [...left, next];
}

/** Of those that run, the one that hears what people say on Telegram. */
async function listener(all: readonly Replica[]): Promise<Replica> {
  let found: Replica | undefined;
  await waitFor('one of them listens', 60_000, async () => {
    const hearing = await Promise.all(all.map(async (one) => (await one.hears()).includes('telegram')));
    found = all[hearing.indexOf(true)];
    return found !== undefined;
  });
  return found!;
}
