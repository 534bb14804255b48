import { nobody, taskIntent } from '../../src/application/incidents/task-request.ts';
import type { Incident } from '../../src/domain/incident/incident.ts';
import type { Change } from '../../src/domain/incident/intent.ts';
import { taskLimit } from '../../src/domain/incident/tasks/task.ts';
import { oneLine } from '../../src/lib/text.ts';
import { type ChangedTask, taskChangedView, taskDeletedView, tasksView } from '../../src/views/incident/tasks.ts';
import { anyIncidentOption, type Call, defineCommand, option } from '../command.ts';
import { knownTask, taskWords } from '../typed/read/read-task.ts';

const numberLength = 6;
const number = { maxLength: numberLength, integer: { most: 9_999 } } as const;
/** Options that change a task. */
const changing = ['text', 'person', 'done', 'reopen', 'edit', 'delete'] as const;

export const task = defineCommand({
  name: 'task',
  group: 'incident',
  summary: 'command.task',
  example: 'task 42 rotate the keys person:carol',
  needs: 'responder',
  actsOnLatestPage: true,
  onlyAddsWords: true,
  toLook: 'viewer',
  reads: (args) => !changing.some((name) => args[name]?.trim()),
  path: 'tasks',
  wordsAreText: true,
  fromAllWords: knownTask,
  fromWords: taskWords,
  options: [
    anyIncidentOption,
    option('text', 'text', 'option.task.text', {
      takesTheRest: true,
      maxLength: taskLimit,
    }),
    option('person', 'person', 'option.task.person', { choices: [{ value: nobody, label: 'choice.nobody' }] }),
    option('done', 'text', 'option.task.done', number),
    option('reopen', 'text', 'option.task.reopen', number),
    option('edit', 'text', 'option.task.edit', number),
    option('delete', 'text', 'option.task.delete', number),
  ],
  async run(call) {
    const { context } = call;
    const wish = taskIntent(wordsOf(call));
    if (!wish) {
      return tasksView(await call.incident(), await context.permissions.may(call.person, task.needs), call.reader);
    }
    const { incident, events } = await call.change(wish);
    const happened = events.find((event) => 'task' in event);
    if (happened?.type === 'task-deleted') return taskDeletedView(incident, happened, call.reader);
    const became = happened ?? repeated(wish, incident);
    return became ? taskChangedView(incident, became, call.reader) : tasksView(incident, true, call.reader);
  },
});

/** Refuses “done 3” as the text of a task: the colon was forgotten. */
function wordsOf({ args }: Call) {
  const { text, person, done, reopen, edit, delete: deleted } = args;
  const wish = { text, person, done, reopen, edit, delete: deleted };
  const [, verb, number] = /^(done|reopen|delete)\s+#?(\d{1,4})$/i.exec(text ?? '') ?? [];
  if (!verb || (person ?? done ?? reopen ?? edit ?? deleted) !== undefined) return wish;
  return { [verb.toLowerCase()]: number };
}

/** Returns the change that an earlier run of this invocation made, so that a repeat gets the same answer. */
function repeated(wish: Change, { tasks = [] }: Incident): ChangedTask | undefined {
  switch (wish.type) {
    case 'tick-task':
      return { type: 'task-done', task: wish.task };
    case 'reopen-task':
      return { type: 'task-reopened', task: wish.task };
    case 'change-task':
      return { type: 'task-changed', task: wish.task };
    case 'add-task': {
      const added = tasks.findLast(({ text }) => text === oneLine(wish.text));
      return added && { type: 'task-added', task: added.number };
    }
    default:
      return undefined;
  }
}
