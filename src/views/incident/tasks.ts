import type { IncidentEvent } from '../../domain/incident/events.ts';
import type { Incident } from '../../domain/incident/incident.ts';
import type { Task } from '../../domain/incident/tasks/task.ts';
import { truncate } from '../../lib/text.ts';
import type { Button, Message } from '../../ports/message.ts';
import { ended } from '../answers.ts';
import { nameOf } from '../names.ts';
import type { Reader } from '../reader.ts';
import { headline } from './incident.ts';
import { doneCount } from './task-count.ts';

/** What every chat shows of a body without cutting it off. */
const mostCharacters = 2_600;
const mostButtons = 20;

/** Those that are still to be done first, each under its own number, with a button for each where there is room. */
export function tasksView(incident: Incident, mayChange: boolean, reader: Reader): Message {
  const { tasks = [], number } = incident;
  if (tasks.length === 0) {
    return { text: `${headline(incident)} has no tasks yet. “task ${number} rotate the keys” adds one.` };
  }
  const open = tasks.filter(({ done }) => !done);
  const closed = tasks.filter(({ done }) => done);
  const lines = shortened([...open, ...closed].map((task) => taskLine(task, reader)));
  const buttons = mayChange
    ? [...open.map((one) => button('Done', number, one)), ...closed.map((one) => button('Reopen', number, one))]
    : [];
  const hint =
    mayChange && open.length > mostButtons
      ? [`“task ${number} done:${open.at(-1)!.number}” ticks off what has no button.`]
      : [];
  const title = `Tasks of ${headline(incident)}: ${doneCount(tasks)}`;
  return {
    text: `${title}. ${lines[0]}`,
    title,
    body: [...lines, ...hint].join('\n'),
    tone: 'neutral',
    ...(buttons.length > 0 && { buttons: buttons.slice(0, mostButtons) }),
  };
}

/** What became of it, and the way back. */
export function taskChangedView(
  incident: Incident,
  { type, task: wanted }: Pick<Extract<IncidentEvent, { task: number }>, 'type' | 'task'>,
  reader: Reader,
): Message {
  const { tasks = [], number } = incident;
  const task = tasks.find((one) => one.number === wanted);
  if (!task) return tasksView(incident, true, reader);
  const what = { 'task-added': 'noted', 'task-changed': 'changed', 'task-done': 'done', 'task-reopened': 'open again' };
  const whose = task.owner && !task.done ? ` for ${nameOf(task.owner, reader)}` : '';
  const counted = type === 'task-done' ? ` ${doneCount(tasks)}.` : '';
  return {
    text: `${ended(`Task ${task.number} of ${headline(incident)} is ${what[type]}${whose}: ${task.text}`)}${counted}`,
    // The way back is not the first: a second tap on “Done” may land there.
    buttons: [
      { label: 'All tasks', invokes: { command: 'task', args: { incident: String(number) } } },
      button(task.done ? 'Reopen' : 'Done', number, task),
    ],
  };
}

function taskLine({ number, text, owner, done }: Task, reader: Reader): string {
  if (done) return `☑ ${number}. ${text} (done by ${nameOf(done.by, reader)})`;
  return `☐ ${number}. ${text}${owner ? ` (${nameOf(owner, reader)})` : ''}`;
}

/** All of them or the same share of each: a list that breaks off would hide what is to be done. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.join('\n').length <= mostCharacters) return lines;
  const share = Math.floor(mostCharacters / lines.length) - 1;
  return lines.map((line) => truncate(line, share));
}

function button(label: 'Done' | 'Reopen', incident: number, { number }: Task): Button {
  const option = label === 'Done' ? 'done' : 'reopen';
  return {
    label: `${label} ${number}`,
    invokes: { command: 'task', args: { incident: String(incident), [option]: String(number) } },
  };
}
