import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killAt } from './crash.ts';
import { type ChaosDatabase, openDatabase } from './database.ts';
import { killedWithDatabase } from './embedded.ts';
import { awayInTheWrite } from './outage.ts';
import type { Outcome } from './outcome.ts';
import { racingAcknowledgements } from './races.ts';
import { rollingRestarts } from './replicas.ts';
import { backedUp } from './restored.ts';
import { tooMany } from './trouble.ts';

// A short form of `npm run chaos`. How fast it goes is the machine's affair, and is measured there.

const limitMs = 400_000;
let database: ChaosDatabase;

beforeAll(async () => {
  database = await openDatabase();
});

afterAll(() => database.close());

function expectKept({ runs, lost, doubled, faults }: Outcome): void {
  expect({ lost, doubled, faults }).toEqual({ lost: 0, doubled: 0, faults: [] });
  expect(runs).toBeGreaterThan(0);
}

describe.concurrent('nothing is lost, and nobody is paged twice', () => {
  for (const point of ['after the 202', 'between send and mark'] as const) {
    it(`killed with -9 ${point}`, async () => expectKept(await killAt(database, point, { runs: 1 })), limitMs);
  }

  for (const fate of ['killed', 'left running'] as const) {
    it(
      `killed with -9 with its embedded database ${fate}`,
      async () => expectKept(await killedWithDatabase(database, fate, 1)),
      limitMs,
    );
  }

  it(
    'when the database is lost in the middle of a write',
    async () => {
      expectKept(await awayInTheWrite(database, 'after', 2));
    },
    limitMs,
  );

  it('while a platform asks for a pause', async () => expectKept(await tooMany(database, 'telegram')), limitMs);

  it(
    'when everybody acknowledges at once',
    async () => {
      expectKept(await racingAcknowledgements(database, 2, { races: 10, racers: 5 }));
    },
    limitMs,
  );

  it('when backup and restore are killed', async () => expectKept(await backedUp(database, 1)), limitMs);

  it('while replicas are stopped and started', async () => expectKept(await rollingRestarts(database, 2, 1)), limitMs);
});
