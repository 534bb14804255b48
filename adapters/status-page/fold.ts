import type { PublicIncident, PublicUpdate } from '../../src/ports/reporting.ts';

/** An update that was given once or, in the same words, several times. */
export interface FoldedUpdate extends Omit<PublicUpdate, 'at'> {
  /** The latest first. */
  readonly times: readonly Date[];
}

/** Incidents that read the same: of one service, as grave, with the same updates. */
export interface FoldedIncident {
  /** The first of them stands for all. */
  readonly incidents: readonly [PublicIncident, ...PublicIncident[]];
  readonly updates: readonly FoldedUpdate[];
}

/** Folds incidents that would read the same into one, in the order of their first. */
export function foldIncidents(incidents: readonly PublicIncident[]): readonly FoldedIncident[] {
  const groups = new Map<string, FoldedIncident>();
  for (const one of incidents) {
    const updates = foldUpdates(one.updates);
    const { service, impact, status, ended } = one;
    const key = JSON.stringify([
      service,
      impact,
      status,
      !ended,
      updates.map(({ status: told, text }) => [told, text]),
    ]);
    const group = groups.get(key);
    groups.set(
      key,
      group
        ? {
            incidents: [...group.incidents, one],
            updates: group.updates.map((each, index) => together(each, updates[index])),
          }
        : { incidents: [one], updates },
    );
  }
  return [...groups.values()];
}

/** What was said twice in a row is said once, with both times. */
function foldUpdates(updates: readonly PublicUpdate[]): readonly FoldedUpdate[] {
  const folded: FoldedUpdate[] = [];
  for (const { at, ...said } of updates) {
    const before = folded.at(-1);
    if (before && before.text === said.text && before.status === said.status)
      folded[folded.length - 1] = { ...before, times: [...before.times, at] };
    else folded.push({ ...said, times: [at] });
  }
  return folded;
}

function together(one: FoldedUpdate, other: FoldedUpdate | undefined): FoldedUpdate {
  const times = [...one.times, ...(other?.times ?? [])].sort((a, b) => b.getTime() - a.getTime());
  // Told of several incidents in one breath, it is one time.
  return { ...one, times: times.filter((at, index) => at.getTime() !== times[index - 1]?.getTime()) };
}
