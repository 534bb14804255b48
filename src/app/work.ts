import { keepSweeping } from '../application/runtime/keep-sweeping.ts';
import type { Log } from '../ports/runtime.ts';
import type { Tocsin } from './compose.ts';

/** Before `start` it only stores wakes; from then on it delivers them. */
interface WakeSource {
  start(onWake: () => Promise<unknown>): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts to deliver wakes to the core, and a sweep every few seconds for what no wake has delivered.
 *
 * @param ready the first sweep starts when this settles, so that messages can be sent then
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
