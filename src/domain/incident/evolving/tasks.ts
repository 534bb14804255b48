import type { PersonId } from '../../people.ts';
import type { IncidentEvent } from '../events.ts';
import type { Incident } from '../incident.ts';
import { nextTaskNumber, type Task } from '../tasks/task.ts';
import { active } from './ownership.ts';

type TaskEvent = Extract<
  IncidentEvent,
  { type: 'task-added' | 'task-changed' | 'task-done' | 'task-reopened' | 'task-deleted' | 'merged' }
>;

interface TaskChange {
  readonly by: PersonId;
  readonly at: Date;
  readonly task: number;
}

/** What an event makes of what is to be done because of the incident. */
export function evolveTasks(incident: Incident, event: TaskEvent): Incident {
  switch (event.type) {
    case 'task-added': {
      const { by, at, via, task: number, text, owner } = event;
      const added: Task = { number, text, ...(owner && { owner }), added: { by, at, via } };
      return { ...active(incident, by, at), tasks: [...(incident.tasks ?? []), added] };
    }
    case 'task-changed': {
      const { text, owner } = event;
      return withTask(incident, event, ({ owner: _was, ...task }) => ({ ...task, text, ...(owner && { owner }) }));
    }
    case 'task-done': {
      const { by, at, via } = event;
      return withTask(incident, event, (task) => ({ ...task, done: { by, at, via } }));
    }
    case 'task-reopened':
      return withTask(incident, event, ({ done: _was, ...task }) => task);
    case 'task-deleted':
      return withoutTask(incident, event);
    case 'merged':
      return withMerged(incident, event);
    default:
      return event satisfies never;
  }
}

function withTask(incident: Incident, { by, at, task: number }: TaskChange, change: (task: Task) => Task): Incident {
  const tasks = incident.tasks?.map((task) => (task.number === number ? change(task) : task));
  return { ...active(incident, by, at), ...(tasks && { tasks }) };
}

function withoutTask(incident: Incident, { by, at, task: number }: TaskChange): Incident {
  const { tasks = [], lastDeletedTask = 0, ...rest } = active(incident, by, at);
  const left = tasks.filter((task) => task.number !== number);
  return { ...rest, ...(left.length > 0 && { tasks: left }), lastDeletedTask: Math.max(lastDeletedTask, number) };
}

/** With the tasks of the incident that was merged into it, after its own. */
function withMerged(incident: Incident, event: Extract<IncidentEvent, { type: 'merged' }>): Incident {
  const { by, at, via, from, tasks = [] } = event;
  const known = incident.tasks ?? [];
  const first = nextTaskNumber(incident);
  const added = tasks.map(
    ({ text, owner }, index): Task => ({
      number: first + index,
      text,
      ...(owner !== undefined && { owner }),
      added: { by, at, via },
    }),
  );
  return {
    ...incident,
    merged: [...(incident.merged ?? []), from],
    ...(added.length > 0 && { tasks: [...known, ...added] }),
  };
}
