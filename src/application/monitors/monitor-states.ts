import type { Monitored } from '../../domain/monitors/report.ts';
import type { MonitorStore } from '../../ports/monitors.ts';

/** Returns the monitors of the file in their order, each with its state. A new one begins with `first`, and is kept. */
export async function monitorStates<W extends { readonly id: string }, S extends Monitored>(
  store: MonitorStore<S>,
  monitors: ReadonlyMap<string, W>,
  first: (id: string) => S,
): Promise<readonly (readonly [W, S])[]> {
  const states = new Map((await store.all()).map((state) => [state.id, state]));
  const fresh = [...monitors.keys()].filter((id) => !states.has(id)).map(first);
  await store.begin(fresh);
  for (const state of fresh) states.set(state.id, state);
  return [...monitors.values()].flatMap((one) => {
    const state = states.get(one.id);
    return state ? [[one, state] as const] : [];
  });
}
