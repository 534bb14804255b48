import { oneLine } from '../../../lib/text.ts';
import { refusedBy } from '../../refusal.ts';
import { refuseMoving } from '../acknowledge.ts';
import type { IncidentEvent } from '../events.ts';
import { firstBy } from '../first-by.ts';
import type { Incident } from '../incident.ts';
import type { Facts, Intent } from '../intent.ts';
import { refuseLonger } from '../texts.ts';
import { mostTasks, nextTaskNumber, type Task, taskLimit } from './task.ts';

type Wish<T extends Intent['type']> = Extract<Intent, { type: T }>;

// All of these are allowed when it is resolved too: that is when most of it is done. Not while its open tasks move by a merge.

export function addTask(incident: Incident, { by, via, text, owner }: Wish<'add-task'>, facts: Facts): IncidentEvent[] {
  refuseMoving(incident);
  const { number, tasks = [] } = incident;
  const line = readable(text);
  if (tasks.length >= mostTasks) {
    throw refusedBy('too-many-tasks', { incident: number, tasks: tasks.length, most: mostTasks });
  }
  const task = nextTaskNumber(incident);
  return [{ type: 'task-added', at: facts.now, by, via, task, text: line, ...(owner && { owner }) }];
}

export function changeTask(incident: Incident, wish: Wish<'change-task'>, facts: Facts): IncidentEvent[] {
  const { by, via } = wish;
  const before = taskOf(incident, wish.task);
  const text = wish.text === undefined ? before.text : readable(wish.text);
  const owner = wish.ownerless ? undefined : (wish.owner ?? before.owner);
  if (text === before.text && owner === before.owner) {
    throw refusedBy('same-task', { incident: incident.number, task: before.number });
  }
  return [{ type: 'task-changed', at: facts.now, by, via, task: before.number, text, ...(owner && { owner }) }];
}

export function tickTask(incident: Incident, { by, via, task }: Wish<'tick-task'>, facts: Facts): IncidentEvent[] {
  const { number, text, done } = taskOf(incident, task);
  if (done) {
    throw refusedBy('task-done-already', { incident: incident.number, task: number, ...firstBy(done, facts) });
  }
  return [{ type: 'task-done', at: facts.now, by, via, task: number, text }];
}

export function reopenTask(incident: Incident, { by, via, task }: Wish<'reopen-task'>, facts: Facts): IncidentEvent[] {
  const { number, text, done } = taskOf(incident, task);
  if (!done) {
    throw refusedBy('task-not-done', { incident: incident.number, task: number });
  }
  return [{ type: 'task-reopened', at: facts.now, by, via, task: number, text }];
}

/** Its words stay in the timeline, and its number is not given again. */
export function deleteTask(incident: Incident, { by, via, task }: Wish<'delete-task'>, facts: Facts): IncidentEvent[] {
  const { number, text } = taskOf(incident, task);
  return [{ type: 'task-deleted', at: facts.now, by, via, task: number, text }];
}

function taskOf(incident: Incident, number: number): Task {
  refuseMoving(incident);
  const { tasks = [] } = incident;
  const task = tasks.find((one) => one.number === number);
  if (task) return task;
  throw refusedBy('unknown-task', { incident: incident.number, task: number, tasks: tasks.length });
}

function readable(text: string): string {
  const line = oneLine(text);
  if (!line) throw refusedBy('task-empty', { option: 'text' });
  refuseLonger('task', line, taskLimit);
  return line;
}
