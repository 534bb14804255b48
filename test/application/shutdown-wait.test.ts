import { expect, it } from 'vitest';
import { createShutdownWait } from '../../src/application/delivery/shutdown-wait.ts';

it('gives what came of it, and keeps nothing of what is over', async () => {
  const shutdown = createShutdownWait();
  const works = Array.from({ length: 1_000 }, (_, index) => shutdown.unlessStopped(Promise.resolve(index)));
  expect(await Promise.all(works)).toEqual(works.map((_, index) => index));
  await expect(shutdown.unlessStopped(Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(shutdown.waiting).toBe(0);
});

it('ends every wait as soon as it is time to stop, and begins none after that', async () => {
  const shutdown = createShutdownWait();
  const works = [1, 2, 3].map(() => shutdown.unlessStopped(new Promise(() => undefined)));
  expect(shutdown.waiting).toBe(3);
  shutdown.stop();
  expect(await Promise.all(works)).toEqual([undefined, undefined, undefined]);
  expect(await shutdown.unlessStopped(Promise.resolve(true))).toBeUndefined();
  expect([shutdown.stopped, shutdown.waiting]).toEqual([true, 0]);
});
