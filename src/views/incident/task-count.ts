import type { Task } from '../../domain/incident/tasks/task.ts';

/** Such as “2 of 5 done”: for the card, where which they are would be too much. */
export function doneCount(tasks: readonly Task[]): string {
  return `${tasks.filter(({ done }) => done).length} of ${tasks.length} done`;
}
