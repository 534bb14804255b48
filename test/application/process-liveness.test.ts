import { afterEach, beforeEach, expect, it } from 'vitest';
import { deadAfterMs, followProcesses, type ProcessLiveness } from '../../src/application/runtime/process-liveness.ts';
import type { ProcessRegistry } from '../../src/ports/runtime.ts';
import { type Opened, openFresh } from '../adapters/mongo/opened.ts';
import { KeptLog } from '../harness/kept-log.ts';
import { TestTicks } from '../harness/watch.ts';

let opened: Opened;
beforeEach(async () => {
  opened = await openFresh();
});
afterEach(() => opened.close());

interface Replica {
  readonly watch: ProcessLiveness;
  readonly ticks: TestTicks;
  /** Killed, frozen or cut off: nothing of it reaches the database. */
  line: 'up' | 'down' | 'hanging';
}

/** Calls of the registry that are under way: what a look began is over before time goes on. */
let calls: Set<Promise<unknown>>;
beforeEach(() => {
  calls = new Set();
});

async function replica(self: string, sole = false): Promise<Replica> {
  const ticks = new TestTicks();
  const { processRegistry } = opened.stores;
  async function reached<T>(call: () => Promise<T>): Promise<T> {
    if (one.line === 'down') throw new Error('away');
    if (one.line === 'hanging') await new Promise(() => {});
    const calling = call();
    calls.add(calling);
    return calling.finally(() => calls.delete(calling));
  }
  const registry: ProcessRegistry = {
    beat: (name) => reached(() => processRegistry.beat(name)),
    stop: (name) => reached(() => processRegistry.stop(name)),
    remove: (names) => reached(() => processRegistry.remove(names)),
  };
  const one: { -readonly [K in keyof Replica]: Replica[K] } = { ticks, line: 'up' } as Replica;
  one.watch = followProcesses(registry, { self, log: new KeptLog(), ticks, sole });
  await one.watch.looked;
  return one;
}

/** Time passes for all of these, a second at a time. */
async function passes(seconds: number, ...all: Replica[]): Promise<void> {
  for (let second = 0; second < seconds; second += 1) {
    for (const { ticks } of all) ticks.passes(1_000);
    await settled();
  }
}

async function settled(): Promise<void> {
  do {
    await Promise.all(calls);
    await new Promise((resolve) => setImmediate(resolve));
  } while (calls.size > 0);
}

it('counts itself, and every other that lives', async () => {
  const one = await replica('one');
  expect(one.watch.count()).toBe(1);
  const two = await replica('two');
  expect(two.watch.count()).toBe(2);
  await passes(2, one, two);
  expect(one.watch.count()).toBe(2);
  await passes(60, one, two);
  expect([one.watch.gone(), two.watch.gone()]).toEqual([[], []]);
});

it('takes for dead a process that missed three beats, within 8 s of its last one and not before 5 s', async () => {
  const [one, two] = [await replica('one'), await replica('two')];
  await passes(4, one, two);
  let told = 0;
  one.watch.whenGone(() => {
    told += 1;
  });
  two.line = 'down';
  await passes(5, one, two);
  expect([one.watch.isGone('two'), told]).toEqual([false, 0]);
  await passes(3, one, two);
  expect([one.watch.isGone('two'), one.watch.gone(), told, one.watch.count()]).toEqual([true, ['two'], 1, 1]);
  // Until nothing of it is left.
  await one.watch.forget('two');
  expect(one.watch.gone()).toEqual([]);
  // Yet whatever still names it is free to take.
  expect(one.watch.isGone('two')).toBe(true);
});

it('knows at once of a process that has stopped', async () => {
  const [one, two] = [await replica('one'), await replica('two')];
  await passes(2, one, two);
  await two.watch.stop();
  await passes(2, one);
  expect([one.watch.gone(), one.watch.count()]).toEqual([['two'], 1]);
});

it('knows at once of everybody else when the database is its own', async () => {
  const dead = await replica('before', true);
  dead.line = 'down';
  const next = await replica('after', true);
  expect(next.watch.gone()).toEqual(['before']);
  expect(next.watch.isGone('whoever')).toBe(true);
  // Nobody else could take over from it, however slow the database is.
  next.line = 'hanging';
  await passes(60, next);
  expect(next.watch.name()).toBe('after');
});

it('comes back under another name when others may have taken it for dead, and stays dead under the first', async () => {
  const [one, two] = [await replica('one'), await replica('two')];
  await passes(4, one, two);
  two.line = 'down';
  await passes(4, one, two);
  expect(two.watch.name()).toBe('two');
  await passes(1, one, two);
  expect(two.watch.name()).toBeUndefined();
  await passes(3, one, two);
  expect(one.watch.isGone('two')).toBe(true);
  two.line = 'up';
  expect(await two.watch.register()).toBe('two.2');
  expect([two.watch.isGone('two'), two.watch.isGone('two.2')]).toEqual([true, false]);
  await passes(30, one, two);
  expect([one.watch.isGone('two'), one.watch.isGone('two.2'), one.watch.count()]).toEqual([true, false, 2]);
});

it('relies on no claim when it was frozen, before anything else runs', async () => {
  const [one, two] = [await replica('one'), await replica('two')];
  await passes(4, one, two);
  two.ticks.passes(deadAfterMs);
  expect(two.watch.name()).toBeUndefined();
  await settled();
  expect(two.watch.name()).toBe('two.2');
});

it('takes nobody for dead because the database was away, or because it stood still itself', async () => {
  const [one, two] = [await replica('one'), await replica('two')];
  await passes(4, one, two);
  for (const each of [one, two]) each.line = 'down';
  await passes(60, one, two);
  for (const each of [one, two]) each.line = 'up';
  await passes(2, one);
  expect(one.watch.isGone('two')).toBe(false);
  await passes(10, one, two);
  expect(one.watch.count()).toBe(2);
});

it('takes a process that no registry knows for dead when it stays away for as long', async () => {
  const one = await replica('one');
  expect(one.watch.isGone('forgotten')).toBe(false);
  await passes(4, one);
  expect(one.watch.isGone('forgotten')).toBe(false);
  await passes(6, one);
  expect(one.watch.gone()).toEqual(['forgotten']);
});
