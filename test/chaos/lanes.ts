import type { ChaosDatabase } from './database.ts';
import { because, type Outcome, outcome } from './outcome.ts';
import type { Scenario } from './scenarios.ts';

/** One that takes longer hangs: it is told as broken, and the others go on. */
const longestMs = 40 * 60_000;

/**
 * Runs them, those that can side by side in so many lanes first, and last of all those that stop the database. One that
 * breaks off is told as broken, and ends no other.
 */
export async function runAll(
  database: ChaosDatabase,
  scenarios: readonly Scenario[],
  lanes: number,
  tell: (scenario: Scenario, came: readonly Outcome[]) => void,
): Promise<void> {
  const inOrder = (company: Scenario['company']) => scenarios.filter((one) => one.company === company);
  const beside = inOrder('beside');
  await Promise.all(Array.from({ length: lanes }, () => lane(beside)));
  await lane([...inOrder('alone'), ...inOrder('last')]);

  async function lane(waiting: Scenario[]): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) tell(next, await outcomesOf(next));
  }

  async function outcomesOf(scenario: Scenario): Promise<readonly Outcome[]> {
    let timer: NodeJS.Timeout | undefined;
    const hung = new Promise<never>((_, fail) => {
      timer = setTimeout(() => fail(new Error(`It has not ended after ${longestMs / 60_000} minutes`)), longestMs);
    });
    try {
      return [await Promise.race([scenario.run(database), hung])].flat();
    } catch (err) {
      const broken = outcome(scenario.name, '', 0);
      broken.faults.push(because(err));
      return [broken];
    } finally {
      clearTimeout(timer);
    }
  }
}
