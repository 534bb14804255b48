import { setTimeout as pause } from 'node:timers/promises';
import { kept, titled } from './alerts.ts';
import { any, serviceOf, startAll } from './crew.ts';
import type { ChaosDatabase } from './database.ts';
import { allPaged, because, count, type Outcome, outcome, pagesOf } from './outcome.ts';
import { openStage } from './stage.ts';

const crowd = 20;
const takeoverMs = 35_000;
const settleMs = 3_000;

/** Kills whichever replica, at any instant, while alerts come all the time. */
export async function killAtRandom(database: ChaosDatabase, kills: number): Promise<Outcome> {
  const result = outcome('kill -9 at random instants, 2 replicas', 'paged after the 202', takeoverMs);
  const stage = await openStage(database, { crowd, escalateAfter: '1d' });
  try {
    let all = await startAll(stage, 2);
    const titles = new Map<string, number>();
    let ended = false;
    const streaming = (async () => {
      for (let turn = 0; !ended; turn += 1) {
        const title = titled('Random');
        await kept(() => all, title, serviceOf(turn, crowd), { turn, everyMs: 100 });
        titles.set(title, Date.now());
        await pause(200);
      }
    })();
    // Its failure is told where it is waited for.
    streaming.catch(() => undefined);
    for (let kill = 0; kill < kills; kill += 1) {
      await pause(1_000 + Math.random() * 4_000);
      const victim = any(all, Math.floor(Math.random() * all.length));
      await victim.dies();
      all = [...all.filter((one) => one !== victim), await stage.start()];
      result.runs += 1;
    }
    ended = true;
    await streaming;
    await allPaged(stage.platforms, [...titles.keys()], 1);
    await pause(settleMs);
    for (const [title, keptAt] of titles) {
      const pages = pagesOf(stage.platforms, title, 1);
      // A kill may hit between send and mark.
      count(result, pages, { mayDouble: ['slack', 'telegram'] });
      result.times.push(Math.max(0, ...[...pages.values()].map(([one]) => (one?.at ?? keptAt) - keptAt)));
      if ((await stage.incidents(title)).length !== 1) result.faults.push('not one incident');
    }
  } catch (err) {
    result.faults.push(because(err));
  } finally {
    await stage.close();
  }
  return result;
}
