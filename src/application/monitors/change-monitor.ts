import type { Monitored } from '../../domain/monitors/report.ts';
import { retried, WriteConflict } from '../../lib/retried.ts';
import type { MonitorStore } from '../../ports/monitors.ts';

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
  return retried(async () => {
    let state = await store.load(id);
    if (!state && first) {
      await store.begin([first()]);
      state = await store.load(id);
    }
    if (!state) return undefined;
    const decided = decide(state);
    if (decided === state) return state;
    const next = { ...decided, version: state.version + 1 };
    if (!(await store.replace(next))) throw new WriteConflict(`Monitor ${id} has changed since it was read`);
    return next;
  });
}
