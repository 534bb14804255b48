import type { PublicIncident, PublicUpdate } from '../../src/ports/reporting.ts';

/** An update that was posted once or, in the same words, several times. */
export interface FoldedUpdate extends Omit<PublicUpdate, 'at'> {
  /** The latest first. */
  readonly times: readonly Date[];
}

/** Incidents that read the same: one service, one severity, the same updates. */
export interface FoldedIncident {
  /** The first one stands for all. */
  readonly incidents: readonly [PublicIncident, ...PublicIncident[]];
  readonly updates: readonly FoldedUpdate[];
}

/** Folds incidents that would read the same into one, in the order of the first of each. */
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

/** Folds updates that repeat the previous one into one, with the times of all. */
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
  // An update posted to several incidents at once counts as one time.
  return { ...one, times: times.filter((at, index) => at.getTime() !== times[index - 1]?.getTime()) };
}
