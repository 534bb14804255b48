import { expect, it } from 'vitest';
import { together } from '../../src/application/delivery/bundles/together.ts';

function recorded() {
  const rounds: (readonly number[])[] = [];
  return {
    rounds,
    async work(_key: string, asked: readonly number[]) {
      rounds.push(asked);
      return asked.map((one) => one * 10);
    },
  };
}

it('does at once what is asked for in the same moment, and gives each its own result', async () => {
  const { rounds, work } = recorded();
  const ask = together(work);
  expect(await Promise.all([ask('a', 1), ask('a', 2), ask('b', 3)])).toEqual([10, 20, 30]);
  expect(rounds).toEqual([[1, 2], [3]]);
});

it('gathers what is asked for while the first of it waits, and begins anew after that', async () => {
  const { rounds, work } = recorded();
  const ask = together(work, 50);
  const first = ask('a', 1);
  await Promise.resolve();
  const second = new Promise((resolve) => setImmediate(() => resolve(ask('a', 2))));
  expect([await first, await second]).toEqual([10, 20]);
  expect(rounds).toEqual([[1, 2]]);
  expect(await ask('a', 3)).toBe(30);
  expect(rounds).toEqual([[1, 2], [3]]);
});

it('fails all of a round together, and none of the next', async () => {
  let fails = true;
  const ask = together(async (_key, asked: readonly number[]) => {
    if (fails) throw new Error('away');
    return asked;
  }, 20);
  const outcomes = await Promise.allSettled([ask('a', 1), ask('a', 2)]);
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  fails = false;
  expect(await ask('a', 3)).toBe(3);
});
