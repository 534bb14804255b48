import type { Directory } from '../domain/directory.ts';
import type { Actor, Intent } from '../domain/incident/intent.ts';
import { parseDuration } from '../domain/on-call/durations.ts';
import { type Action, BadField } from '../ports/api-desk.ts';
import { atField } from './at-field.ts';
import { idOf, targetOf, targets } from './known-names.ts';
import { nobody, taskWish } from './task-wish.ts';

/** What an action wants of an incident, with every name in its one spelling. Throws BadField. */
export function intentOf(action: Action, actor: Actor, directory: Directory, now: Date): Intent {
  const target = (named: string) =>
    targetOf(
      atField('to', () => idOf('person, team or schedule', named, targets(directory))),
      directory,
    );
  switch (action.verb) {
    case 'ack':
      return { type: 'acknowledge', ...actor };
    case 'unack':
      return { type: 'unacknowledge', ...actor };
    case 'reopen':
      return { type: 'reopen', ...actor };
    case 'resolve':
      return { type: 'resolve', ...actor, ...(action.summary && { summary: action.summary }) };
    case 'escalate':
      return { type: 'escalate', ...actor, ...(action.to && { to: target(action.to), toName: action.to }) };
    case 'page': {
      const { to, message } = action;
      return { type: 'page', ...actor, to: target(to), toName: to, ...(message && { message }) };
    }
    case 'snooze': {
      const ms = atField('for', () => parseDuration(action.for));
      return { type: 'snooze', ...actor, until: new Date(now.getTime() + ms) };
    }
    case 'severity':
      return { type: 'change-severity', ...actor, severity: action.level };
    case 'assign': {
      const person = atField('person', () => idOf('person', action.person, [...directory.people.values()]));
      return { type: 'assign', ...actor, person, role: action.role ?? 'commander' };
    }
    case 'rename':
      return { type: 'rename', ...actor, title: action.title };
    case 'update':
      return { type: 'update', ...actor, text: action.text, ...(action.status && { status: action.status }) };
    case 'note':
      return { type: 'note', ...actor, text: action.text };
    case 'task':
      return taskIntent(action, actor, directory);
    default:
      return action satisfies never;
  }
}

function taskIntent(
  { text, person: named, done, reopen, edit }: Extract<Action, { verb: 'task' }>,
  actor: Actor,
  directory: Directory,
): Intent {
  const known = [...directory.people.values(), { id: nobody }];
  const person = named === undefined ? undefined : atField('person', () => idOf('person', named, known));
  const said = { done: done?.toString(), reopen: reopen?.toString(), edit: edit?.toString() };
  const wish = taskWish({ text, person, ...said }, actor);
  if (wish) return wish;
  throw new BadField('text', 'Say what is to be done, or give “done”, “reopen” or “edit” the number of a task.');
}
