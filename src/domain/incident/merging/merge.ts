import { refusedBy } from '../../refusal.ts';
import { unsentPages } from '../deliveries/unsent-pages.ts';
import type { IncidentEvent } from '../events.ts';
import { firstBy } from '../first-by.ts';
import type { Incident } from '../incident.ts';
import type { Facts, Intent } from '../intent.ts';
import { mostTasks, type Task } from '../tasks/task.ts';

/** An incident takes in so many others. Each of them moves what it has, so this bounds what it can grow by. */
const mostMerged = 100;

/**
 * Closes an incident as merged into another one. What it has is moved after that (`absorb`).
 *
 * @throws Refused when either of them is over, or they are one
 */
export function merge(
  incident: Incident,
  { by, via, into }: Extract<Intent, { type: 'merge' }>,
  facts: Facts,
): IncidentEvent[] {
  const { number, mergedInto, resolved } = incident;
  if (number === into.number) throw refusedBy('merge-itself', { incident: number, option: 'other' });
  if (mergedInto) throw refusedBy('already-merged', { incident: number, into: mergedInto.number });
  if (resolved) throw refusedBy('already-resolved', { incident: number, ...firstBy(resolved, facts) });
  if (into.mergedInto) throw refusedBy('already-merged', { incident: into.number, into: into.mergedInto.number });
  if (into.resolved) throw refusedBy('merge-into-resolved', { incident: into.number, other: number });
  if ((into.merged ?? []).length >= mostMerged) {
    throw refusedBy('merged-too-many', { incident: into.number, most: mostMerged });
  }
  return [
    {
      type: 'resolved',
      at: facts.now,
      by,
      via,
      mergedInto: { id: into.id, number: into.number },
      ...unsentPages(incident, facts.now),
    },
  ];
}

/** Returns the open tasks that move with an incident: those for which the other one has room. */
export function movingTasks(from: Incident, { tasks: known = [] }: Incident): readonly Task[] {
  const open = (from.tasks ?? []).filter(({ done }) => !done);
  return open.slice(0, Math.max(0, mostTasks - known.length));
}

/** Returns the open tasks that one of the other incidents has by now: a process that died may have moved them before. */
export function movedTasks(from: Incident, others: readonly Incident[]): readonly Task[] {
  const known = others.flatMap(({ tasks = [] }) => tasks);
  const open = (from.tasks ?? []).filter(({ done }) => !done);
  return open.filter(({ text, owner }) => known.some((one) => one.text === text && one.owner === owner));
}

/** The merged incident once all of it has moved. */
export function withoutMoved(incident: Incident, moved: readonly Task[]): Incident {
  const { mergedInto, tasks, ...rest } = incident;
  if (!mergedInto) return incident;
  const { isMoving: _done, ...into } = mergedInto;
  const gone = new Set(moved.map(({ number }) => number));
  const left = (tasks ?? []).filter(({ number }) => !gone.has(number));
  return {
    ...rest,
    mergedInto: into,
    revision: incident.revision + 1,
    ...(left.length > 0 && { tasks: left }),
  };
}

/** The incident that was merged into one which was merged into it at the same moment: it stays open. */
export function withoutMerge(incident: Incident): Incident {
  const { mergedInto: _undone, ...rest } = incident;
  return rest;
}
