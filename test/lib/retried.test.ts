import { expect, it } from 'vitest';
import { retried, WriteConflict } from '../../src/lib/retried.ts';

it('makes a change again for as long as others are first, and tells which attempt it is', async () => {
  const attempts: number[] = [];
  const changed = await retried(async (attempt) => {
    attempts.push(attempt);
    if (attempt < 3) throw new WriteConflict('changed');
    return 'kept';
  });
  expect(changed).toBe('kept');
  expect(attempts).toEqual([1, 2, 3]);
});

it('gives up after 100 conflicts, and at once after another failure', async () => {
  let attempts = 0;
  const failing = (failure: Error) =>
    retried(async () => {
      attempts += 1;
      throw failure;
    });
  await expect(failing(new WriteConflict('changed'))).rejects.toThrow(WriteConflict);
  expect(attempts).toBe(100);
  await expect(failing(new Error('refused'))).rejects.toThrow('refused');
  expect(attempts).toBe(101);
});
