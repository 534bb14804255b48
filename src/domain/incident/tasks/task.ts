import type { PersonId } from '../../people.ts';
import type { Mark } from '../mark.ts';

/** Something that is to be done because of an incident, during it or long after. */
export interface Task {
  /** Counts the tasks of its incident from 1, and never changes. Open ones leave with an incident that is merged. */
  readonly number: number;
  readonly text: string;
  /** Who is to do it; absent: nobody in particular. */
  readonly owner?: PersonId;
  readonly added: Mark;
  /** Absent: it is still to be done. */
  readonly done?: Mark;
}

/** Returns the number of the next task: none is given twice while the last is there. */
export function nextTaskNumber(tasks: readonly Task[]): number {
  return Math.max(0, ...tasks.map(({ number }) => number)) + 1;
}

/** One line that people read at a look; what needs more is an affair for a tracker. */
export const taskLimit = 300;
/** An incident is one document, and its tasks go out with every event of it. */
export const mostTasks = 50;
