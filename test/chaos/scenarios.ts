import { killAt } from './crash.ts';
import type { ChaosDatabase } from './database.ts';
import { killedWithDatabase } from './embedded.ts';
import { frozenInStorm, littleMemory, outOfFiles, stoppedInStorm } from './machine.ts';
import { awayAtBoot, awayFor, awayInTheWrite, killed, ways } from './outage.ts';
import type { Outcome } from './outcome.ts';
import { chats } from './platforms.ts';
import { points } from './points.ts';
import { racingAcknowledgements } from './races.ts';
import { killAtRandom } from './random.ts';
import { manyEscalations, rollingRestarts, wrongClock } from './replicas.ts';
import { backedUp } from './restored.ts';
import { killedAtStart } from './starts.ts';
import { deadLetter, inTrouble, lineDropped, tooMany, troubles } from './trouble.ts';
import { downgradeRefused, upgraded } from './upgrade.ts';

/** Side by side with others; wanting the machine to itself; or stopping the database for everybody. */
export type Company = 'beside' | 'alone' | 'last';

export interface Scenario {
  readonly name: string;
  readonly company: Company;
  run(database: ChaosDatabase): Promise<Outcome | readonly Outcome[]>;
}

/** How often and how much of each. */
export interface Extent {
  readonly kills: number;
  readonly randomKills: number;
  readonly outagesS: readonly number[];
  /** Of five people each. */
  readonly races: number;
  /** So many acknowledge one incident at once. */
  readonly racers: number;
  readonly escalations: number;
  readonly rounds: number;
  readonly clockAlerts: number;
  readonly backups: number;
  /** The revision that an upgrade begins with. Absent: the last tag, or 50 commits back. */
  readonly from?: string;
}

export function allScenarios(extent: Extent): Scenario[] {
  const scenarios: Scenario[] = [];
  const add = (name: string, run: Scenario['run'], company: Company = 'beside') =>
    void scenarios.push({ name, run, company });
  for (const point of points) {
    add(`kill ${point}`, (database) => killAt(database, point, { runs: extent.kills }));
  }
  add('kill restarted', (database) => killAt(database, 'after the 202', { runs: extent.kills, restart: true }));
  for (const fate of ['killed', 'left running'] as const) {
    add(`kill embedded ${fate}`, (database) => killedWithDatabase(database, fate, extent.kills));
  }
  add('random', (database) => killAtRandom(database, extent.randomKills), 'alone');
  for (const seconds of extent.outagesS) {
    for (const way of ways) {
      const company = way === 'stopped' ? 'last' : 'beside';
      add(`away ${way} ${seconds}`, (database) => awayFor(database, seconds, way), company);
    }
    add(`away boot ${seconds}`, (database) => awayAtBoot(database, seconds));
  }
  for (const when of ['before', 'after'] as const) {
    for (const way of ['cut', 'failing over'] as const) {
      add(`away write ${way} ${when}`, (database) => awayInTheWrite(database, when, 5, way));
    }
  }
  add('away crash', (database) => killed(database, 3), 'last');
  for (const chat of chats) {
    for (const trouble of troubles) {
      add(`platform ${chat} ${trouble}`, (database) => inTrouble(database, chat, trouble));
    }
    add(`platform ${chat} retry-after`, (database) => tooMany(database, chat));
  }
  for (const chat of ['slack', 'discord'] as const) {
    add(`platform ${chat} websocket`, (database) => lineDropped(database, chat));
  }
  add('platform dead letter', deadLetter);
  for (const replicas of [2, 4]) {
    const { races, racers, escalations, rounds } = extent;
    add(`replicas races ${replicas}`, (db) => racingAcknowledgements(db, replicas, { races, racers: 5 }), 'alone');
    add(`replicas crowd ${replicas}`, (db) => racingAcknowledgements(db, replicas, { races: 3, racers }), 'alone');
    add(`replicas escalations ${replicas}`, (db) => manyEscalations(db, replicas, escalations), 'alone');
    add(`replicas rolling ${replicas}`, (db) => rollingRestarts(db, replicas, rounds), 'alone');
  }
  for (const aheadMs of [30_000, -30_000]) {
    add(`replicas clock ${aheadMs / 1_000}`, (db) => wrongClock(db, aheadMs, extent.clockAlerts), 'alone');
  }
  add('kill in starts', (db) => killedAtStart(db, extent.kills), 'alone');
  add('machine stopped', (db) => stoppedInStorm(db, 1), 'alone');
  add('machine stopped twice', (db) => stoppedInStorm(db, 2), 'alone');
  add('machine frozen', frozenInStorm, 'alone');
  add('machine files', outOfFiles, 'alone');
  for (const callers of [32, 300])
    add(`machine memory ${callers}`, (database) => littleMemory(database, callers), 'alone');
  add('backup', (db) => backedUp(db, extent.backups), 'alone');
  add('upgrade rolling', (db) => upgraded(db, extent.from), 'alone');
  add('upgrade downgrade', downgradeRefused, 'alone');
  return scenarios;
}
