import type { Task } from '../../domain/incident/tasks/task.ts';
import type { Translate } from '../../locales/catalogue.ts';

/** Returns how many tasks are done, for places that are too small for the list: “2 of 5 done”. */
export function doneCount(tasks: readonly Task[], t: Translate): string {
  return t('tasks.done-count', { done: tasks.filter(({ done }) => done).length, total: tasks.length });
}
