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

/** The longest body that every chat shows without truncating it, in characters. */
const mostCharacters = 2_600;
const mostButtons = 20;

/** Returns the open tasks and then the completed ones, with a button for each where there is room. */
export function tasksView(incident: Incident, mayChange: boolean, reader: Reader): Message {
  const { t, language } = reader;
  const { tasks = [], number } = incident;
  if (tasks.length === 0) return { text: t('tasks.none', { incident: headline(incident), number }) };
  const open = tasks.filter(({ done }) => !done);
  const closed = tasks.filter(({ done }) => done);
  const lines = shortened([...open, ...closed].map((task) => taskLine(task, reader)));
  const buttons = mayChange ? [...open, ...closed].map((task) => button(number, task, reader)) : [];
  const hint = mayChange && open.length > mostButtons ? [t('tasks.hint', { number, task: open.at(-1)!.number })] : [];
  const title = t('tasks.title', { incident: headline(incident), done: doneCount(tasks, t) });
  return {
    text: `${title} · ${lines[0]}`,
    title,
    body: [...lines, ...hint].join('\n'),
    tone: 'neutral',
    language,
    ...(buttons.length > 0 && { buttons: buttons.slice(0, mostButtons) }),
  };
}

/** What happened to a task that still exists. */
export type ChangedTask = Pick<
  Exclude<Extract<IncidentEvent, { task: number }>, { type: 'task-deleted' }>,
  'type' | 'task'
>;

/** Returns what happened to a task, with a button that reverts it. */
export function taskChangedView(incident: Incident, { type, task: which }: ChangedTask, reader: Reader): Message {
  const { t, language } = reader;
  const { tasks = [], number } = incident;
  const task = tasks.find((one) => one.number === which);
  if (!task) return tasksView(incident, true, reader);
  const values = { task: task.number, incident: headline(incident), text: task.text };
  const owner = task.owner !== undefined && type !== 'task-done' ? nameOf(task.owner, reader) : undefined;
  const changed =
    owner === undefined || type === 'task-done'
      ? t(`tasks.${type}`, values)
      : t(`tasks.${type}.owner`, { ...values, owner });
  const counted = type === 'task-done' ? [ended(doneCount(tasks, t), t)] : [];
  return {
    text: [ended(changed, t), ...counted].join(' '),
    language,
    buttons: [
      // This button is first, because a second tap on “Done” may hit it.
      { label: t('tasks.button.all'), invokes: { command: 'task', args: { incident: String(number) } } },
      button(number, task, reader),
    ],
  };
}

/** Returns what was deleted, so that it can be typed again. */
export function taskDeletedView(
  incident: Incident,
  { task, text }: Pick<Extract<IncidentEvent, { type: 'task-deleted' }>, 'task' | 'text'>,
  { t, language }: Reader,
): Message {
  const all = { command: 'task', args: { incident: String(incident.number) } };
  return {
    text: ended(t('tasks.task-deleted', { task, incident: headline(incident), text }), t),
    language,
    buttons: [{ label: t('tasks.button.all'), invokes: all }],
  };
}

export function taskLine({ number, text, owner, done }: Task, reader: Reader): string {
  if (done) return `☑ ${number}. ${text} (${reader.t('tasks.done-by', { name: nameOf(done.by, reader) })})`;
  return `☐ ${number}. ${text}${owner ? ` (${nameOf(owner, reader)})` : ''}`;
}

/** Shortens all lines to the same length when together they are too long: a truncated list would hide tasks. */
function shortened(lines: readonly string[]): readonly string[] {
  if (lines.join('\n').length <= mostCharacters) return lines;
  const share = Math.floor(mostCharacters / lines.length) - 1;
  return lines.map((line) => truncate(line, share));
}

function button(incident: number, { number, done }: Task, { t }: Reader): Button {
  return {
    label: t(done ? 'tasks.button.reopen' : 'tasks.button.done', { task: number }),
    invokes: { command: 'task', args: { incident: String(incident), [done ? 'reopen' : 'done']: String(number) } },
  };
}
