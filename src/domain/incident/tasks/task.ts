import type { PersonId } from '../../people.ts';
import type { Attribution } from '../attribution.ts';

/** Something that is to be done because of an incident, during it or long after. */
export interface Task {
  /** Counts the tasks of its incident from 1, and never changes. Open ones leave with an incident that is merged. */
  readonly number: number;
  readonly text: string;
  /** Who is to do it; absent: nobody in particular. */
  readonly owner?: PersonId;
  readonly added: Attribution;
  /** Absent: it is still to be done. */
  readonly done?: Attribution;
}

/** The tasks of an incident, as far as they say which number is the next. */
interface NumberedTasks {
  readonly tasks?: readonly Task[];
  /** The highest number of a task that was deleted: a button drawn for it must not change another task. */
  readonly lastDeletedTask?: number;
}

/** Returns the number of the next task: a number is not given twice while the last task is there, or when it was deleted. */
export function nextTaskNumber({ tasks = [], lastDeletedTask = 0 }: NumberedTasks): number {
  return Math.max(lastDeletedTask, ...tasks.map(({ number }) => number)) + 1;
}

/** One line that people read at a look; what needs more is an affair for a tracker. */
export const taskLimit = 300;
/** An incident is one document, and its tasks go out with every event of it. */
export const mostTasks = 50;
