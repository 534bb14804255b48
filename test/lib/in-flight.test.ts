import { expect, it } from 'vitest';
import { createInFlight } from '../../src/lib/in-flight.ts';

it('settles when nothing is under way any more, what began meanwhile and what failed included', async () => {
  const inFlight = createInFlight();
  let fail = (_: Error) => {};
  let finish = (_: number) => {};
  const first = new Promise<void>((_, reject) => {
    fail = reject;
  });
  const second = new Promise<number>((resolve) => {
    finish = resolve;
  });
  let settled = false;
  const failing = inFlight.track(first);
  const done = inFlight.settled().then(() => {
    settled = true;
  });
  expect(inFlight.size).toBe(1);
  const later = inFlight.track(second);
  fail(new Error('planted'));
  await expect(failing).rejects.toThrow('planted');
  expect([settled, inFlight.size]).toEqual([false, 1]);
  finish(7);
  expect(await later).toBe(7);
  await done;
  expect(inFlight.size).toBe(0);
});
