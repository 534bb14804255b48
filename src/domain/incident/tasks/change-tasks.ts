import { oneLine } from '../../../lib/text.ts';
import { Refused } from '../../refusal.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import type { Facts, Intent } from '../intent.ts';
import { refuseLonger } from '../texts.ts';
import { who } from '../who.ts';
import { mostTasks, type Task, taskLimit } from './task.ts';

type Wish<T extends Intent['type']> = Extract<Intent, { type: T }>;

// All of these are allowed when it is resolved too: that is when most of it is done.

export function addTask(incident: Incident, { by, via, text, owner }: Wish<'add-task'>, facts: Facts): IncidentEvent[] {
  const { number, tasks = [] } = incident;
  const line = readable(text, number);
  if (tasks.length >= mostTasks) {
    throw new Refused(
      'too-many-tasks',
      `#${number} has ${tasks.length} tasks, and an incident holds no more than ${mostTasks}. Please keep the rest where you plan your work.`,
    );
  }
  const task = tasks.length + 1;
  return [{ type: 'task-added', at: facts.now, by, via, task, text: line, ...(owner && { owner }) }];
}

export function changeTask(incident: Incident, wish: Wish<'change-task'>, facts: Facts): IncidentEvent[] {
  const { by, via } = wish;
  const before = taskOf(incident, wish.task);
  const text = wish.text === undefined ? before.text : readable(wish.text, incident.number);
  const owner = wish.ownerless ? undefined : (wish.owner ?? before.owner);
  if (text === before.text && owner === before.owner) {
    throw new Refused('same-task', `Task ${before.number} of #${incident.number} says that already.`);
  }
  return [{ type: 'task-changed', at: facts.now, by, via, task: before.number, text, ...(owner && { owner }) }];
}

export function tickTask(incident: Incident, { by, via, task }: Wish<'tick-task'>, facts: Facts): IncidentEvent[] {
  const { number, text, done } = taskOf(incident, task);
  if (done) {
    throw new Refused(
      'task-done-already',
      `Task ${number} of #${incident.number} was already ticked off by ${who(done, facts)}.`,
    );
  }
  return [{ type: 'task-done', at: facts.now, by, via, task: number, text }];
}

export function reopenTask(incident: Incident, { by, via, task }: Wish<'reopen-task'>, facts: Facts): IncidentEvent[] {
  const { number, text, done } = taskOf(incident, task);
  if (!done) {
    throw new Refused(
      'task-not-done',
      `Task ${number} of #${incident.number} is still open, so it cannot be reopened.`,
    );
  }
  return [{ type: 'task-reopened', at: facts.now, by, via, task: number, text }];
}

function taskOf({ number, tasks = [] }: Incident, wanted: number): Task {
  const task = tasks.find((one) => one.number === wanted);
  if (task) return task;
  const hint = tasks.length > 0 ? `“task ${number}” shows those that it has.` : 'It has none so far.';
  throw new Refused('unknown-task', `#${number} has no task ${wanted}. ${hint}`);
}

function readable(text: string, incident: number): string {
  const line = oneLine(text);
  if (!line)
    throw new Refused('task-empty', `A task needs some words, such as “task ${incident} rotate the keys”.`, {
      option: 'text',
    });
  refuseLonger('task', line, taskLimit);
  return line;
}
