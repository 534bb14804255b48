import type { Monitored } from '../../domain/monitors/report.ts';
import type { MonitorStore } from '../../ports/monitors.ts';

/**
 * Of several processes that write at once one succeeds each time, so this many tries are enough for as many processes.
 */
const mostTries = 100;

/**
 * Changes the state of a monitor. After a conflict it decides again on what was written meanwhile.
 *
 * @param decide gives back the very same state for "nothing to change"
 * @param first what to begin with when it is not kept yet; without it there is nothing to change then
 * @returns the state as it is kept afterwards; undefined when there is none
 * @throws StoreUnavailable
 */
export async function changeMonitor<S extends Monitored>(
  store: MonitorStore<S>,
  id: string,
  decide: (state: S) => S,
  first?: () => S,
): Promise<S | undefined> {
  for (let tries = 0; tries < mostTries; tries += 1) {
    const state = await store.load(id);
    if (!state) {
      if (!first) return undefined;
      await store.begin([first()]);
      continue;
    }
    const decided = decide(state);
    if (decided === state) return state;
    const next = { ...decided, version: state.version + 1 };
    if (await store.replace(next)) return next;
  }
  throw new Error(`${id} was changed by others ${mostTries} times in a row`);
}
