import { expect, it } from 'vitest';
import { createLeaving } from '../../src/application/delivery/leaving.ts';

it('gives what came of it, and keeps nothing of what is over', async () => {
  const leaving = createLeaving();
  const works = Array.from({ length: 1_000 }, (_, index) => leaving.unlessLeft(Promise.resolve(index)));
  expect(await Promise.all(works)).toEqual(works.map((_, index) => index));
  await expect(leaving.unlessLeft(Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(leaving.waiting).toBe(0);
});

it('ends every wait as soon as it is time to leave, and begins none after that', async () => {
  const leaving = createLeaving();
  const works = [1, 2, 3].map(() => leaving.unlessLeft(new Promise(() => undefined)));
  expect(leaving.waiting).toBe(3);
  leaving.leave();
  expect(await Promise.all(works)).toEqual([false, false, false]);
  expect(await leaving.unlessLeft(Promise.resolve(true))).toBe(false);
  expect([leaving.left, leaving.waiting]).toEqual([true, 0]);
});
