import type { PersonId } from '../../people.ts';
import type { Mark } from '../mark.ts';

/** Something that is to be done because of an incident, during it or long after. */
export interface Task {
  /** Counts the tasks of its incident from 1, and never changes: none is ever taken away. */
  readonly number: number;
  readonly text: string;
  /** Who is to do it; absent: nobody in particular. */
  readonly owner?: PersonId;
  readonly added: Mark;
  /** Absent: it is still to be done. */
  readonly done?: Mark;
}

/** One line that people read at a look; what needs more is an affair for a tracker. */
export const taskLimit = 300;
/** An incident is one document, and its tasks go out with every event of it. */
export const mostTasks = 50;
