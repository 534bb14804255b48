import { keepSweeping } from '../application/runtime/keep-sweeping.ts';
import type { Log } from '../ports/runtime.ts';
import type { Tocsin } from './compose.ts';

/** Delivers wakes from `start` on, and only stores them before. */
interface WakeSource {
  start(onWake: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Lets time reach the core: wakes at their moments, and a sweep every few seconds for what no wake has brought.
 *
 * @param ready the first sweep begins when this settles: what it finds can be sent then
 */
export async function startWork(
  tocsin: Pick<Tocsin, 'sweep'>,
  scheduler: WakeSource,
  log: Log,
  ready?: Promise<unknown>,
): Promise<{ stop(): Promise<void> }> {
  await scheduler.start(() => tocsin.sweep());
  const sweeping = keepSweeping(() => tocsin.sweep(), log, ready);
  return {
    async stop() {
      await sweeping.stop();
      await scheduler.stop();
    },
  };
}
