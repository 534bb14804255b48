import type { State } from '../../domain/incident/incident.ts';

/** Before each line of a list, so that it is seen where one ends, and which wait for somebody. */
export const stateSigns = { triggered: '🔴', acknowledged: '🟠', resolved: '🟢' } as const satisfies Record<
  State,
  string
>;
