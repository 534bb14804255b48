import { killAt, points } from './crash.ts';
import type { ChaosDatabase } from './database.ts';
import { awayAtBoot, awayFor, awayInTheWrite, killed } from './outage.ts';
import { type Outcome, outcome } from './outcome.ts';
import { chats } from './platforms.ts';
import { killAtRandom, manyEscalations, racingAcknowledgements, rollingRestarts, wrongClock } from './replicas.ts';
import { deadLetter, inTrouble, lineDropped, tooMany, troubles } from './trouble.ts';

export interface Scenario {
  readonly name: string;
  /** It stops the database for everybody, or wants the machine to itself. */
  readonly alone: boolean;
  run(database: ChaosDatabase): Promise<Outcome | readonly Outcome[]>;
}

/** How often and how much of each. */
export interface Extent {
  readonly kills: number;
  readonly randomKills: number;
  readonly outagesS: readonly number[];
  readonly races: number;
  readonly escalations: number;
  readonly rounds: number;
  readonly clockAlerts: number;
}

export function allScenarios(extent: Extent): Scenario[] {
  const scenarios: Scenario[] = [];
  const add = (name: string, run: Scenario['run'], alone = false) => void scenarios.push({ name, run, alone });
  for (const point of points) {
    add(`kill ${point}`, (database) => killAt(database, point, { runs: extent.kills }));
  }
  add('kill restarted', (database) => killAt(database, 'after the 202', { runs: extent.kills, restart: true }));
  add('random', (database) => killAtRandom(database, extent.randomKills), true);
  for (const seconds of extent.outagesS) {
    for (const way of ['cut', 'silent'] as const) {
      add(`away ${way} ${seconds}`, (database) => awayFor(database, seconds, way));
    }
    add(`away stopped ${seconds}`, (database) => awayFor(database, seconds, 'stopped'), true);
    add(`away boot ${seconds}`, (database) => awayAtBoot(database, seconds));
  }
  for (const when of ['before', 'after'] as const) {
    add(`away write ${when}`, (database) => awayInTheWrite(database, when, 5));
  }
  add('away killed', (database) => killed(database, 3), true);
  for (const chat of chats) {
    for (const trouble of troubles) {
      add(`platform ${chat} ${trouble}`, (database) => inTrouble(database, chat, trouble));
    }
    add(`platform ${chat} 429`, (database) => tooMany(database, chat));
  }
  for (const chat of ['slack', 'discord'] as const) {
    add(`platform ${chat} dropped`, (database) => lineDropped(database, chat));
  }
  add('platform dead letter', deadLetter);
  for (const replicas of [2, 4]) {
    add(`replicas races ${replicas}`, (database) => racingAcknowledgements(database, replicas, extent.races), true);
    add(
      `replicas escalations ${replicas}`,
      (database) => manyEscalations(database, replicas, extent.escalations),
      true,
    );
    add(`replicas rolling ${replicas}`, (database) => rollingRestarts(database, replicas, extent.rounds), true);
  }
  for (const aheadMs of [30_000, -30_000]) {
    add(`replicas clock ${aheadMs / 1_000}`, (database) => wrongClock(database, aheadMs, extent.clockAlerts), true);
  }
  return scenarios;
}

/** Runs them, those that can side by side in so many lanes first. One that breaks off is told as broken, and ends no other. */
export async function runAll(
  database: ChaosDatabase,
  scenarios: readonly Scenario[],
  lanes: number,
  tell: (one: Outcome) => void,
): Promise<void> {
  const beside = scenarios.filter(({ alone }) => !alone);
  await Promise.all(Array.from({ length: lanes }, () => lane(beside)));
  await lane(scenarios.filter(({ alone }) => alone));

  async function lane(waiting: Scenario[]): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) {
      try {
        for (const one of [await next.run(database)].flat()) tell(one);
      } catch (err) {
        const broken = outcome(next.name, '', 0);
        broken.faults.push(err instanceof Error ? err.message.slice(0, 600).replaceAll('\n', ' ') : String(err));
        tell(broken);
      }
    }
  }
}
