import type { State } from '../../domain/incident/incident.ts';

/** Stand before the lines of a list, so that people see where a line begins and which incidents are triggered. */
export const stateSigns = { triggered: '🔴', acknowledged: '🟠', resolved: '🟢' } as const satisfies Record<
  State,
  string
>;
