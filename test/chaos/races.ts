import { kept, titled } from './alerts.ts';
import { any, inLanes, numbers, startAll } from './crew.ts';
import type { ChaosDatabase } from './database.ts';
import { type Outcome, outcome } from './outcome.ts';
import { openStage, type Replica } from './stage.ts';
import { crowdFrom } from './team.ts';

const answeredWithinMs = 30_000;

/** Everybody acknowledges at once, on whichever replica: one has it, and the others are told so. */
export async function racingAcknowledgements(
  database: ChaosDatabase,
  replicas: number,
  { races, racers }: { readonly races: number; readonly racers: number },
): Promise<Outcome> {
  const name = `${racers} acknowledge at once, ${replicas} replicas`;
  const result = outcome(name, 'all answered', answeredWithinMs);
  const stage = await openStage(database, { crowd: racers });
  try {
    const all = await startAll(stage, replicas);
    await inLanes(numbers(races), racers > 100 ? 1 : 4, async (race) => {
      const title = titled('Race');
      await kept(any(all, race), title, 'once');
      const [{ number = 0 } = {}] = await stage.incidents(title);
      const since = performance.now();
      const answers = await Promise.all(
        numbers(racers).map((racer) => acknowledges(any(all, race + racer), number, `p${crowdFrom + racer}`)),
      );
      result.times.push(performance.now() - since);
      const [incident] = await stage.incidents(title);
      const taken = (incident?.timeline ?? []).filter(({ type }: { type: string }) => type === 'acknowledged');
      const won = answers.filter((status) => status === 200).length;
      // Lost: nobody has it although somebody was told so, or the other way round.
      if (taken.length === 0 || won === 0) result.lost += 1;
      if (taken.length > 1 || won > 1) result.doubled += 1;
      for (const odd of answers.filter((status) => status !== 200 && status !== 409))
        result.faults.push(`answered ${odd}`);
      result.runs += 1;
    });
  } finally {
    await stage.close();
  }
  return result;
}

async function acknowledges(replica: Replica, number: number, by: string): Promise<number> {
  const { status } = await replica.posts(`/v1/incidents/${number}/ack`, { by });
  return status;
}
