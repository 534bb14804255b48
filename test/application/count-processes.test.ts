import { afterEach, beforeEach, expect, it } from 'vitest';
import { countProcesses, type ProcessCount } from '../../src/application/runtime/count-processes.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { eventually } from '../harness/wait.ts';

let opened: Opened;
beforeEach(async () => {
  opened = await openFresh();
});
afterEach(() => opened.close());

/** A process whose watch the test turns. */
function processOf(self: string, stores = opened.stores) {
  let now = 0;
  const works: { at: number; work: () => void }[] = [];
  const ticks = {
    now: () => now,
    after: (ms: number, work: () => void) => {
      const one = { at: now + ms, work };
      works.push(one);
      return () => void works.splice(works.indexOf(one), 1);
    },
  };
  const counted: ProcessCount = countProcesses(stores.processRegistry, { self, log: new KeptLog(), ticks });
  async function passes(ms: number): Promise<void> {
    for (const end = now + ms; now < end; ) {
      await eventually('it has looked', () => works.length > 0);
      const next = works.shift()!;
      now = Math.min(end, Math.max(now, next.at));
      if (next.at <= end) next.work();
      else works.unshift(next);
    }
    await eventually('it has looked', () => works.length > 0);
  }
  return { ...counted, passes };
}

it('counts itself, and every other that is at work', async () => {
  const one = processOf('one');
  await one.looked;
  expect(one.count()).toBe(1);
  const two = processOf('two', opened.other);
  await two.looked;
  expect(two.count()).toBe(2);
  await one.passes(5_000);
  expect(one.count()).toBe(2);
});

it('counts no more who has stopped, at once, nor who was killed, after a while', async () => {
  const [one, two, three] = ['one', 'two', 'three'].map((self) => processOf(self));
  await Promise.all([one!.looked, two!.looked, three!.looked]);
  await one!.passes(5_000);
  expect(one!.count()).toBe(3);
  await two!.stop();
  await one!.passes(5_000);
  expect(one!.count()).toBe(2);
  // The third says nothing any more.
  await one!.passes(30_000);
  expect(one!.count()).toBe(1);
});

it('goes on with what it knew while the database is away', async () => {
  const one = processOf('one');
  await one.looked;
  Object.assign(opened.stores.processRegistry, { sign: async () => Promise.reject(new Error('away')) });
  await one.passes(10_000);
  expect(one.count()).toBe(1);
});
