import { setTimeout as pause } from 'node:timers/promises';
import { migrations } from '../../adapters/mongo/migrations/index.ts';
import { kept, titled } from './alerts.ts';
import type { ChaosDatabase } from './database.ts';
import { allPaged, because, count, type Outcome, outcome, pagesOf } from './outcome.ts';
import { openStage, type Stage } from './stage.ts';
import { waitFor } from './wait-for.ts';

const settleMs = 3_000;
const migratesWithinMs = 60_000;
/** A program that stands in a queue of a busy machine starts late, and the next kill is to find it further on. */
const longestMs = 12_000;

/**
 * kill -9 while it starts, over and over, each time a little later, on data of the first version that is to be migrated. The
 * start after that succeeds, pages for what was accepted before, and has all of the data.
 */
export async function killedAtStart(database: ChaosDatabase, kills: number): Promise<Outcome> {
  const result = outcome('kill -9 in starts and migrations', 'running after the last kill', 60_000);
  const stage = await openStage(database, { escalateAfter: '1d' });
  try {
    const title = titled('Start');
    const first = await stage.start();
    await kept(first, title, 'once');
    await first.dies();
    for (let kill = 1; kill <= kills; kill += 1) {
      await setBack(stage);
      const replica = await stage.begin();
      await pause((longestMs * kill) / kills);
      await replica.dies();
      result.runs += 1;
    }
    await setBack(stage);
    const began = performance.now();
    await stage.start();
    result.times.push(performance.now() - began);
    await allPaged(stage.platforms, [title], 1);
    await waitFor('the data is migrated', migratesWithinMs, async () => {
      const data = await stage.db.collection<{ _id: string; version: number }>('meta').findOne({ _id: 'data' });
      return data?.version === migrations.length;
    });
    if ((await letters(stage).countDocuments({ _id: 'maintenance/looked' })) > 0)
      result.faults.push('a cursor was not moved');
    await pause(settleMs);
    count(result, pagesOf(stage.platforms, title, 1), { mayDouble: ['slack', 'telegram'] });
    if ((await stage.incidents(title)).length !== 1) result.faults.push('not one incident');
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
  }
  return result;
}

const letters = ({ db }: Stage) => db.collection<{ _id: string; revision: number }>('letters');

/** The data is of the first version again, and the first migration has a cursor to move. */
async function setBack(stage: Stage): Promise<void> {
  const data = { version: 0, readableFrom: 0, program: 'before 0.1' };
  await stage.db.collection<{ _id: string }>('meta').updateOne({ _id: 'data' }, { $set: data });
  const cursor = { $set: { revision: 1_000 } };
  await letters(stage).updateOne({ _id: 'maintenance/looked' }, cursor, { upsert: true });
}
